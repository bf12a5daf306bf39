"""Stories: pieces as readers see them, from which pages are rendered."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, lazyload, object_session, selectinload

from bumi.errors import BadInput, Refused
from bumi.making import StoryMaking
from bumi.newsroom.media.store import read
from bumi.newsroom.publication.answers import answer_of
from bumi.newsroom.publication.bylines import byline_of, credited
from bumi.newsroom.publication.changes import changes_of
from bumi.newsroom.publication.events import event_of, next_event, recorded_event
from bumi.newsroom.publication.facts import TimeAndPlaceOfBrief, facts_of
from bumi.newsroom.publication.making import making_of
from bumi.newsroom.publication.quotations import quotations_of
from bumi.newsroom.publication.sign_up_links import with_sign_up
from bumi.newsroom.publication.story_links import with_related
from bumi.newsroom.states import HIDDEN, LIVE, State
from bumi.newsroom.tables import Piece
from bumi.newsroom.tables.columns import Json
from bumi.newsroom.tables.content import MediaFile, Revision
from bumi.newsroom.workflow.brief_versions import answered
from bumi.newsroom.workflow.revisions import written
from bumi.persian.text import digits_to_persian
from bumi.piece import Event, Story
from bumi.words import AHEAD, Kind

Known = dict[tuple[int, int], Story]
"""A cache of stories by piece id and version, for a run that renders many lists."""

_KEPT = 4000


# Loads only what a published page needs.
_LEAN = (
    lazyload(Piece.dismissals),
    lazyload(Piece.revision),
    selectinload(Piece.published_revision).lazyload(Revision.checkup),
    selectinload(Piece.event),
    selectinload(Piece.asked),
)


class StoryVersion(NamedTuple):
    """A story with the stories that it links to, and the version of the piece that it was read from."""

    story: Story
    version: int


def published_stories(session: Session) -> list[StoryVersion]:
    """Return every published piece as readers see it, newest first; withdrawn ones have `withdrawn` set.

    A correction being published is included already, so that no other run restores the old page.
    """
    query = select(Piece).options(*_LEAN).where(Piece.published_revision_id.is_not(None))
    return _versions(session, query.order_by(Piece.published_at.desc(), Piece.id))


def settled_stories(session: Session, ids: Collection[int]) -> list[StoryVersion]:
    """Return the published pieces among `ids` as readers see them, without those that a run publishes.

    Those whose correction failed are as they were before it: it may fail again for ever.
    """
    live = (Piece.published_revision_id.is_not(None), Piece.state != State.PUBLISHING)
    query = select(Piece).options(*_LEAN).where(Piece.id.in_(ids), *live)
    return _versions(session, query.order_by(Piece.id))


def latest(session: Session, count: int) -> list[Story]:
    """Return the `count` listed stories that were published or corrected last, latest first."""
    query = (
        select(Piece)
        .options(*_LEAN)
        .where(Piece.republished_at.is_not(None), Piece.state.not_in(HIDDEN))
        .order_by(Piece.republished_at.desc(), Piece.id.desc())
        .limit(count)
    )
    return [_seen(piece) for piece in session.scalars(query)]


def chosen(session: Session, query: Select[int, int], known: Known) -> list[Story]:
    """Return the stories for the piece ids and versions in `query`, in its order; those in `known` are not loaded.

    Use only in a session that changes nothing: a version that is rolled back is used again for other content.
    """
    asked = [(id, version) for id, version in session.execute(query)]
    missing = [id for id, version in asked if (id, version) not in known]
    if len(known) + len(missing) > _KEPT:
        known, missing = {}, [id for id, _ in asked]
    for piece in session.scalars(select(Piece).options(*_LEAN).where(Piece.id.in_(missing))):
        known[piece.id, piece.version] = _seen(piece)
    return [known[each] for each in asked]


def story(session: Session, piece: Piece) -> Story:
    """Return `piece` as readers see it or, while it is being published, as they will see it, with how it was made.

    Raise Refused for any other piece, because unapproved text must not be shown.
    """
    told = _seen(piece)
    if told.withdrawn or told.taken_down:
        return told.model_copy(update={"making": StoryMaking()})
    goes_out = _goes_out(piece)
    shown = piece.revision if goes_out else piece.published_revision
    making = making_of(session, piece, shown, goes_out) if shown else None
    return told.model_copy(update={"making": making})


def _seen(piece: Piece) -> Story:
    """Return the story as lists show it; raises as `story`."""
    if _goes_out(piece) and piece.revision and piece.begun_at:
        first = piece.published_at or piece.begun_at
        event = next_event(piece, piece.begun_at)
        return _story(piece, piece.revision, first, piece.begun_at, piece.next_correction, event)
    if told := public_story(piece):
        return told
    number = digits_to_persian(str(piece.id))
    raise Refused(f"مطلب {number}: «{piece.state.persian}» است و هنوز منتشر نشده؛ نخست تأیید و منتشرش کنید")


def _goes_out(piece: Piece) -> bool:
    return bool(piece.state is State.PUBLISHING and piece.revision and piece.begun_at)


def version(session: Session, piece: Piece) -> StoryVersion:
    """Return `piece` as `story` does, with the stories that it links to and its version."""
    [told] = _linked(session, [piece])
    return StoryVersion(told, piece.version)


def _versions(session: Session, query: Select[Piece]) -> list[StoryVersion]:
    pieces = list(session.scalars(query))
    told = _linked(session, pieces)
    return [StoryVersion(each, piece.version) for each, piece in zip(told, pieces, strict=True)]


def _linked(session: Session, pieces: Sequence[Piece]) -> list[Story]:
    return with_sign_up(session, with_related(session, [story(session, piece) for piece in pieces]))


def public_story(piece: Piece) -> Story | None:
    """Return `piece` as readers see it now, withdrawn or not, or None if it was never published."""
    if piece.published_revision and piece.published_at and piece.republished_at:
        first, event = piece.published_at, recorded_event(piece)
        return _story(piece, piece.published_revision, first, piece.republished_at, piece.correction, event)
    return None


def preview(piece: Piece, now: datetime) -> Story:
    """Return the latest revision of `piece` as readers would see it. Raise Refused if it has no text yet."""
    first = piece.published_at or piece.goes_out_at or now
    return _story(piece, written(piece), first, now, piece.correction, event_of(piece, now))


def media_bytes(session: Session, sha256: str) -> bytes:
    """Return the bytes of an image. Raise BadInput if the hash is unknown, NotAvailable if they are lost."""
    return images(session, [sha256])[sha256]


def media_file(session: Session, sha256: str) -> MediaFile:
    """Return what is known of an image or a rendition. Raise NoResultFound if the hash is unknown."""
    return session.get_one(MediaFile, sha256)


def images(session: Session, hashes: Collection[str]) -> dict[str, bytes]:
    """Return the bytes of images by hash. Raise BadInput if a hash is unknown, NotAvailable if an image is lost."""
    query = select(MediaFile.sha256, MediaFile.data).where(MediaFile.sha256.in_(hashes))
    found = {sha256: data for sha256, data in session.execute(query)}
    for sha256 in hashes:
        if sha256 not in found:
            raise BadInput(f"تصویری با شناسه «{sha256}» در تحریریه نیست؛ «bumi work» را اجرا کنید")
    return {sha256: read(session, sha256) if data is None else data for sha256, data in found.items()}


def _story(
    piece: Piece,
    revision: Revision,
    published_at: datetime,
    updated_at: datetime,
    correction: str,
    event: Event | None,
) -> Story:
    fields, sources, brief = revision.fields_model, revision.sources_model, answered(piece, revision)
    session = object_session(piece)
    gone = piece.state in (State.WITHDRAWN, State.TAKEN_DOWN)
    campaign = piece.appearances[0].campaign if piece.appearances else None
    return Story(
        id=piece.id,
        slug=piece.slug,
        kind=piece.kind,
        agency=piece.agency,
        county=piece.county,
        axis=piece.brief["axis"],
        fields=fields.model_copy(update={"headline": fields.title}),
        media=credited(session, piece, revision) if session and not gone else revision.media,
        variants=tuple(each.variant for image in revision.images for each in image.renditions),
        published_at=published_at,
        updated_at=updated_at,
        urgency=piece.urgency,
        expire_at=piece.expire_at,
        over_at=_over_at(piece, brief),
        correction=correction,
        withdrawn=piece.withdrawn if piece.state is State.WITHDRAWN else "",
        expired_at=piece.expired_at if piece.state is State.EXPIRED else None,
        taken_down=piece.state is State.TAKEN_DOWN,
        former_slugs=tuple(each.slug for each in piece.former_slugs),
        campaign=campaign.brief["topic"] if campaign and not campaign.single else "",
        campaign_id=campaign.id if campaign else 0,
        contributed=revision.author is not None,
        byline=byline_of(session, revision.author) if session and not gone else None,
        event=event,
        facts=facts_of(fields, sources, _time_and_place(piece, brief, event)),
        quotations=quotations_of(fields, sources, brief.get("quotes") or ()),
        changes=changes_of(session, piece, revision) if session and correction else (),
        answer=answer_of(piece.asked, fields, brief.get("quotes") or ()) if piece.asked else None,
    )


def _over_at(piece: Piece, brief: Json) -> datetime | None:
    """Return when what a notice tells of is over; None where its brief names no end, and for other kinds."""
    ends_at = brief.get("ends_at") if piece.kind is Kind.NOTICE else None
    return datetime.fromisoformat(ends_at) if ends_at else None


def _time_and_place(piece: Piece, brief: Json, event: Event | None) -> TimeAndPlaceOfBrief:
    """Return when and where in the words of the brief, where readers may still go; no time of an event that moved."""
    if piece.kind not in AHEAD or (event and event.called_off):
        return TimeAndPlaceOfBrief()
    starts_at = brief.get("starts_at")
    moved = event and (event.dropped or starts_at is None or event.starts_at != datetime.fromisoformat(starts_at))
    return TimeAndPlaceOfBrief("" if moved else brief.get("when") or "", brief.get("where") or "")


def is_published(session: Session, slug: str) -> bool:
    """Return whether readers find a published piece under this slug."""
    query = select(Piece.id).where(Piece.slug == slug, Piece.state.in_(LIVE), Piece.published_revision_id.is_not(None))
    return session.scalar(query.limit(1)) is not None
