"""Lists of commissions and pitches, and who may see which of them."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from bumi.errors import BadInput
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Commission, CommissionState, Piece, Pitch, PitchState, User
from bumi.persian.text import digits_to_persian

LISTED = 200
"""How many commissions a list shows: the years' ones are in the ledger of fees."""

_DISCARDED = exists().where(
    Pitch.commission_id == Commission.id,
    Pitch.state == PitchState.ACCEPTED,
    Piece.id == Pitch.piece_id,
    Piece.state == State.DISCARDED,
)
_UNDER_WAY = and_(
    Commission.state.in_((CommissionState.OPEN, CommissionState.ASSIGNED, CommissionState.WRITTEN)), ~_DISCARDED
)


def commissions_visible(user: User) -> ColumnElement[bool]:
    """Return the condition that selects the commissions `user` may see.

    Editors and chiefs see all; a contributor the open ones, and those for which it pitched.
    """
    if user.decides:
        return true()
    if user.role is not Role.CONTRIBUTOR:
        return false()
    pitched = exists().where(Pitch.commission_id == Commission.id, Pitch.by == user.name)
    return or_(Commission.state == CommissionState.OPEN, pitched)


def sees_commission(session: Session, user: User, id: int) -> bool:
    """Return whether `user` may see the commission; False if it does not exist."""
    return session.scalar(select(Commission.id).where(Commission.id == id, commissions_visible(user))) is not None


def commission(session: Session, id: int) -> Commission:
    """Return the commission. Raise BadInput if there is none."""
    found = session.get(Commission, id)
    if found is None:
        number = digits_to_persian(str(id))
        raise BadInput(f"فراخوانی با شماره {number} نیست؛ شماره‌ها را با «bumi commission list» ببینید")
    return found


def lock(session: Session, found: Commission) -> None:
    """Lock a commission and read it and its pitches anew: of two who decide at once, the second sees what was done."""
    query = select(Commission).where(Commission.id == found.id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).one()


def commissions(session: Session, under_way: bool = True) -> list[Commission]:
    """Return the commissions that are under way, the nearest deadline first, or those that ended, latest first.

    One whose text an editor has discarded has ended, until the piece is restored.
    """
    if under_way:
        query = select(Commission).where(_UNDER_WAY).order_by(Commission.deadline, Commission.id)
    else:
        query = select(Commission).where(~_UNDER_WAY).order_by(Commission.id.desc())
    return list(session.scalars(query.limit(LISTED)))


def open_to(session: Session, user: User, now: datetime) -> list[Commission]:
    """Return the open commissions for which `user` has no pitch that stands, the nearest deadline first."""
    standing = exists().where(Pitch.commission_id == Commission.id, Pitch.by == user.name, Pitch.decided_at.is_(None))
    query = select(Commission).where(
        and_(Commission.state == CommissionState.OPEN, Commission.deadline > now), commissions_visible(user), ~standing
    )
    return list(session.scalars(query.order_by(Commission.deadline, Commission.id).limit(LISTED)))


def pitches_of(session: Session, user: User) -> list[Pitch]:
    """Return the pitches of `user`, latest first."""
    query = select(Pitch).where(Pitch.by == user.name).order_by(Pitch.id.desc())
    return list(session.scalars(query.limit(LISTED)))


def waiting_pitches(session: Session) -> int:
    """Return how many pitches wait for an editor."""
    query = select(func.count()).select_from(Pitch).join(Commission, Commission.id == Pitch.commission_id)
    waiting = query.where(Pitch.state == PitchState.OFFERED, Commission.state == CommissionState.OPEN)
    return session.scalar(waiting) or 0


def pitch_of_piece(session: Session, piece: Piece) -> Pitch | None:
    """Return the pitch by whose acceptance the piece was made, or None."""
    return session.scalar(select(Pitch).where(Pitch.piece_id == piece.id))
