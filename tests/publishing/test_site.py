"""The whole site: the same every time, in the right order, light, and without a broken link."""

import hashlib

import pytest

from bumi.publishing.site import WebObject, objects
from tests.publishing.reading import Page
from tests.publishing.stage import SETTINGS, image, story

STORIES = [
    story(id, county="بم" if id % 2 else "استان کرمان", agency=f"انجمن {id}", withdrawn="بازپس" * (id == 3))
    for id in range(1, 6)
]
BYTES = {about.sha256: data for id in range(1, 6) for about, data in (image(id), image(id, 21, 21))}


@pytest.fixture(scope="module")
def site() -> list[WebObject]:
    return objects(STORIES, BYTES.__getitem__, SETTINGS)


def test_the_same_stories_give_the_same_bytes(site: list[WebObject]) -> None:
    again = objects(list(reversed(STORIES)), BYTES.__getitem__, SETTINGS)
    assert {each.key: each.load() for each in again} == {each.key: each.load() for each in site}


def test_sums_are_right_and_keys_are_unique(site: list[WebObject]) -> None:
    assert len({each.key for each in site}) == len(site)
    assert all(hashlib.sha256(each.load()).hexdigest() == each.sha256 for each in site)


def test_what_is_needed_comes_before_what_needs_it(site: list[WebObject]) -> None:
    kinds = [each.key.partition("/")[0] for each in site]
    order = ["assets", "media", "p", "county", "axis", "agency", "index.html", "feed.atom", "feed.json", "sitemap.xml"]
    assert list(dict.fromkeys(kinds)) == order


def test_only_what_never_changes_may_be_kept_for_ever(site: list[WebObject]) -> None:
    kept = {each.key.partition("/")[0] for each in site if "immutable" in each.cache_control}
    assert kept == {"assets", "media"}


def test_nothing_is_loaded_until_it_is_needed() -> None:
    objects(STORIES, dict[str, bytes]().__getitem__, SETTINGS)


def test_every_link_of_every_page_leads_somewhere(site: list[WebObject]) -> None:
    keys = {each.key for each in site}
    for each in site:
        if each.key.endswith(".html"):
            page = Page(each.load().decode())
            assert page.links(each.key) <= keys, each.key
            assert all(address.startswith("https://news.example/") for address in page.addresses())
    [style] = [each.load().decode() for each in site if each.key.endswith(".css")]
    assert f"assets/{style.partition('url("')[2].partition('"')[0]}" in keys
    assert "http" not in style


def test_a_page_with_its_style_and_font_is_light(site: list[WebObject]) -> None:
    assets = sum(len(each.load()) for each in site if each.key.startswith("assets/"))
    assert all(assets + len(each.load()) < 80_000 for each in site if each.key.startswith("p/"))
    assert all(len(each.load()) < 12_000 for each in site if each.key.startswith("p/"))
