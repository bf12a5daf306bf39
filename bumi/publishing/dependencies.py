"""Dependencies of lists: pagination of shelves, which lists change with a story, and the order of delivery.

Places on a shelf form blocks of `SIZE`. The front page of a shelf shows the last two blocks; every older block has a
sheet (page), which rarely changes. A page is delivered after everything it links to; the home page comes last.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bumi.newsroom.publication.shelves import Spot
from bumi.newsroom.tables import Shelf
from bumi.publishing.feeds import ATOM, JSON_FEED, NEWS, ROBOTS, SITEMAP, WAYS, map_key, shard_key
from bumi.publishing.keys import (
    AGENCIES,
    ALL,
    ANSWERS,
    ARCHIVE,
    EVENTS,
    EVENTS_PAGE,
    HOME,
    NOT_FOUND,
    SEARCH,
    section_called,
    standing_sections,
)

SIZE, IN_MAP, IN_SEARCH = 16, 250, 64
LINKED = (HOME, ARCHIVE, AGENCIES, SEARCH, ATOM, JSON_FEED, EVENTS, EVENTS_PAGE)
"""Lists that every page links to."""

_LAST = (EVENTS, EVENTS_PAGE, AGENCIES, ARCHIVE, SEARCH, ATOM, JSON_FEED, HOME, NOT_FOUND, NEWS, WAYS, SITEMAP, ROBOTS)


class Span(NamedTuple):
    """First and last place on a shelf, both included; places start at 1."""

    first: int
    last: int


def block_of(position: int, size: int = SIZE) -> int:
    """Return the number of the block of a place, from 1."""
    return (position - 1) // size + 1


def block_count(length: int, size: int) -> int:
    """Return the number of blocks of a shelf with `length` places, at least 1."""
    return max(1, block_of(length, size))


def front_span(length: int) -> Span:
    """Return the places on the front page."""
    return Span(max(0, block_of(length) - 2) * SIZE + 1, max(1, length))


def sheet_count(length: int) -> int:
    """Return the number of sheets of older stories."""
    return max(0, block_of(length) - 2)


def sheet_span(number: int, size: int = SIZE) -> Span:
    """Return the places of a block."""
    return Span((number - 1) * size + 1, number * size)


def changed_sheets(position: int, length: int) -> list[int]:
    """Return the sheets that change with the story at `position`, 0 for the front page; a new story is the last.

    A story that begins a block moves an older block from the front page to a new sheet, to which the sheet before it
    gets a link.
    """
    behind = sheet_count(length)
    if block_of(position) <= behind:
        return [block_of(position)]
    begins = position == length and length % SIZE == 1
    return [*(number for number in (behind - 1, behind) if begins and number > 0), 0]


def lists_of(spots: Mapping[str, Spot]) -> set[str]:
    """Return the keys of lists and feeds that may change with a story; `spots` has its place on each of its shelves."""
    found = {HOME, ATOM, JSON_FEED, NEWS}
    place, length = spots[ALL]
    found |= {map_key(block_of(place, IN_MAP)), shard_key(block_of(place, IN_SEARCH))}
    if place == length and length % IN_MAP == 1:
        found |= {SITEMAP}
    if place == length and length % IN_SEARCH == 1:
        found |= {SEARCH}
    for name in spots:
        if name != ALL:
            found |= {section_called(name, "").sheet(number) for number in changed_sheets(*spots[name])}
            if spots[name].length == 1:
                found |= {ARCHIVE, AGENCIES, WAYS}
    return found


def calendars_of(shelves: Iterable[str]) -> set[str]:
    """Return the keys of the calendar feeds that have the event of a story on these shelves."""
    return {EVENTS, *(section_called(name, "").calendar for name in shelves if name != ALL)} - {""}


def strips_of(shelves: Iterable[str]) -> set[str]:
    """Return the keys of the pages that show the next events of these shelves."""
    sections = [section_called(name, "") for name in shelves if name != ALL]
    return {HOME, EVENTS_PAGE, *(each.key for each in sections if each.calendar)}


def lists_naming_agency(spots: Mapping[str, Spot], shelf: str) -> set[str]:
    """Return the keys of lists and feeds that show the agency of a story: those of its `shelf`, search index, feed.

    Calendar feeds name the agency of an event too.
    """
    sheets = {section_called(shelf, "").sheet(number) for number in changed_sheets(*spots[shelf])}
    return sheets | calendars_of(spots) | {ATOM, shard_key(block_of(spots[ALL].position, IN_SEARCH))}


def lists_naming_author(spots: Mapping[str, Spot], shelf: str) -> set[str]:
    """Return the keys of lists and feeds that show the author of a story: feeds, search index, those of the `shelf`.

    On a shelf whose author is no longer shown the story has no place.
    """
    own = changed_sheets(*spots[shelf]) if shelf in spots else []
    sheets = {section_called(shelf, "").sheet(number) for number in own}
    return sheets | {ATOM, JSON_FEED, shard_key(block_of(spots[ALL].position, IN_SEARCH))}


def every_list(shelves: Mapping[str, Shelf]) -> set[str]:
    """Return the keys of all lists and feeds of a site with these shelves."""
    found = set(_LAST)
    length = shelves[ALL].length if ALL in shelves else 0
    found |= {map_key(number) for number in range(1, block_count(length, IN_MAP) + 1)}
    found |= {shard_key(number) for number in range(1, block_count(length, IN_SEARCH) + 1)}
    lengths = {each.shelf: 0 for each in standing_sections()}
    lengths |= {name: shelf.length for name, shelf in shelves.items() if name != ALL}
    for name, length in lengths.items():
        found |= {section_called(name, "").sheet(number) for number in range(sheet_count(length) + 1)}
    found |= calendars_of(lengths)
    return found


def in_order(keys: Iterable[str]) -> list[list[str]]:
    """Return the keys in groups to be delivered one after the other."""
    groups: dict[tuple[int, int], list[str]] = {}
    for key in sorted(keys):
        groups.setdefault(_rank(key), []).append(key)
    return [groups[rank] for rank in sorted(groups)]


def leading_to(key: str) -> set[str] | None:
    """Return the keys of lists that link to `key`, or None where every page does."""
    if key.endswith(f"/{EVENTS}"):
        return {f"{key.removesuffix(EVENTS)}index.html"}
    if (page := shelf_and_sheet(key)) is None:
        folder = key.partition("/")[0]
        return {"search": {SEARCH}, "sitemap": {SITEMAP}}.get(folder, set()) if key not in LINKED else None
    shelf, number = page
    if number:
        return {f"{shelf}/index.html", f"{shelf}/{number - 1}.html"}
    ways = {"agency": {AGENCIES, WAYS}, "archive": {ARCHIVE, WAYS}, "campaign": {ARCHIVE, WAYS}, "authors": {WAYS}}
    ways |= {ANSWERS: {HOME, WAYS} if shelf == ANSWERS else {f"{ANSWERS}/index.html", WAYS}}
    return ways.get(shelf.partition("/")[0])


def shelf_and_sheet(key: str) -> tuple[str, int] | None:
    """Return shelf and sheet number (0: front page) of a section page's key; None for other keys."""
    shelf, _, name = key.rpartition("/")
    stem = name.removesuffix(".html")
    if key in _LAST or not name.endswith(".html") or ("/" not in shelf and shelf != ANSWERS):
        return None
    return shelf, 0 if stem == "index" else int(stem)


def _rank(key: str) -> tuple[int, int]:
    if key.endswith(f"/{EVENTS}"):
        return (0, 0)
    if (page := shelf_and_sheet(key)) is not None:
        if page[1]:
            return (0, -page[1])  # an older sheet links to a newer one
        return (1, int(page[0] == ANSWERS))  # which links to the answers of each axis and agency
    return (3, _LAST.index(key)) if key in _LAST else (2, 0)
