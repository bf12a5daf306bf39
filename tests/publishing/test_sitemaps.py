"""Sitemaps: an index of parts, the parts, and what is news among them."""

from datetime import timedelta
from xml.etree import ElementTree

from bumi.newsroom.publication.shelves import Glance
from bumi.publishing.keys import standing_sections
from bumi.publishing.sitemaps import news, robots, sitemap, stories, ways
from tests.publishing.stage import NOW, SETTINGS, story

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def places(text: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(text.encode()).iter(f"{MAP}loc")]


def test_the_index_names_every_part() -> None:
    assert places(sitemap(2, SETTINGS)) == [
        f"https://news.example/sitemap/{name}.xml" for name in ("news", "sections", "2", "1")
    ]


def test_a_part_tells_when_each_story_changed() -> None:
    text = stories(1, [Glance("7-نان", NOW + timedelta(days=1))], SETTINGS)
    assert places(text) == ["https://news.example/p/7-%D9%86%D8%A7%D9%86/"]
    assert "<lastmod>2026-11-26T10:30:00+03:30</lastmod>" in text


def test_news_is_what_came_within_two_days_of_the_newest() -> None:
    text = news([story(id) for id in range(40, 0, -1)], SETTINGS)
    marked = ElementTree.fromstring(text.encode()).findall(f"{MAP}url/{NEWS}news")
    assert [each.findtext(f"{NEWS}title") for each in marked] == ["جشنواره موسیقی نواحی"] * 3
    assert places(news([], SETTINGS)) == []


def test_sections_and_home_are_on_the_map() -> None:
    found = places(ways(standing_sections(), SETTINGS))
    assert len(found) == 1 + len(standing_sections()) and found[0] == "https://news.example/"


def test_robots_are_told_where_the_map_is() -> None:
    assert "Sitemap: https://news.example/sitemap.xml" in robots(SETTINGS)
