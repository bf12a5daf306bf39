"""The timeline of a piece: everything that happened to it, as sentences, oldest first."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, TimelineLine, User
from bumi.persian.calendar import now


def write_line(
    session: Session,
    piece: Piece,
    by: User,
    what: str,
    why: str = "",
    *,
    from_state: State | None = None,
    to_state: State | None = None,
    at: datetime | None = None,
) -> None:
    """Add a timeline line in the caller's transaction, so that no change is unrecorded; set states only for a move."""
    session.add(
        TimelineLine(
            piece_id=piece.id,
            at=at or now(),
            by=by.name,
            from_state=from_state,
            to_state=to_state,
            what=what,
            why=why,
        )
    )


def timeline(session: Session, piece: Piece) -> list[TimelineLine]:
    """Return the timeline lines of `piece`, oldest first."""
    return list(
        session.scalars(select(TimelineLine).where(TimelineLine.piece_id == piece.id).order_by(TimelineLine.id))
    )
