"""Feeds, sitemaps and the search index: well-formed and complete."""

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree

import feedparser
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bumi.newsroom.publication.shelves import Glance
from bumi.publishing.feeds import (
    atom_feed,
    json_feed,
    news_sitemap,
    robots_txt,
    search_page,
    search_shard,
    section_sitemap,
    sitemap_index,
    story_sitemap,
)
from bumi.publishing.keys import standing_sections
from bumi.publishing.pages import story_page
from bumi.publishing.render import clean
from tests.publishing.reading import Page
from tests.publishing.stage import LEDE, NOW, SETTINGS, image, story, words

STORIES = [story(id) for id in range(30, 0, -1)]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_atom_has_what_the_standard_asks() -> None:
    feed = ElementTree.fromstring(atom_feed(STORIES, SETTINGS))
    entries = feed.findall(f"{ATOM}entry")
    assert feed.findtext(f"{ATOM}updated") == "2026-12-25T10:30:00+03:30"
    assert len(entries) == 30 and len({entry.findtext(f"{ATOM}id") for entry in entries}) == 30
    for entry in entries:
        assert all(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "published", "summary"))
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
    assert "بیش از ۱۲۰ نوازنده" in "".join(entries[0].itertext())


def test_points_of_the_body_are_a_list() -> None:
    told = [story(1, fields=words(body="جزئیات:\n• زمان: شنبه\n• <b> & ۳"))]
    (feed,) = ElementTree.fromstring(atom_feed(told, SETTINGS)).iter("{http://www.w3.org/1999/xhtml}ul")
    assert [each.text for each in feed] == ["زمان: شنبه", "<b> & ۳"]
    assert json.loads(json_feed(told, SETTINGS))["items"][0]["content_text"].endswith("• زمان: شنبه\n• <b> & ۳")


def test_a_feed_reader_takes_it_without_a_complaint() -> None:
    feed = feedparser.parse(atom_feed(STORIES, SETTINGS).encode())
    assert not feed.bozo and feed.version == "atom10" and feed.feed.language == "fa-IR"
    assert [entry.title for entry in feed.entries] == ["جشنواره موسیقی نواحی"] * 30
    assert all(entry.published_parsed and entry.link.startswith("https://news.example/p/") for entry in feed.entries)


def test_json_feed_has_what_the_standard_asks() -> None:
    feed = json.loads(json_feed(STORIES, SETTINGS))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    first = feed["items"][0]
    assert (first["title"], first["summary"]) == ("جشنواره موسیقی نواحی", LEDE)
    assert first["image"] == f"https://news.example/media/{image(30)[0].sha256}.png"
    assert all(datetime.fromisoformat(item["date_published"]).tzinfo for item in feed["items"])


def test_empty_feeds_are_whole() -> None:
    assert ElementTree.fromstring(atom_feed([], SETTINGS)).findtext(f"{ATOM}updated")
    assert json.loads(json_feed([], SETTINGS))["items"] == []


@given(st.text(min_size=1, max_size=80))
@example("]]></title><x> & \"'")
@example("\x00\x0b\x1f\ufffe\ud800")
@hypothesis_settings(deadline=None, max_examples=60)
def test_hostile_words_stay_words(text: str) -> None:
    stories = [story(fields=words(text, lede=text, body=text), agency=text)]
    feed = ElementTree.fromstring(atom_feed(stories, SETTINGS).encode())
    assert (feed.findtext(f"{ATOM}entry/{ATOM}title") or "").split() == clean(text).split()
    ElementTree.fromstring(news_sitemap(stories, SETTINGS).encode())
    title = json.loads(json_feed(stories, SETTINGS).encode())["items"][0]["title"]
    assert clean(title) == clean(text)


def test_nothing_unseen_reaches_a_reader_whatever_is_stored() -> None:
    """An older row may still have what is no longer stored."""
    unseen = "\u202a\u202e\u2066\u2069\u061c\u200b\u00ad\ufeff\U000e0041\x1b"
    text = f"جا{unseen}ده \u200fباز\u200f است"
    whole = story(fields=words(text, lede=text, body=text), agency=text, correction=text)
    feeds = [
        atom_feed([whole], SETTINGS),
        json_feed([whole], SETTINGS),
        news_sitemap([whole], SETTINGS),
        search_shard([whole]),
    ]
    for text in (*feeds, story_page(whole, SETTINGS)):
        assert not set(text) & set(unseen)
        assert "جاده" in text
        assert "\u200fباز" not in text and "باز\u200f" not in text


MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def places(text: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(text.encode()).iter(f"{MAP}loc")]


def test_the_index_names_every_part() -> None:
    assert places(sitemap_index(2, SETTINGS)) == [
        f"https://news.example/sitemap/{name}.xml" for name in ("news", "sections", "2", "1")
    ]


def test_a_part_tells_when_each_story_changed() -> None:
    text = story_sitemap(1, [Glance("7-نان", NOW + timedelta(days=1))], SETTINGS)
    assert places(text) == ["https://news.example/p/7-%D9%86%D8%A7%D9%86/"]
    assert "<lastmod>2026-11-26T10:30:00+03:30</lastmod>" in text


def test_news_is_what_came_within_two_days_of_the_newest() -> None:
    text = news_sitemap([story(id) for id in range(40, 0, -1)], SETTINGS)
    marked = ElementTree.fromstring(text.encode()).findall(f"{MAP}url/{NEWS}news")
    assert [each.findtext(f"{NEWS}title") for each in marked] == ["جشنواره موسیقی نواحی"] * 3
    assert places(news_sitemap([], SETTINGS)) == []


def test_sections_and_home_are_on_the_map() -> None:
    found = places(section_sitemap(standing_sections(), SETTINGS))
    assert len(found) == 1 + len(standing_sections()) and found[0] == "https://news.example/"


def test_robots_are_told_where_the_map_is() -> None:
    assert "Sitemap: https://news.example/sitemap.xml" in robots_txt(SETTINGS)


def test_a_shard_has_the_words_of_every_story_once() -> None:
    body = "نوازنده‌ها و نوازنده‌ها از بافت می‌آیند؛ ۱۲۰ نفر، نفر."
    [entry] = json.loads(search_shard([story(7, fields=words(body=body))]))
    assert entry["key"] == "p/7-جشنواره/index.html"
    assert (entry["headline"], entry["by"]) == ("جشنواره موسیقی نواحی", "کرمان، ۱۱ آذر ۱۴۰۵")
    found = entry["words"].split()
    assert len(found) == len(set(found))
    assert {"نوازنده", "نوازندهها", "بافت", "120", "نفر", "انجمن"} <= set(found)
    assert "جشنواره" not in found  # the headline has it


def test_the_page_knows_how_many_shards_there_are_and_works_from_any_folder() -> None:
    page = Page(search_page(12, SETTINGS))
    [found] = page.attributes("ol", id="found")
    assert (found["data-shards"], found["data-root"]) == ("12", "../")
    assert "جست‌وجو به جاوااسکریپت نیاز دارد؛ بی آن از " in page.words["p"]
