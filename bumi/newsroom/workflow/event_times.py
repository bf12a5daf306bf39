"""Another time or venue for an event and its sign-up list; whoever signed up is told of what they do not know."""

from datetime import datetime

from sqlalchemy.orm import Session

from bumi.brief import Brief
from bumi.newsroom.tables import Campaign, Piece, SignUpList


def give_time(session: Session, campaign: Campaign, brief: Brief, now: datetime) -> None:
    """Give an event the brief with its present facts and time; sign-ups that were open until it starts stay so.

    Of an event that was over long ago, names and contacts come in again, and are deleted again.
    """
    former, venue, starts_at = campaign.starts_at, campaign.where, brief.starts_at or campaign.starts_at
    found = session.get(SignUpList, campaign.id)
    campaign.brief = brief.model_dump(mode="json")
    campaign.starts_at, campaign.ends_at = starts_at, brief.ends_at or starts_at
    if (former, venue) != (starts_at, campaign.where):
        campaign.moved_at = now
    if found and former != starts_at:
        found.erased_at = None
    if found and found.closes_at == former:
        found.closes_at = starts_at
    session.flush()


def follow_brief(session: Session, piece: Piece, now: datetime) -> None:
    """Give the event that this piece alone announces, and its sign-up list, the time of the brief as it is now."""
    campaign, brief = piece.appearances[0].campaign if piece.appearances else None, piece.brief_model
    if campaign and campaign.single and brief.starts_at:
        give_time(session, campaign, brief, now)
