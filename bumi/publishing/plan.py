"""Which lists and feeds there are, which of them a story touches, and in what order they may be put.

Whatever a page leads to is there before it: older pages before newer ones, those before what leads to them. Readers
come in by the home page, so on a new site that is the last thing they can find.
"""

from collections.abc import Iterable, Mapping

from bumi.newsroom.publication.shelves import Spot
from bumi.newsroom.tables import Shelf
from bumi.piece import Story
from bumi.publishing.feeds import ATOM, JSON_FEED
from bumi.publishing.keys import (
    AGENCIES,
    ALL,
    ARCHIVE,
    HOME,
    SEARCH,
    Section,
    section_called,
    shelves_of,
    standing_sections,
)
from bumi.publishing.search import search_key
from bumi.publishing.sheets import IN_MAP, IN_SEARCH, block, blocks, sheets, touched
from bumi.publishing.sitemaps import NEWS, ROBOTS, SITEMAP, WAYS, map_key

__all__ = ["LINKED", "every_list", "in_order", "leading_to", "lists_of", "shelf_and_sheet"]

LINKED = (HOME, ARCHIVE, AGENCIES, SEARCH, ATOM, JSON_FEED)
"""What every page leads to."""

_LAST = (AGENCIES, ARCHIVE, SEARCH, ATOM, JSON_FEED, HOME, NEWS, WAYS, SITEMAP, ROBOTS)


def lists_of(story: Story, spots: Mapping[str, Spot]) -> set[str]:
    """Return the keys of the lists and feeds that may change when `story` does, which stands there on its shelves."""
    found = {HOME, ATOM, JSON_FEED, NEWS}
    place, length = spots[ALL]
    found |= {map_key(block(place, IN_MAP)), search_key(block(place, IN_SEARCH))}
    if place == length and length % IN_MAP == 1:
        found |= {SITEMAP}
    if place == length and length % IN_SEARCH == 1:
        found |= {SEARCH}
    for name in shelves_of(story):
        if name != ALL:
            section = section_called(name, "")
            found |= {_page(section, number) for number in touched(*spots[name])}
            if spots[name].length == 1:
                found |= {ARCHIVE, AGENCIES, WAYS}
    return found


def every_list(shelves: Mapping[str, Shelf]) -> set[str]:
    """Return the keys of all lists and feeds of a site with these shelves: as many as the archive is large."""
    found = set(_LAST)
    length = shelves[ALL].length if ALL in shelves else 0
    found |= {map_key(number) for number in range(1, blocks(length, IN_MAP) + 1)}
    found |= {search_key(number) for number in range(1, blocks(length, IN_SEARCH) + 1)}
    lengths = {each.shelf: 0 for each in standing_sections()}
    lengths |= {name: shelf.length for name, shelf in shelves.items() if name != ALL}
    for name, length in lengths.items():
        section = section_called(name, "")
        found |= {_page(section, number) for number in range(sheets(length) + 1)}
    return found


def in_order(keys: Iterable[str]) -> list[list[str]]:
    """Return the keys in groups: each may be put once those before it are there."""
    groups: dict[tuple[int, int], list[str]] = {}
    for key in sorted(keys):
        groups.setdefault(_rank(key), []).append(key)
    return [groups[rank] for rank in sorted(groups)]


def leading_to(key: str) -> set[str] | None:
    """Return the lists that lead to what lies under `key`, or None where every page may."""
    if (page := shelf_and_sheet(key)) is None:
        folder = key.partition("/")[0]
        return {"search": {SEARCH}, "sitemap": {SITEMAP}}.get(folder, set()) if key not in LINKED else None
    shelf, number = page
    if number:
        return {f"{shelf}/index.html", f"{shelf}/{number - 1}.html"}
    ways = {"agency": {AGENCIES, WAYS}, "archive": {ARCHIVE, WAYS}, "campaign": {ARCHIVE, WAYS}}
    return ways.get(shelf.partition("/")[0])


def shelf_and_sheet(key: str) -> tuple[str, int] | None:
    """Return the shelf that `key` is a page of, and which (0 for the front page); None for what is none."""
    shelf, _, name = key.rpartition("/")
    stem = name.removesuffix(".html")
    if key in _LAST or not name.endswith(".html") or "/" not in shelf:
        return None
    return shelf, 0 if stem == "index" else int(stem)


def _page(section: Section, number: int) -> str:
    return section.sheet(number) if number else section.key


def _rank(key: str) -> tuple[int, int]:
    if (page := shelf_and_sheet(key)) is not None:
        return (1, 0) if page[1] == 0 else (0, -page[1])  # an older sheet leads to a newer one
    return (3, _LAST.index(key)) if key in _LAST else (2, 0)
