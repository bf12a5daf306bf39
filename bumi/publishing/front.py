"""The front page: what leads it and where every other story stands, by news value.

News value is a sum of points. A day of age costs one point, so that what counts one point more keeps its place for one
day longer. All of it rests on the stories and on `moment`, the last thing that the database knows of: the newest
publication, or the end of an event or of a warning. The same database gives the same page, whenever it is built.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bumi.piece import Event, Story
from bumi.publishing.keys import Section, sections
from bumi.publishing.render import picture
from bumi.words import APART, Kind, Urgency

_DAY = timedelta(days=1)
_URGENCY = {Urgency.CRISIS: 4.0, Urgency.URGENT: 2.0, Urgency.NORMAL: 0.0}
_KIND = {
    Kind.EVENT: 1.0,
    Kind.NOTICE: 1.0,
    Kind.RECAP: 0.75,
    Kind.STATEMENT: 0.5,
    Kind.FEATURE: 0.25,
    Kind.EXPLAINER: 0.0,
    Kind.LITERACY: 0.0,
    Kind.ANSWER: 0.0,
}
_AT_HAND, _HALVED_BY = 2.0, timedelta(days=7)  # of an event on its day, and how far away it is worth half of that
_OVER = -4.0

HOLDS = _DAY
"""How long a warning without an end of its own holds."""

SECONDS, NEXT_EVENTS, HEADLINES, STAFF = 3, 5, 3, 3
"""Stories beside the lead, events in the strip, headlines under the first story of an axis, texts for staff."""


class AxisBlock(NamedTuple):
    """The stories of an axis: the first one, which may have a picture, and those that are only a headline."""

    axis: Section
    first: Story
    others: list[Story]


class FrontPage(NamedTuple):
    """Content of the front page, each story once; `illustrated` has the ids of those that are shown with a picture."""

    warnings: list[Story]
    lead: Story | None
    seconds: list[Story]
    coming: list[Story]
    blocks: list[AxisBlock]
    staff: list[Story]
    illustrated: frozenset[int]


def moment_of(stories: Iterable[Story], *passed: datetime | None) -> datetime | None:
    """Return the moment of the front page: the newest publication, or what has `passed` if that is later."""
    return max((each for each in (*passed, *(story.published_at for story in stories)) if each), default=None)


def by_news_value(stories: Iterable[Story], moment: datetime) -> list[Story]:
    """Return the stories by news value, most first; of equals the newer one, then the one that was handed in later.

    News value is in points: urgency, kind and nearness of the event at `moment`, less the age in days.
    """

    def place(story: Story) -> tuple[float, float, int]:
        at = story.published_at.timestamp()  # in place of the age, which differs from it by the same for all
        return -_worth(story, moment) - at / _DAY.total_seconds(), -at, -story.id

    return sorted(stories, key=place)


def front_page(
    stories: Sequence[Story], events: Sequence[Story], axes: Sequence[Section], moment: datetime, chosen: int | None
) -> FrontPage:
    """Return the front page of `stories`, with those of the next `events` and the one that an editor has `chosen`.

    A warning that holds is above all else. What is for staff stands apart and never leads. Of several stories about one
    event the one of the greatest value is shown.
    """
    warnings = [story for story in stories if holds(story, moment)]
    placed = _Placed(warnings)
    news = by_news_value((each for each in stories if each.kind not in APART), moment)
    lead = placed.take([each for each in news if each.id == chosen], 1) or placed.take(news, 1)
    coming = placed.take(events, NEXT_EVENTS)
    seconds = placed.take(news, SECONDS)
    pictures = _Pictures([*lead, *filter(_has_photo, seconds)])
    blocks = []
    for axis in axes:
        found = placed.take([each for each in news if sections(each)[1].key == axis.key], 1 + HEADLINES)
        if found:
            first = pictures.first_new(found) or found[0]
            blocks.append(AxisBlock(axis, first, [each for each in found if each is not first]))
    staff = [each for each in stories if each.kind is Kind.LITERACY][:STAFF]
    return FrontPage(warnings, lead[0] if lead else None, seconds, coming, blocks, staff, pictures.illustrated)


def holds(story: Story, moment: datetime) -> bool:
    """Return whether a story is a crisis warning that is valid at `moment`; one without an end holds for a day."""
    crisis = story.urgency is Urgency.CRISIS and story.kind not in APART
    return story.listed and crisis and (story.expire_at or story.published_at + HOLDS) > moment


def section_lead(stories: Sequence[Story]) -> Story | None:
    """Return the story that leads the page of a section, or None; the newest one tells the time."""
    news = [each for each in stories if each.kind not in APART]
    return by_news_value(news, max(each.published_at for each in news))[0] if news else None


def illustrated(lead: Story | None, others: Iterable[Story]) -> frozenset[int]:
    """Return the ids of the stories of a list that are shown with their picture.

    The lead may have any; the others have photos alone, and none has that of its neighbour.
    """
    before = picture(lead) if lead else None
    shown = {lead.id} if lead and before else set()
    for story in others:
        image = picture(story)
        if image and image != before and image.is_lead_photo:
            shown.add(story.id)
        before = image or before
    return frozenset(shown)


def _worth(story: Story, moment: datetime) -> float:
    over = _OVER if story.over_at and story.over_at <= moment else 0.0
    return _URGENCY[story.urgency] + _KIND[story.kind] + _nearness(story.event, moment) + over


def _nearness(event: Event | None, moment: datetime) -> float:
    if event is None or event.dropped:
        return 0.0
    if event.over_at <= moment:
        return _OVER
    away: float = abs(event.starts_at - moment) / _HALVED_BY
    return _AT_HAND * math.exp2(-away)


def _has_photo(story: Story) -> bool:
    image = picture(story)
    return image is not None and image.is_lead_photo


class _Placed:
    """Gives out stories once, and of one event one story."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._taken = {name for story in stories for name in self._names(story)}

    def take(self, stories: Iterable[Story], count: int) -> list[Story]:
        """Return the first `count` stories that have no place yet, and give them one."""
        found: list[Story] = []
        for story in stories:
            names = self._names(story)
            if len(found) < count and self._taken.isdisjoint(names):
                self._taken |= names
                found.append(story)
        return found

    @staticmethod
    def _names(story: Story) -> set[int | str]:
        return {story.id, story.event.root} if story.event else {story.id}


class _Pictures:
    """Decides which stories of a page are shown with their picture: no picture twice."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._seen: set[str] = set()
        self._shown = {story.id for story in stories if self._is_new(story)}

    @property
    def illustrated(self) -> frozenset[int]:
        """The ids of these stories."""
        return frozenset(self._shown)

    def first_new(self, stories: Iterable[Story]) -> Story | None:
        """Return the first story with a picture that the page does not have yet, which it is shown with, or None."""
        found = next((each for each in stories if self._is_new(each)), None)
        if found:
            self._shown.add(found.id)
        return found

    def _is_new(self, story: Story) -> bool:
        image = picture(story)
        if image is None or image.sha256 in self._seen:
            return False
        self._seen.add(image.sha256)
        return True
