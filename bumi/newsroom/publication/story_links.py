"""The earlier stories that the page of a story links to, and which pages are outdated when one of them changes.

They are chosen once, when a piece is first about to be published, so that the page made again is the same page. Of the
chosen ones, pages show those that are listed by then. A page is made again after a change of a story that it links to;
one that was being made meanwhile is compared when it is recorded as delivered.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import batched

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.publication.events import next_event
from bumi.newsroom.publication.ledger import outdate
from bumi.newsroom.states import HIDDEN
from bumi.newsroom.tables import Appearance, EventFollowUp, Piece, PublishedEvent, Revision, StoryLink
from bumi.piece import EarlierStory, Story
from bumi.words import Kind, Urgency

_CHOSEN, SHOWN = 6, 3
"""Number of stories chosen for a page, and of those that it shows: some may be taken back."""

_RECENT = timedelta(days=90)
_AT_A_TIME = 500
_SHOWABLE = (Piece.published_revision_id.is_not(None), Piece.state.not_in(HIDDEN), ~Piece.outdated)


def choose(session: Session, pieces: Sequence[Piece], at: datetime) -> None:
    """Choose the stories to link to for each of `pieces` that has none yet; they are about to be published at `at`.

    First those of the same event or campaign, then recent ones of the same county and axis; the latest first.
    """
    ids = [each.id for each in pieces]
    have = set(session.scalars(select(StoryLink.piece_id).where(StoryLink.piece_id.in_(ids))))
    for piece in pieces:
        found = dict.fromkeys(_chosen(session, piece, at)) if piece.id not in have else ()
        rows = [
            {"piece_id": piece.id, "position": position, "earlier_id": id}
            for position, id in enumerate(list(found)[:_CHOSEN])
        ]
        upsert(session, StoryLink, rows)


def with_related(session: Session, stories: Sequence[Story]) -> list[Story]:
    """Return the stories with those that their pages link to; a withdrawn one has none."""
    shown = [each.id for each in stories if _has_links(each)]
    related = {id: found for ids in batched(shown, _AT_A_TIME) for id, found in _related(session, ids).items()}
    return [each.model_copy(update={"related": related.get(each.id, ())}) for each in stories]


def outdate_linking(session: Session, ids: Collection[int]) -> None:
    """Mark the pages that link to the stories `ids` as outdated, since these have changed."""
    outdate(session, select(StoryLink.piece_id).where(StoryLink.earlier_id.in_(ids)))


def outdate_overtaken(session: Session, stories: Sequence[Story]) -> None:
    """Mark the pages of `stories` as outdated that link to what has changed since the stories were read."""
    present = with_related(session, stories)
    overtaken = [now.id for now, then in zip(present, stories, strict=True) if now.related != then.related]
    if overtaken:
        outdate(session, select(Piece.id).where(Piece.id.in_(overtaken)))


def _has_links(story: Story) -> bool:
    return not (story.withdrawn or story.taken_down)


def _related(session: Session, ids: Collection[int]) -> dict[int, tuple[EarlierStory, ...]]:
    query = (
        select(
            StoryLink.piece_id,
            Piece.slug,
            Revision.fields["headline"].as_string(),
            Piece.published_at,
            _is_of_same_event(),
        )
        .join(Piece, Piece.id == StoryLink.earlier_id)
        .join(Revision, Revision.id == Piece.published_revision_id)
        .where(StoryLink.piece_id.in_(ids), *_SHOWABLE)
        .order_by(StoryLink.piece_id, StoryLink.position)
    )
    found: dict[int, tuple[EarlierStory, ...]] = {}
    for id, slug, headline, at, same in session.execute(query):
        title = " ".join(headline.split())
        earlier = EarlierStory(slug=slug, headline=title, published_at=at, same_event=same)
        found[id] = (*found.get(id, ()), earlier)[:SHOWN]
    return found


def _is_of_same_event() -> ColumnElement[bool]:
    """Return whether the two pieces of a link are about the same event, or of the same campaign."""

    def first(piece_id: InstrumentedAttribute[int]) -> ColumnElement[int]:
        """Return the piece that announced the event of a piece: the piece itself, unless it follows up another one."""
        followed = aliased(EventFollowUp)
        announced = select(followed.event_id).where(followed.piece_id == piece_id).scalar_subquery()
        return func.coalesce(announced, piece_id)

    own, its = aliased(Appearance), aliased(Appearance)
    in_campaign = exists().where(
        own.piece_id == StoryLink.piece_id, its.piece_id == StoryLink.earlier_id, own.campaign_id == its.campaign_id
    )
    return or_(first(StoryLink.piece_id) == first(StoryLink.earlier_id), in_campaign)


def _chosen(session: Session, piece: Piece, at: datetime) -> Iterator[int]:
    for condition in (_of_same_event(piece, at), _of_same_place(piece, at)):
        if condition is not None:
            query = select(Piece.id).where(condition, Piece.id != piece.id, *_SHOWABLE)
            yield from session.scalars(query.order_by(Piece.published_at.desc(), Piece.id.desc()).limit(_CHOSEN))


def _of_same_event(piece: Piece, at: datetime) -> ColumnElement[bool] | None:
    """Return what holds for the pieces about the event of `piece`, or of its campaign."""
    event = next_event(piece, at)
    first = piece.follow_up.event_id if piece.follow_up else piece.id
    same = [
        Piece.id == first,
        Piece.id.in_(select(EventFollowUp.piece_id).where(EventFollowUp.event_id == first)),
    ]
    if event:
        same.append(Piece.id.in_(select(PublishedEvent.piece_id).where(PublishedEvent.root == event.root)))
    if piece.appearances:
        of = piece.appearances[0].campaign_id
        same.append(Piece.id.in_(select(Appearance.piece_id).where(Appearance.campaign_id == of)))
    return or_(*same)


def _of_same_place(piece: Piece, at: datetime) -> ColumnElement[bool] | None:
    """Return what holds for recent pieces of the same county and axis; nothing belongs under a crisis notice.

    Lessons for staff belong under lessons for staff alone, and an old warning under nothing.
    """
    if piece.urgency is Urgency.CRISIS:
        return None
    for_staff = Piece.kind == Kind.LITERACY
    return and_(
        Piece.published_at > at - _RECENT,
        Piece.county == piece.county,
        Piece.axis == piece.axis,
        Piece.urgency != Urgency.CRISIS,
        for_staff if piece.kind is Kind.LITERACY else ~for_staff,
    )
