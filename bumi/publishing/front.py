"""The front page's order, by what the news is worth: elsewhere lists go by time, here an editor's rule does.

It looks at no clock: the newest story tells how late it is, so the same stories give the same page.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bumi.persian.calendar import tehran_day
from bumi.piece import Story
from bumi.words import Kind, Urgency

__all__ = ["Front", "front"]

_NEWS, _STAFF = 24, 3  # stories
_LEADS = timedelta(days=1)  # so long a warning that names no end comes first
_URGENT_FIRST = (Urgency.CRISIS, Urgency.URGENT, Urgency.NORMAL)
_KINDS = (Kind.EVENT, Kind.NOTICE, Kind.RECAP, Kind.STATEMENT, Kind.FEATURE, Kind.EXPLAINER)  # of a day, in this order


class Front(NamedTuple):
    """What the front page has: warnings that hold, the news with the first to lead, and what is for staff."""

    warnings: list[Story]
    news: list[Story]
    staff: list[Story]


def front(stories: Sequence[Story]) -> Front:
    """Return the front page of `stories`, the newest first.

    Warnings of a crisis stand before all else as long as they hold. The news goes by day, the latest first, and within
    a day by urgency, then what is to come before what has been, and what can be read any day last. Media literacy for
    staff never leads: it has a place of its own.
    """
    latest = max((story.published_at for story in stories), default=None)
    warnings = [story for story in stories if latest and _warns(story, latest)]
    staff = [story for story in stories if story.kind is Kind.LITERACY]
    apart = {story.id for story in (*warnings, *staff)}
    news = sorted((story for story in stories if story.id not in apart), key=_worth)
    return Front(warnings, news[:_NEWS], staff[:_STAFF])


def _warns(story: Story, latest: datetime) -> bool:
    until = story.expire_at or story.published_at + _LEADS
    crisis = story.urgency is Urgency.CRISIS and story.kind is not Kind.LITERACY
    return story.listed and crisis and until > latest


def _worth(story: Story) -> tuple[int, int, int]:
    day = tehran_day(story.published_at).toordinal()
    return -day, _URGENT_FIRST.index(story.urgency), _KINDS.index(story.kind)
