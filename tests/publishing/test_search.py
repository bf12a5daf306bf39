"""The index of search: everything a story is found by, each word once."""

import json

from bumi.publishing.search import search_page, shard
from tests.publishing.reading import Page
from tests.publishing.stage import SETTINGS, story, words


def test_a_shard_has_the_words_of_every_story_once() -> None:
    body = "نوازنده‌ها و نوازنده‌ها از بافت می‌آیند؛ ۱۲۰ نفر، نفر."
    [entry] = json.loads(shard([story(7, fields=words(body=body))]))
    assert entry["key"] == "p/7-جشنواره/index.html"
    assert (entry["headline"], entry["by"]) == ("جشنواره موسیقی نواحی", "کرمان، ۱۱ آذر ۱۴۰۵")
    found = entry["words"].split()
    assert len(found) == len(set(found))
    assert {"نوازنده", "بافت", "120", "نفر", "انجمن"} <= set(found)
    assert "جشنواره" not in found  # the headline has it


def test_the_page_knows_how_many_shards_there_are_and_works_from_any_folder() -> None:
    page = Page(search_page(12, SETTINGS))
    [found] = page.attributes("ol", id="found")
    assert (found["data-shards"], found["data-root"]) == ("12", "../")
    assert "جست‌وجو به جاوااسکریپت نیاز دارد؛ بی آن از " in page.words["p"]
