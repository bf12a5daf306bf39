"""The stories and answers that the page of a story links to, and which pages are outdated when one of them changes.

They are chosen once, when a piece is first about to be published, so that the page made again is the same page; an
answer to the public is then also linked from the earlier stories about the same thing. Of the chosen ones, pages show
those that are listed by then. A page is made again after a change of a story that it links to; one that was being made
meanwhile is compared when it is recorded as delivered.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import batched

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.publication import alike
from bumi.newsroom.publication.alike import SHOWABLE
from bumi.newsroom.publication.events import next_event
from bumi.newsroom.publication.ledger import outdate
from bumi.newsroom.tables import Appearance, EventFollowUp, Piece, PublishedEvent, Revision, StoryLink
from bumi.piece import EarlierStory, Story
from bumi.words import APART, Kind, Urgency

_CHOSEN, SHOWN = 6, 3
"""Number of stories chosen for a page, and of those that it shows: some may be taken back."""

_RECENT = timedelta(days=90)
_AT_A_TIME = 500
_NONE: dict[str, tuple[EarlierStory, ...]] = {"related": (), "answers": ()}


def choose(session: Session, pieces: Sequence[Piece], at: datetime) -> None:
    """Choose the stories to link to for each of `pieces` that has none yet; they are about to be published at `at`.

    First those of the same event or campaign, then recent ones of the same county and axis; the latest first. Answers,
    and what answers link to, are about the same thing (`alike`).
    """
    ids = [each.id for each in pieces]
    have = set(session.scalars(select(StoryLink.piece_id).where(StoryLink.piece_id.in_(ids))))
    for piece in pieces:
        if piece.id in have:
            continue
        stories = alike.stories(session, piece, at) if piece.kind is Kind.ANSWER else _chosen(session, piece, at)
        found = [*list(dict.fromkeys(stories))[:_CHOSEN], *alike.answers(session, piece)[:_CHOSEN]]
        upsert(session, StoryLink, [_link(piece.id, position, id) for position, id in enumerate(found)])
        if piece.kind is Kind.ANSWER:  # by its number, so that of several answers the latest comes first
            upsert(session, StoryLink, [_link(id, -piece.id, piece.id) for id in found])


def with_related(session: Session, stories: Sequence[Story]) -> list[Story]:
    """Return the stories with those that their pages link to; a withdrawn one has none."""
    shown = [each.id for each in stories if _has_links(each)]
    linked = {id: found for ids in batched(shown, _AT_A_TIME) for id, found in _linked(session, ids).items()}
    return [each.model_copy(update=linked.get(each.id, _NONE)) for each in stories]


def outdate_linking(session: Session, ids: Collection[int]) -> None:
    """Mark the pages that link to the stories `ids` as outdated, since these have changed."""
    outdate(session, select(StoryLink.piece_id).where(StoryLink.earlier_id.in_(ids)))


def outdate_overtaken(session: Session, stories: Sequence[Story]) -> None:
    """Mark the pages of `stories` as outdated that link to what has changed since the stories were read."""
    present = with_related(session, stories)
    both = zip(present, stories, strict=True)
    overtaken = [now.id for now, then in both if (now.related, now.answers) != (then.related, then.answers)]
    if overtaken:
        outdate(session, select(Piece.id).where(Piece.id.in_(overtaken)))


def _has_links(story: Story) -> bool:
    return not (story.withdrawn or story.taken_down)


def _link(id: int, position: int, to: int) -> dict[str, int]:
    return {"piece_id": id, "position": position, "earlier_id": to}


def _linked(session: Session, ids: Collection[int]) -> dict[int, dict[str, tuple[EarlierStory, ...]]]:
    """Return the `related` stories and the `answers` of pages, by the id of their piece."""
    query = (
        select(
            StoryLink.piece_id,
            Piece.kind,
            Piece.slug,
            Revision.fields["headline"].as_string(),
            Piece.published_at,
            _is_of_same_event(),
        )
        .join(Piece, Piece.id == StoryLink.earlier_id)
        .join(Revision, Revision.id == Piece.published_revision_id)
        .where(StoryLink.piece_id.in_(ids), *SHOWABLE)
        .order_by(StoryLink.piece_id, StoryLink.position)
    )
    found: dict[int, dict[str, tuple[EarlierStory, ...]]] = {}
    for id, kind, slug, headline, at, same in session.execute(query):
        title = " ".join(headline.split())
        earlier = EarlierStory(slug=slug, headline=title, published_at=at, same_event=same)
        part = "answers" if kind is Kind.ANSWER else "related"
        of = found.setdefault(id, dict(_NONE))
        of[part] = (*of[part], earlier)[:SHOWN]
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
            query = select(Piece.id).where(condition, Piece.id != piece.id, *SHOWABLE)
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
        for_staff if piece.kind is Kind.LITERACY else Piece.kind.not_in(APART),
    )
