"""What becomes of commissions by the clock: overdue ones are freed, open ones expire, and fees fall due."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import machine
from bumi.newsroom.commissions.ending import end_pitch, free
from bumi.newsroom.commissions.fees import enter_due_fees
from bumi.newsroom.notifications.outbox import note_write_by
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Commission, CommissionState, Piece, Pitch, PitchState, User

REMINDED = timedelta(days=1)
"""How long before its promised time a contributor is reminded of a piece."""

_ASSIGNED = (Pitch.state == PitchState.ACCEPTED, Commission.state == CommissionState.ASSIGNED)


def follow_commissions(session: Session, now: datetime) -> None:
    """Remind contributors, free what was not written in time, end what nobody took, and enter the fees due.

    Several runs may do this at once, and any run again.
    """
    _free_unwritten(session, now)
    _remind(session, now)
    overdue = (Commission.state == CommissionState.OPEN, Commission.deadline <= now)
    ended = update(Commission).where(*overdue).values(state=CommissionState.EXPIRED, ended_at=now)
    ids = session.scalars(ended.returning(Commission.id)).all()
    offered = select(Pitch).where(Pitch.commission_id.in_(ids), Pitch.state == PitchState.OFFERED)
    for each in session.scalars(offered) if ids else ():
        end_pitch(session, each, PitchState.DECLINED, machine(session), "", now)
    enter_due_fees(session)
    session.flush()


def _free_unwritten(session: Session, now: datetime) -> None:
    """Free the assigned commissions that were not written in time, or whose contributor has left."""
    gone = or_(User.closed_at.is_not(None), User.role != Role.CONTRIBUTOR)
    query = (
        select(Pitch)
        .join(User, User.name == Pitch.by)
        .join(Commission, Commission.id == Pitch.commission_id)
        .where(*_ASSIGNED, or_(Pitch.promised <= now, gone))
    )
    for late in session.scalars(query.with_for_update(of=Commission, skip_locked=True)).all():
        overdue = late.promised <= now
        why = "مهلت نوشتنش گذشت" if overdue else "دسترسی پدیدآور بسته شد"
        free(late.commission, now)
        end_pitch(session, late, PitchState.LAPSED, machine(session), why, now)


def _remind(session: Session, now: datetime) -> None:
    near = (
        select(Piece.id, Pitch.promised, Pitch.by)
        .join(Pitch, Pitch.piece_id == Piece.id)
        .join(Commission, Commission.id == Pitch.commission_id)
    )
    for id, promised, to in session.execute(near.where(*_ASSIGNED, Pitch.promised <= now + REMINDED)).all():
        note_write_by(session, id, promised, to)
