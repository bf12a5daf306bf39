"""Pitches of contributors: offered, withdrawn, and accepted by an editor; exactly one of a commission is accepted."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import not_an_editor
from bumi.newsroom.commissions.ending import end_pitch, free
from bumi.newsroom.commissions.lists import lock
from bumi.newsroom.commissions.opening import CommissionTerms
from bumi.newsroom.content.pieces import submit_next
from bumi.newsroom.notifications.outbox import note_commissioned
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Commission, CommissionState, Piece, Pitch, PitchState, User
from bumi.newsroom.workflow.timeline import write_line
from bumi.persian.calendar import jalali, now
from bumi.persian.text import digits_to_persian, normal

LEAST, MOST = 20, 1000
"""Characters of a pitch: a few sentences."""


def may_take(user: User) -> list[str]:
    """Return a list with the Persian reasons why `user` may not have a commission; empty if they may."""
    reasons = []
    if user.role is not Role.CONTRIBUTOR:
        reasons.append(f"«{user.name}» «{user.role.persian}» است؛ فراخوان را «{Role.CONTRIBUTOR.persian}» می‌نویسد")
    if user.closed_at:
        reasons.append(f"دسترسی «{user.name}» بسته است؛ پیشنهاد دیگری را بپذیرید یا دسترسی‌اش را باز کنید")
    return reasons


def pitch(
    session: Session, found: Commission, words: str, promised: datetime | None, by: User, at: datetime | None = None
) -> Pitch:
    """Offer to write a commission until `promised`, by default its deadline; return the pitch.

    Raise Refused, with all reasons, to those who may not take it, unless it is open, and where a pitch of theirs
    stands; BadInput for words that are too few or too many, and for a time that is past or after the deadline.
    """
    lock(session, found)
    moment, said = at or now(), "\n".join(" ".join(line.split()) for line in normal(words).splitlines()).strip()
    reasons = may_take(by)
    if found.state is not CommissionState.OPEN or found.deadline <= moment:
        reasons.append("دیگر باز نیست؛ فراخوان دیگری را ببینید")
    if any(each.by == by.name and each.state is PitchState.OFFERED for each in found.pitches):
        reasons.append("پیشنهاد شما در انتظار پاسخ است؛ برای نوشتن پیشنهادی دیگر نخست آن را پس بگیرید")
    if reasons:
        raise _refused(found, *reasons)
    until = promised or found.deadline
    problems = []
    if not LEAST <= len(said) <= MOST:
        shown = digits_to_persian(f"پیشنهاد {len(said)} نویسه دارد؛ میان {LEAST} تا {MOST} نویسه بنویسید")
        problems.append(f"{shown}: چه می‌نویسید و از چه کسی می‌پرسید")
    if not moment < until <= found.deadline:
        problems.append(f"«تا کِی» باید از اکنون تا مهلت فراخوان ({jalali(found.deadline)}) باشد؛ روز دیگری بنویسید")
    if problems:
        raise BadInput(*problems)
    new = Pitch(by=by.name, words=said, promised=until, at=moment, piece=None)
    found.pitches.append(new)
    session.flush()
    return new


def accept_pitch(session: Session, id: int, by: User, at: datetime | None = None) -> Piece:
    """Give a commission to the contributor of the pitch `id`; return the piece that they are to write.

    The other pitches are declined, and their contributors told. Raise BadInput if there is no such pitch; Refused, with
    all reasons, unless `by` is an editor or a chief, if the contributor may not have it, if the pitch no longer stands,
    and if another pitch was accepted meanwhile.
    """
    moment, chosen = at or now(), _pitch(session, id)
    found, contributor = chosen.commission, session.get_one(User, chosen.by)
    reasons = [*not_an_editor(by), *may_take(contributor)]
    if chosen.state is not PitchState.OFFERED:
        reasons.append(f"پیشنهاد «{chosen.by}» {chosen.state.persian} است؛ پیشنهاد دیگری را بپذیرید")
    if reasons:
        raise _refused(found, *reasons)
    _take(session, found, moment)
    until = chosen.promised if chosen.promised > moment else found.deadline
    chosen.state, chosen.decided_by, chosen.decided_at, chosen.promised = PitchState.ACCEPTED, by.name, moment, until
    piece = submit_next(session, _terms(found).brief(), contributor)
    write_line(session, piece, by, f"{by.persian} پیشنهاد {contributor.persian} را پذیرفت؛ مهلت نوشتن {jalali(until)}")
    chosen.piece = piece
    note_commissioned(session, piece.id, by, chosen.by)
    for other in found.pitches:
        if other.state is PitchState.OFFERED:
            end_pitch(session, other, PitchState.DECLINED, by, "", moment)
    session.flush()
    return piece


def withdraw_pitch(session: Session, id: int, by: User, at: datetime | None = None) -> None:
    """Take back a pitch of one's own; an accepted one frees the commission, and discards what was written.

    Raise BadInput if `by` has no such pitch, without saying whether somebody else has it; Refused once the text reached
    the editors.
    """
    moment, own = at or now(), _pitch(session, id, by)
    found, reasons = own.commission, []
    if own.state is PitchState.ACCEPTED and found.state is not CommissionState.ASSIGNED:
        reasons.append("متن شما به دبیر رسیده است؛ اگر نباید منتشر شود در یادداشتی به او بگویید")
    elif own.state not in (PitchState.OFFERED, PitchState.ACCEPTED):
        reasons.append(f"این پیشنهاد دیگر برپا نیست: {own.state.persian}")
    if reasons:
        raise _refused(found, *reasons)
    if own.state is PitchState.ACCEPTED:
        free(found, moment)
    end_pitch(session, own, PitchState.WITHDRAWN, by, "پدیدآور از نوشتنش برگشت", moment)
    session.flush()


def _take(session: Session, found: Commission, at: datetime) -> None:
    """Take an open commission for one pitch: of several who try at once, the database lets exactly one."""
    free_one = (Commission.id == found.id, Commission.state == CommissionState.OPEN, Commission.deadline > at)
    taken = session.execute(
        update(Commission).where(*free_one).values(state=CommissionState.ASSIGNED).returning(Commission.id)
    )
    if not taken.all():
        raise _refused(found, "دیگر باز نیست: به دیگری سپرده شده یا مهلتش گذشته است؛ صفحه‌اش را دوباره باز کنید")
    session.refresh(found)


def _terms(found: Commission) -> CommissionTerms:
    return CommissionTerms(
        kind=found.kind,
        county=found.county,
        axis=found.axis,
        topic=found.topic,
        agency=found.agency,
        deadline=found.deadline,
        fee=found.fee,
        points=tuple(found.points),
    )


def _pitch(session: Session, id: int, of: User | None = None) -> Pitch:
    """Return a pitch, perhaps only one `of` a contributor, its commission locked."""
    found = session.get(Pitch, id)
    if found is None or (of is not None and found.by != of.name):
        raise BadInput(f"پیشنهادی با شماره {digits_to_persian(str(id))} نیست؛ از صفحه فراخوان برگزینید")
    lock(session, found.commission)
    return found


def _refused(found: Commission, *reasons: str) -> Refused:
    return Refused(*(f"فراخوان {digits_to_persian(str(found.id))}: {reason}" for reason in reasons))
