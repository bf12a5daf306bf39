"""What has changed, for pages that stay open: two cheap reads, however many pages there are."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.tables import Piece, TimelineLine

_LAST = 50  # lines of the timeline: of transactions at work together, the earlier line may be seen later


class Changes(NamedTuple):
    """Marks to compare with those of a moment before: of the whole timeline, and of each of some pieces."""

    timeline: tuple[int, ...]
    pieces: dict[int, tuple[object, ...]]


def changes(session: Session, pieces: Collection[int]) -> Changes:
    """Return the marks of this moment; `pieces` are the ids of the pieces that are asked about."""
    lines = session.scalars(select(TimelineLine.id).order_by(TimelineLine.id.desc()).limit(_LAST))
    marks = select(Piece.id, Piece.version, Piece.worked_by, Piece.attempts).where(Piece.id.in_(pieces))
    rows = session.execute(marks) if pieces else ()
    return Changes(tuple(lines), {id: tuple(mark) for id, *mark in rows})
