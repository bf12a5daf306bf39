"""The link from the pages of an event to its sign-up form: which pages have it, and when they are made again.

The page has only the link. Whether places are left is said by the form, so that no sign-up changes a page.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from bumi.newsroom.publication.ledger import outdate
from bumi.newsroom.tables import Appearance, Campaign, EventStage, Piece, PublishedEvent, SignUpList
from bumi.piece import Story

_COMING = literal(EventStage.COMING, PublishedEvent.stage.type)


def with_sign_up(session: Session, stories: Sequence[Story]) -> list[Story]:
    """Return the stories with the code of the sign-up list of their event, as long as it is to come."""
    ids = {each.campaign_id for each in stories if each.event and not (each.event.called_off or each.event.dropped)}
    query = (
        select(Appearance.piece_id, SignUpList.code)
        .join(SignUpList, SignUpList.campaign_id == Appearance.campaign_id)
        .outerjoin(PublishedEvent, PublishedEvent.piece_id == Appearance.piece_id)
        .where(SignUpList.campaign_id.in_(ids), func.coalesce(PublishedEvent.stage, _COMING) == _COMING)
    )
    codes = {id: code for id, code in session.execute(query)} if ids else {}
    return [each.model_copy(update={"sign_up": codes[each.id]}) if each.id in codes else each for each in stories]


def outdate_passed(session: Session, pieces: Collection[int]) -> None:
    """Let the pages of those of `pieces` be made again whose event is over and had a form."""
    listed = select(Piece.id).join(Appearance, Appearance.piece_id == Piece.id)
    listed = listed.join(SignUpList, SignUpList.campaign_id == Appearance.campaign_id)
    outdate(session, listed.where(Piece.id.in_(pieces)))


def outdate_event_pages(session: Session, campaign: Campaign) -> None:
    """Let the published pages of an event be made again, so that they link to its form."""
    own = select(Piece.id).join(Appearance, Appearance.piece_id == Piece.id)
    outdate(session, own.where(Appearance.campaign_id == campaign.id))
