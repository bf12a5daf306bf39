"""Feeds: well-formed, complete, and free of what no reader of theirs could take."""

import json
from datetime import datetime
from xml.etree import ElementTree

import feedparser
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bumi.publishing.feeds import atom, json_feed
from bumi.publishing.pages import story_page
from bumi.publishing.render import clean
from bumi.publishing.search import shard
from bumi.publishing.sitemaps import news
from tests.publishing.stage import LEDE, SETTINGS, image, story, words

STORIES = [story(id) for id in range(30, 0, -1)]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_atom_has_what_the_standard_asks() -> None:
    feed = ElementTree.fromstring(atom(STORIES, SETTINGS))
    entries = feed.findall(f"{ATOM}entry")
    assert feed.findtext(f"{ATOM}updated") == "2026-12-25T10:30:00+03:30"
    assert len(entries) == 30 and len({entry.findtext(f"{ATOM}id") for entry in entries}) == 30
    for entry in entries:
        assert all(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "published", "summary"))
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None
    assert "بیش از ۱۲۰ نوازنده" in "".join(entries[0].itertext())


def test_points_of_the_body_are_a_list() -> None:
    told = [story(1, fields=words(body="جزئیات:\n• زمان: شنبه\n• <b> & ۳"))]
    (feed,) = ElementTree.fromstring(atom(told, SETTINGS)).iter("{http://www.w3.org/1999/xhtml}ul")
    assert [each.text for each in feed] == ["زمان: شنبه", "<b> & ۳"]
    assert json.loads(json_feed(told, SETTINGS))["items"][0]["content_text"].endswith("• زمان: شنبه\n• <b> & ۳")


def test_a_feed_reader_takes_it_without_a_complaint() -> None:
    feed = feedparser.parse(atom(STORIES, SETTINGS).encode())
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
    assert ElementTree.fromstring(atom([], SETTINGS)).findtext(f"{ATOM}updated")
    assert json.loads(json_feed([], SETTINGS))["items"] == []


@given(st.text(min_size=1, max_size=80))
@example("]]></title><x> & \"'")
@example("\x00\x0b\x1f\ufffe\ud800")
@hypothesis_settings(deadline=None, max_examples=60)
def test_hostile_words_stay_words(text: str) -> None:
    stories = [story(fields=words(text, lede=text, body=text), agency=text)]
    feed = ElementTree.fromstring(atom(stories, SETTINGS).encode())
    assert (feed.findtext(f"{ATOM}entry/{ATOM}title") or "").split() == clean(text).split()
    ElementTree.fromstring(news(stories, SETTINGS).encode())
    title = json.loads(json_feed(stories, SETTINGS).encode())["items"][0]["title"]
    assert clean(title) == clean(text)


def test_nothing_unseen_reaches_a_reader_whatever_is_stored() -> None:
    """An older row may still have what is no longer stored."""
    unseen = "\u202a\u202e\u2066\u2069\u061c\u200b\u00ad\ufeff\U000e0041\x1b"
    text = f"جا{unseen}ده \u200fباز\u200f است"
    whole = story(fields=words(text, lede=text, body=text), agency=text, correction=text)
    feeds = [atom([whole], SETTINGS), json_feed([whole], SETTINGS), news([whole], SETTINGS), shard([whole])]
    for text in (*feeds, story_page(whole, SETTINGS)):
        assert not set(text) & set(unseen)
        assert "جاده" in text
        assert "\u200fباز" not in text and "باز\u200f" not in text
