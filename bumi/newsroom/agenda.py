"""The agenda: what goes out when, and whether that is certain."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, lazyload

from bumi.newsroom.access import visible
from bumi.newsroom.columns import Json
from bumi.newsroom.content_tables import Revision
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, User

__all__ = ["Entry", "agenda"]

_SURE = (State.APPROVED, State.SCHEDULED, State.PUBLISHING, State.PUBLISHED, State.PUBLISHED_NEEDS_REVIEW)
_OVER = (State.WITHDRAWN, State.EXPIRED, State.TAKEN_DOWN, State.DISCARDED)


class Entry(NamedTuple):
    """A piece on the agenda: when it went or goes out; not `sure` is one that nobody has approved."""

    id: int
    headline: str
    agency: str
    state: State
    at: datetime
    version: int
    sure: bool
    movable: bool


def agenda(session: Session, user: User, begin: datetime, end: datetime) -> list[Entry]:
    """Return what `user` sees of the pieces that went or go out from `begin` to before `end`."""
    when = func.coalesce(Piece.published_at, Piece.publish_at, Piece.embargo_until)
    query = (
        select(Piece, Revision.fields)
        .outerjoin(Revision, Revision.id == Piece.revision_id)
        .where(when >= begin, when < end, Piece.state.not_in(_OVER), visible(user))
        .order_by(Piece.id)
        .limit(2_000)
        .options(lazyload("*"))
    )
    return [_entry(piece, fields) for piece, fields in session.execute(query)]


def _entry(piece: Piece, fields: Json | None) -> Entry:
    at = piece.published_at or piece.publish_at or piece.embargo_until
    assert at is not None  # the query has found it by that
    headline = fields["headline"] if fields else piece.brief["topic"]
    movable, sure = piece.published_at is None, piece.state in _SURE
    return Entry(piece.id, headline, piece.agency, piece.state, at, piece.version, sure, movable)
