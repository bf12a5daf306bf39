"""Editions of events that come again: which events were held, and which campaigns follow them."""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from bumi.newsroom.tables import Appearance, Campaign, CampaignEdition, Piece, SignUpList
from bumi.words import Kind


def held_events(session: Session, since: datetime, until: datetime) -> list[Campaign]:
    """Return the events held from `since` to `until` that no campaign follows, soonest first.

    An event counts as held if attendance was recorded, or its report is published.
    """
    attended = exists().where(SignUpList.campaign_id == Campaign.id, SignUpList.attendance_at.is_not(None))
    reported = exists().where(
        Appearance.campaign_id == Campaign.id,
        Appearance.piece_id == Piece.id,
        Piece.kind == Kind.RECAP,
        Piece.published_revision_id.is_not(None),
    )
    followed = exists().where(
        CampaignEdition.follows == Campaign.id,
        CampaignEdition.campaign_id == _LATER.c.id,
        _LATER.c.cancelled_at.is_(None),
    )
    query = select(Campaign).where(
        Campaign.cancelled_at.is_(None),
        Campaign.starts_at >= since,
        Campaign.starts_at <= until,
        or_(attended, reported),
        ~followed,
    )
    return list(session.scalars(query.order_by(Campaign.starts_at, Campaign.id)))


def add_edition(session: Session, campaign: Campaign, follows: int) -> None:
    """Record that a campaign is the next edition of the event of the campaign `follows`."""
    session.add(CampaignEdition(campaign_id=campaign.id, follows=follows))
    session.flush()


_LATER = Campaign.__table__.alias()
