"""Announced events outside campaigns, and the pieces that tell of them again."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, lazyload

from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import EventFollowUp, EventStage, Piece, PublishedEvent


def announced_events(session: Session) -> list[Piece]:
    """Return the pieces that announce the coming events outside campaigns, by start; follow-ups are not among them."""
    query = (
        select(Piece)
        .join(PublishedEvent, PublishedEvent.piece_id == Piece.id)
        .outerjoin(EventFollowUp, EventFollowUp.piece_id == Piece.id)
        .where(
            PublishedEvent.stage == EventStage.COMING,
            ~PublishedEvent.called_off,
            ~PublishedEvent.dropped,
            PublishedEvent.root.startswith("piece/"),
            EventFollowUp.piece_id.is_(None),
            Piece.state.not_in(GONE),
        )
    )
    lean = (lazyload("*"), contains_eager(Piece.event))
    return list(session.scalars(query.order_by(PublishedEvent.starts_at, Piece.id).options(*lean)))


def follow_ups(session: Session, events: Collection[int]) -> dict[tuple[int, str], int]:
    """Return the pieces that tell of events again and were not discarded, by the event's piece and the step."""
    query = (
        select(EventFollowUp)
        .join(Piece, Piece.id == EventFollowUp.piece_id)
        .where(EventFollowUp.event_id.in_(events), Piece.state != State.DISCARDED)
    )
    return {(row.event_id, row.step): row.piece_id for row in session.scalars(query)}


def see_to_follow_up(session: Session, piece: Piece, event: int, step: str) -> None:
    """Record that `piece` tells again of the event that the piece `event` announced, as a step of the plan."""
    session.merge(EventFollowUp(piece_id=piece.id, event_id=event, step=step))
    session.flush()
    session.expire(piece, ["follow_up"])
