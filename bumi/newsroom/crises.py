"""Notices in a crisis, as the database sees them: what follows what, and which owe people an update."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from bumi.errors import BadInput
from bumi.newsroom.columns import Json
from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import CrisisNotice, Piece
from bumi.text import digits_to_persian

__all__ = ["add_notice", "crisis_notice", "followed", "open_notices", "replaced"]

_FOLLOWER, _LATER = aliased(CrisisNotice), aliased(Piece)
_FOLLOWED = exists().where(
    _FOLLOWER.follows == CrisisNotice.piece_id, _LATER.id == _FOLLOWER.piece_id, _LATER.state.not_in(GONE)
)


def add_notice(
    session: Session, piece: Piece, template: str, facts: Json, next_update_at: datetime, follows: int | None = None
) -> CrisisNotice:
    """Say that `piece` is a notice in a crisis, and until when the next one is promised."""
    new = CrisisNotice(
        piece=piece, follows=follows, template=template, facts=facts, next_update_at=next_update_at, closed_at=None
    )
    session.add(new)
    session.flush()
    return new


def crisis_notice(session: Session, id: int) -> CrisisNotice:
    """Return the notice that is piece `id`, held until the session ends; BadInput where it is none."""
    found = session.get(CrisisNotice, id, with_for_update=True, populate_existing=True)
    if found is None:
        number = digits_to_persian(str(id))
        raise BadInput(f"مطلب {number} اطلاعیه بحران نیست؛ شماره‌ها را با «bumi crisis list» ببینید")
    return found


def followed(session: Session, notice: CrisisNotice) -> bool:
    """Say whether another notice has taken the place of this one, or is about to."""
    query = select(_FOLLOWER.piece_id).join(_LATER, _LATER.id == _FOLLOWER.piece_id)
    standing = query.where(_FOLLOWER.follows == notice.piece_id, _LATER.state.not_in(GONE))
    return session.scalar(standing.limit(1)) is not None


def open_notices(session: Session) -> list[CrisisNotice]:
    """Return the notices of which people are still to hear, the next promised first."""
    query = select(CrisisNotice).join(Piece, Piece.id == CrisisNotice.piece_id)
    query = query.where(CrisisNotice.closed_at.is_(None), Piece.state != State.DISCARDED, ~_FOLLOWED)
    return list(session.scalars(query.order_by(CrisisNotice.next_update_at, CrisisNotice.piece_id)))


def replaced(session: Session, now: datetime) -> list[Piece]:
    """Return the live notices that hold at `now` although another that follows them is live too."""
    query = (
        select(Piece)
        .join(_FOLLOWER, _FOLLOWER.follows == Piece.id)
        .join(_LATER, _LATER.id == _FOLLOWER.piece_id)
        .where(Piece.published_revision_id.is_not(None), Piece.expire_at > now)
        .where(_LATER.published_revision_id.is_not(None), _LATER.state.not_in(GONE))
    )
    return list(session.scalars(query.order_by(Piece.id)))
