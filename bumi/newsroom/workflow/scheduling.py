"""Scheduling: sets the publish time, the embargo and the expiry of a piece."""

from datetime import datetime

from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.accounts.access import not_an_editor
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, User
from bumi.newsroom.workflow.timeline import write_line
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import jalali, now
from bumi.persian.text import digits_to_persian

_OPEN = (
    State.DRAFT,
    State.SUBMITTED,
    State.CHANGES_REQUESTED,
    State.APPROVED,
    State.SCHEDULED,
    State.PUBLISH_FAILED,
)
_NAMES = {"publish_at": "زمان انتشار", "embargo_until": "منع انتشار تا", "expire_at": "پایان انتشار"}


def plan(
    session: Session,
    piece: Piece,
    by: User,
    publish_at: datetime | None,
    embargo_until: datetime | None,
    expire_at: datetime | None,
) -> None:
    """Set the times of `piece` (aware, or None) and record them in the timeline; an approval stays valid.

    Raise Refused, with all reasons, unless `by` is an editor or a chief, in states where it is too late, and for
    contradictory times.
    """
    times = {"publish_at": publish_at, "embargo_until": embargo_until, "expire_at": expire_at}
    if reasons := _reasons(piece, by, times):
        number = digits_to_persian(str(piece.id))
        raise Refused(*(f"مطلب {number}: {reason}" for reason in reasons))
    changed = {name: time for name, time in times.items() if time != getattr(piece, name)}
    if not changed:
        return
    for name, time in changed.items():
        setattr(piece, name, time)
    told = "؛ ".join(f"{_NAMES[name]}: {jalali(time) if time else 'برداشته شد'}" for name, time in changed.items())
    write_line(session, piece, by, f"{by.persian} زمان‌ها را تغییر داد ({told})")
    session.flush()
    if piece.state is State.APPROVED and piece.goes_out_at and piece.goes_out_at > now():
        move(session, piece, State.SCHEDULED, machine(session))


def _reasons(piece: Piece, by: User, times: dict[str, datetime | None]) -> list[str]:
    reasons = not_an_editor(by)
    if piece.state not in _OPEN:
        reasons.append(f"«{piece.state.persian}» است و دیگر زمان نمی‌گیرد")
    for before, after in (("embargo_until", "publish_at"), ("embargo_until", "expire_at"), ("publish_at", "expire_at")):
        first, last = times[before], times[after]
        if first and last and first > last:
            reasons.append(f"«{_NAMES[after]}» پیش از «{_NAMES[before]}» است؛ یکی را درست کنید")
    publish_at, expire_at = times["publish_at"], times["expire_at"]
    if expire_at and expire_at != piece.expire_at and expire_at <= now():
        reasons.append(f"پایان انتشار ({jalali(expire_at)}) گذشته است؛ زمانی در آینده بنویسید")
    if publish_at and publish_at != piece.publish_at and publish_at <= now():
        reasons.append(f"زمان انتشار ({jalali(publish_at)}) گذشته است؛ زمانی در آینده بنویسید یا خالی بگذارید")
    return reasons
