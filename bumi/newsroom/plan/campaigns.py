"""Campaigns in the database: events, their pieces, and which campaigns are due."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session, lazyload

from bumi.brief import Brief
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import campaigns_visible, refuse_crisis_elsewhere, refuse_to_speak_for
from bumi.newsroom.states import UNAPPROVED, State
from bumi.newsroom.tables import Appearance, Campaign, OccasionPiece, Piece, User
from bumi.newsroom.tables.content import Revision
from bumi.persian.calendar import to_tehran
from bumi.persian.text import digits_to_persian
from bumi.words import Kind

_APPROVED = (State.APPROVED, State.SCHEDULED, State.PUBLISHING)
_DAY = timedelta(days=1)
_LIVE = Piece.published_revision_id.is_not(None)


def add_campaign(
    session: Session, plan: str, brief: Brief, starts_at: datetime, ends_at: datetime, by: User
) -> Campaign:
    """Create a campaign for an event; the caller adds its appearances. Raise Refused as `submit` does for its brief."""
    refuse_to_speak_for(by, brief.agency)
    refuse_crisis_elsewhere(by, brief)
    new = Campaign(
        plan=plan,
        brief=brief.model_dump(mode="json"),
        starts_at=starts_at,
        ends_at=ends_at,
        started_by=by.name,
        appearances=[],
    )
    session.add(new)
    session.flush()
    return new


def campaign(session: Session, id: int, version: int | None = None) -> Campaign:
    """Return the campaign, its row locked until the session ends. Raise BadInput if there is none.

    If `version` is given, raise Refused if the campaign has changed since.
    """
    found = session.get(Campaign, id, with_for_update=True, populate_existing=True)
    if found is None:
        number = digits_to_persian(str(id))
        raise BadInput(f"کارزاری با شماره {number} نیست؛ شماره‌ها را با «bumi campaign list» ببینید")
    if version not in (None, found.version):
        raise Refused("در همین میان کس دیگری این کارزار را تغییر داد و چیزی ثبت نشد؛ ببینید چه مانده است")
    return found


def lock_pieces(session: Session, campaign: Campaign) -> None:
    """Lock the pieces of a campaign and read them again: undo may just be bringing back a discarded one."""
    session.flush()
    own = select(Piece).where(Piece.id.in_([each.piece_id for each in campaign.standing if each.piece_id]))
    session.scalars(own.order_by(Piece.id).with_for_update().execution_options(populate_existing=True)).all()


def campaigns(session: Session, user: User | None = None) -> list[Campaign]:
    """Return all campaigns, or those that `user` may see, in order of event start."""
    query = select(Campaign).where(campaigns_visible(user)) if user else select(Campaign)
    return list(session.scalars(query.order_by(Campaign.starts_at, Campaign.id)))


def running(session: Session, since: datetime) -> list[Campaign]:
    """Return the campaigns that are not cancelled and whose event ends after `since`."""
    query = select(Campaign).where(Campaign.cancelled_at.is_(None), Campaign.ends_at > since)
    return list(session.scalars(query.order_by(Campaign.starts_at, Campaign.id)))


def due(session: Session, now: datetime) -> list[int]:
    """Return the ids of the campaigns with an appearance to be drafted at `now`."""
    query = (
        select(Appearance.campaign_id)
        .join(Campaign, Campaign.id == Appearance.campaign_id)
        .where(Campaign.cancelled_at.is_(None))
        .where(Appearance.piece_id.is_(None), Appearance.dropped == "", Appearance.draft_at <= now)
    )
    return sorted(set(session.scalars(query)))


def said(campaign: Campaign) -> set[str]:
    """Return the parts of the brief, as texts, that the pieces of a campaign already use or are about to use.

    Parts that an editor cut out of a piece do not count.
    """
    texts: set[str] = set()
    for piece in (each.piece for each in campaign.standing if each.piece):
        if piece.revision:
            texts.update(note for source in piece.revision.sources_model for note in source.notes)
        else:
            texts.update(piece.brief_model.parts().values())
    return texts


def sibling_ledes(session: Session, ids: Iterable[int]) -> list[str]:
    """Return the ledes of all pieces in the same campaigns as the pieces `ids`."""
    of = select(Appearance.campaign_id).where(Appearance.piece_id.in_(list(ids)))
    query = (
        select(Revision)
        .join(Piece, Piece.revision_id == Revision.id)
        .join(Appearance, Appearance.piece_id == Piece.id)
        .where(Appearance.campaign_id.in_(of))
    )
    return [revision.fields_model.lede for revision in session.scalars(query)]


def unannounced(session: Session, now: datetime, until: datetime) -> list[Campaign]:
    """Return the campaigns whose event starts after `now`, up to `until`, and that have no published piece yet."""
    seen = exists().where(Appearance.campaign_id == Campaign.id, Appearance.piece_id == Piece.id, _LIVE)
    query = select(Campaign).where(
        Campaign.cancelled_at.is_(None), Campaign.starts_at > now, Campaign.starts_at <= until, ~seen
    )
    return list(session.scalars(query.order_by(Campaign.starts_at)))


def unannounced_pieces(session: Session, now: datetime, until: datetime) -> list[Piece]:
    """Return the unpublished event announcements outside campaigns.

    Their events start between `now` and `until`, with a day's tolerance, because a brief stores its time as text.
    """
    apart = ~exists().where(Appearance.piece_id == Piece.id)
    waiting = or_(Piece.state.in_(UNAPPROVED), Piece.state.in_(_APPROVED))
    starts_at = Piece.brief["starts_at"].as_string()
    soon = starts_at.between(*(to_tehran(each).isoformat() for each in (now - _DAY, until + _DAY)))
    query = select(Piece).where(and_(Piece.kind == Kind.EVENT, waiting, ~_LIVE, apart, soon))
    return list(session.scalars(query.order_by(Piece.id).options(lazyload("*"))))


def unapproved(session: Session, until: datetime) -> list[Piece]:
    """Return the unapproved pieces with a publish time up to `until`, soonest first."""
    query = select(Piece).where(Piece.state.in_(UNAPPROVED), Piece.publish_at <= until, ~_LIVE)
    unexpired = or_(Piece.expire_at.is_(None), Piece.expire_at > Piece.publish_at)
    return list(session.scalars(query.where(unexpired).order_by(Piece.publish_at, Piece.id).options(lazyload("*"))))


def see_to_occasion(session: Session, piece: Piece, slug: str, day: date) -> None:
    """Record that `piece` covers the occasion `slug` around `day`, so that it is not proposed again."""
    session.merge(OccasionPiece(piece_id=piece.id, slug=slug, day=day))
    session.flush()


def occasions_taken(session: Session) -> list[tuple[str, date]]:
    """Return the occasions (slug, approximate day) covered by pieces that were not discarded."""
    query = select(OccasionPiece).join(Piece, Piece.id == OccasionPiece.piece_id).where(Piece.state != State.DISCARDED)
    return [(each.slug, each.day) for each in session.scalars(query)]
