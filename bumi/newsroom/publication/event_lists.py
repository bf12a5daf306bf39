"""Lists of published events: the next few of a shelf, and all that its calendar feed has."""

from itertools import groupby

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bumi.newsroom.publication.stories import Known, chosen
from bumi.newsroom.states import HIDDEN
from bumi.newsroom.tables import EventStage, Piece, PublishedEvent, ShelfPlace
from bumi.piece import Event, Story

_PIECES_AN_EVENT = 6  # more pieces of one campaign are hardly ever listed at the same time


def coming_events(session: Session, shelf: str, count: int, known: Known) -> list[Story]:
    """Return the listed stories of the next `count` events of a shelf, by start: of each event its latest story.

    Those that are over first are next, so that an exhibition of a month does not hide every evening of that month.
    Which events are over is recorded (`let_pass`), so that a list is the same until something changes.
    """
    query = _on(shelf).where(
        PublishedEvent.stage == EventStage.COMING,
        ~PublishedEvent.called_off,
        ~PublishedEvent.dropped,
        Piece.state.not_in(HIDDEN),
    )
    ordered = query.order_by(PublishedEvent.until, PublishedEvent.root, Piece.published_at.desc(), Piece.id.desc())
    found = chosen(session, ordered.limit(count * _PIECES_AN_EVENT), known)
    first = {_event(each).root: each for each in reversed(found)}
    soonest = [each for each in found if first[_event(each).root] is each][:count]
    return sorted(soonest, key=lambda each: (_event(each).starts_at, each.id))


def calendar_events(session: Session, shelf: str, known: Known) -> list[Story]:
    """Return a story of each event that the feed of a shelf has, by start, also of those that were called off.

    It is the latest that was not taken back and says when, with the moment of the last change of any.
    """
    query = _on(shelf).where(PublishedEvent.stage != EventStage.LEFT)
    ordered = query.order_by(PublishedEvent.root, Piece.published_at.desc(), Piece.id.desc())
    by_event = groupby(chosen(session, ordered, known), lambda each: _event(each).root)
    found = [_one_of(list(stories)) for _, stories in by_event]
    return sorted(found, key=lambda each: (_event(each).starts_at, each.id))


def _one_of(stories: list[Story]) -> Story:
    told = [each for each in stories if not (each.withdrawn or each.taken_down)] or stories
    one = next((each for each in told if not _event(each).dropped), told[0])
    changed_at = max(_event(each).changed_at for each in stories)
    return one.model_copy(update={"event": _event(one).model_copy(update={"changed_at": changed_at})})


def _on(shelf: str) -> Select[int, int]:
    return (
        select(Piece.id, Piece.version)
        .join(PublishedEvent, PublishedEvent.piece_id == Piece.id)
        .join(ShelfPlace, ShelfPlace.piece_id == Piece.id)
        .where(ShelfPlace.shelf == shelf, Piece.published_revision_id.is_not(None))
    )


def _event(story: Story) -> Event:
    if story.event is None:
        raise KeyError(story.id)  # never: the queries select by it
    return story.event
