"""The front page: warnings that hold, then the day's news by what it is worth; staff is never led with."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.newsroom.database import Newsroom
from bumi.piece import Story
from bumi.publishing.front import front
from bumi.publishing.publish import publish_due
from bumi.publishing.storage.folder import FolderPlace
from bumi.settings import Settings
from bumi.words import Kind, Urgency
from tests.publishing.reading import Page
from tests.publishing.stage import NOW, Desk, story

HOUR = timedelta(hours=1)


def told(id: int, kind: str = "event", urgency: str = "normal", **changes: Any) -> Story:
    """Return a story of one day; the larger `id`, the newer."""
    return story(id, kind=kind, urgency=urgency, **{"published_at": NOW + id * HOUR / 60, "slug": str(id)} | changes)


def ids(stories: list[Story]) -> list[int]:
    return [each.id for each in stories]


def test_a_day_goes_by_urgency_then_kind_then_freshness() -> None:
    kinds = ("explainer", "feature", "statement", "recap", "notice", "event")
    stories = [told(number, kind) for number, kind in enumerate(kinds)]
    stories += [told(6, "event"), told(7, "explainer", "urgent")]
    assert ids(front(stories[::-1]).news) == [7, 6, 5, 4, 3, 2, 1, 0]


def test_news_of_a_day_before_stands_below_whatever_it_is() -> None:
    old = told(1, "notice", "urgent", published_at=NOW - 24 * HOUR)
    assert ids(front([told(2, "explainer"), old]).news) == [2, 1]


def test_a_warning_leads_as_long_as_it_holds() -> None:
    holding = told(1, "notice", "crisis", published_at=NOW - 48 * HOUR, expire_at=NOW + 24 * HOUR)
    over = told(2, "notice", "crisis", published_at=NOW - 48 * HOUR, expire_at=NOW - HOUR)
    endless = told(3, "notice", "crisis", published_at=NOW - 48 * HOUR)
    fresh = told(4, "notice", "crisis")
    found = front([told(5), fresh, endless, over, holding])
    assert ids(found.warnings) == [4, 1] and ids(found.news) == [5, 3, 2]
    for gone in ({"withdrawn": "نادرست بود"}, {"expired_at": NOW}, {"taken_down": True}):
        assert front([told(5), fresh.model_copy(update=gone)]).warnings == []


@given(st.lists(st.tuples(st.sampled_from(Kind), st.sampled_from(Urgency), st.integers(0, 72)), max_size=40))
def test_staff_never_leads_and_nobody_is_shown_twice(given: list[tuple[Kind, Urgency, int]]) -> None:
    stories = [told(id, kind, urgency, published_at=NOW - ago * HOUR) for id, (kind, urgency, ago) in enumerate(given)]
    found = front(sorted(stories, key=lambda each: each.published_at, reverse=True))
    assert all(each.kind is not Kind.LITERACY for each in found.news)
    assert all(each.kind is Kind.LITERACY for each in found.staff)
    shown = ids([*found.warnings, *found.news, *found.staff])
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("how", ["expires", "withdrawn"])
def test_a_warning_of_long_ago_leads_the_site_until_it_ends(
    newsroom: Newsroom, quick: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr("bumi.publishing.lists.ON_HOME", 2)
    settings = Settings(_env_file=None, storage_url=f"{quick}/site")
    place, desk = FolderPlace(quick / "site"), Desk(newsroom)

    def home() -> list[str]:
        return [word for word in Page((quick / "site" / "index.html").read_text()).words["a"] if "خبر" in word]

    warning = desk.approve("خبر سیل", urgency="crisis", kind="notice", expire_at=NOW + 48 * HOUR)
    publish_due(newsroom, place, settings, NOW)
    for number in range(3):
        desk.approve(f"خبر {number}", shade=number)
    publish_due(newsroom, place, settings, NOW + HOUR)
    assert home() == ["خبر سیل", "خبر 2", "خبر 1"]
    if how == "withdrawn":
        desk.withdraw(warning)
    publish_due(newsroom, place, settings, NOW + (49 if how == "expires" else 2) * HOUR)
    assert home() == ["خبر 2", "خبر 1"]
