"""Assignments: who has a piece and until when. They bind nobody: another editor may still decide, and sees who has it.

A piece is taken by an editor or given by a chief. It is given back when it is decided (`move`) or its holder's account
closes (`change_user`).
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.access import not_an_editor
from bumi.newsroom.notifications.outbox import note_given
from bumi.newsroom.states import ASSIGNABLE, Role, State
from bumi.newsroom.tables import Assignment, Piece, User
from bumi.newsroom.workflow.refusals import refused
from bumi.newsroom.workflow.timeline import write_line
from bumi.persian.calendar import jalali, now
from bumi.words import Urgency

_WITHIN = {
    Urgency.CRISIS: timedelta(minutes=15),
    Urgency.URGENT: timedelta(hours=2),
    Urgency.NORMAL: timedelta(days=1),
}
_BEFORE_PUBLICATION = timedelta(minutes=30)


def assignment(session: Session, piece: Piece) -> Assignment | None:
    """Return who has `piece`, or None."""
    return session.get(Assignment, piece.id)


def default_deadline(piece: Piece, at: datetime) -> datetime:
    """Return until when a piece taken at `at` is to be decided.

    By its urgency a quarter of an hour, two hours or a day, and half an hour before it goes out where that is sooner.
    """
    limit, goes_out_at = at + _WITHIN[piece.urgency], piece.goes_out_at
    if goes_out_at is None or goes_out_at <= at:
        return limit
    return min(limit, max(goes_out_at - _BEFORE_PUBLICATION, at + _WITHIN[Urgency.CRISIS]))


def assign(session: Session, piece: Piece, to: User, by: User, due_at: datetime | None = None) -> None:
    """Give `piece` to `to`, until `due_at` or else its default deadline; a piece that they have gets the new deadline.

    Raise Refused, with all reasons: an editor takes what nobody has, and only a chief gives to others.
    """
    moment = now()
    # The row is locked: of two who take the piece at once one is refused, and nobody takes it while it is decided.
    state = session.scalars(select(Piece.state).where(Piece.id == piece.id).with_for_update()).one()
    held = assignment(session, piece)
    if reasons := _reasons(state, held, to, by, due_at, moment):
        raise refused(piece, *reasons)
    if held and held.holder == to.name and due_at in (None, held.due_at):
        return
    due = due_at or default_deadline(piece, moment)
    if held is None:
        session.add(Assignment(piece_id=piece.id, holder=to.name, by=by.name, at=moment, due_at=due))
    else:
        held.holder, held.by, held.at, held.due_at = to.name, by.name, moment, due
    what = f"{by.persian} آن را به عهده گرفت" if to.name == by.name else f"{by.persian} آن را به {to.persian} سپرد"
    write_line(session, piece, by, f"{what}؛ تا {jalali(due)}")
    session.flush()
    if to.name != by.name:
        note_given(session, piece, by, to, due)


def give_back(session: Session, piece: Piece, by: User) -> None:
    """Give back a piece undecided. Raise Refused unless `by` has it or is a chief; nothing happens if nobody has it."""
    held = assignment(session, piece)
    if held is None:
        return
    if held.holder != by.name and by.role is not Role.CHIEF:
        raise refused(piece, f"به عهده «{held.holder}» است؛ خودش یا سردبیر آن را پس می‌دهد")
    session.delete(held)
    of = "" if held.holder == by.name else f" از {held.holder}"
    write_line(session, piece, by, f"{by.persian} آن را{of} پس گرفت" if of else f"{by.persian} آن را پس داد")
    session.flush()


def _reasons(
    state: State, held: Assignment | None, to: User, by: User, due_at: datetime | None, moment: datetime
) -> list[str]:
    reasons = not_an_editor(by)
    if by.role is Role.EDITOR and to.name != by.name:
        reasons.append("سپردن به دیگری کار سردبیر است؛ خودتان می‌توانید آن را به عهده بگیرید")
    elif by.role is Role.EDITOR and held and held.holder != by.name:
        reasons.append(
            f"به عهده «{held.holder}» است؛ سردبیر می‌تواند آن را به شما بسپارد، و بی آن هم می‌توانید تصمیم بگیرید"
        )
    if not to.decides or to.closed_at:
        reasons.append(f"«{to.name}» دبیر نیست یا دسترسی‌اش بسته است؛ دبیر دیگری را برگزینید")
    if state not in ASSIGNABLE:
        reasons.append(f"«{state.persian}» است و تصمیمی نمی‌خواهد")
    if due_at and due_at <= moment:
        reasons.append(f"مهلت ({jalali(due_at)}) گذشته است؛ زمانی در آینده بنویسید یا خالی بگذارید")
    return reasons
