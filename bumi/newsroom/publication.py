"""Publication, as the database sees it: what is due, and the two moments around putting it where readers are."""

from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bumi.newsroom.conditions import LEASE
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.newsroom.transitions import move
from bumi.newsroom.users import machine

__all__ = ["begin", "due", "fail", "finish"]

_WAITING = (State.APPROVED, State.SCHEDULED, State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED)


def due(session: Session, now: datetime) -> list[Piece]:
    """Return what should go out at `now`, the longest due first: times come, embargoes past, not expired.

    What failed or stayed unconfirmed is due again; what is `publishing` only when its run has held it for
    longer than `LEASE`, and so must have died.
    """
    dead = and_(Piece.state == State.PUBLISHING, Piece.begun_at <= now - LEASE)
    query = select(Piece).where(
        or_(Piece.state.in_(_WAITING), dead),
        or_(Piece.publish_at.is_(None), Piece.publish_at <= now),
        or_(Piece.embargo_until.is_(None), Piece.embargo_until <= now),
        or_(Piece.expire_at.is_(None), Piece.expire_at > now),
    )
    return list(
        session.scalars(query.order_by(Piece.attempts, func.coalesce(Piece.publish_at, Piece.approved_at), Piece.id))
    )


def begin(session: Session, piece: Piece, now: datetime) -> None:
    """Take `piece` for publication: of several runs exactly one gets it; commit before putting anything.

    Approval and content are read again under a lock on the row; Refused, with all the reasons, where the
    approval is not for exactly this content, the time has not come, or another run has the piece.
    """
    session.expire(piece)
    session.get_one(Piece, piece.id, populate_existing=True, with_for_update=True)
    move(session, piece, State.PUBLISHING, machine(session), at=now)


def finish(session: Session, piece: Piece, now: datetime) -> None:
    """Record that readers can see it; pages are dated from `begin`, so that they can be made again alike."""
    move(session, piece, State.PUBLISHED, machine(session), at=now)


def fail(session: Session, piece: Piece, sentence: str, unconfirmed: bool = False) -> None:
    """Record, in a sentence, why it could not go out, or (`unconfirmed`) that nobody knows whether it did."""
    to = State.PUBLISH_UNCONFIRMED if unconfirmed else State.PUBLISH_FAILED
    move(session, piece, to, machine(session), why=sentence)
