"""Building one list or feed from the database, by its key: what it needs is read, and no more."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from bumi.newsroom.publication import shelves
from bumi.newsroom.publication.stories import Known, latest
from bumi.publishing import feeds, lists, search, sitemaps
from bumi.publishing.keys import AGENCIES, ALL, ARCHIVE, HOME, SEARCH, Section, section_called, standing_sections
from bumi.publishing.objects import WebObject, text_object
from bumi.publishing.plan import shelf_and_sheet
from bumi.publishing.sheets import IN_MAP, IN_SEARCH, blocks, front, sheet, sheets
from bumi.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["build"]

_XML = "application/xml; charset=utf-8"
_JSON = "application/json; charset=utf-8"


def build(session: "Session", key: str, settings: Settings, known: Known) -> WebObject:
    """Return the list or feed that lies under `key`; KeyError where none does. What is `known` is not read again."""
    if key in _BUILDERS:
        text, content_type = _BUILDERS[key](session, settings, known)
        return text_object(key, text, content_type)
    if (page := shelf_and_sheet(key)) is not None:
        return text_object(key, _section_page(session, *page, settings, known))
    number = int(re.sub(r"\D", "", key) or 0)
    if key == sitemaps.map_key(number):
        glances = shelves.glances(session, ALL, *sheet(number, IN_MAP))
        return text_object(key, sitemaps.stories(number, glances, settings), _XML)
    if key == search.search_key(number):
        return text_object(key, search.shard(shelves.on_shelf(session, ALL, *sheet(number, IN_SEARCH), known)), _JSON)
    raise KeyError(key)


def _section_page(session: "Session", shelf: str, number: int, settings: Settings, known: Known) -> str:
    section = _section(session, shelf)
    length = _length(session, shelf)
    span = sheet(number) if number else front(length)
    stories = shelves.on_shelf(session, shelf, *span, known)
    return lists.section_page(section, number, sheets(length), stories, settings)


def _home(session: "Session", settings: Settings, known: Known) -> tuple[str, str]:
    newest = shelves.newest(session, ALL, lists.ON_HOME, known)
    holding = shelves.holding(session, newest[0].published_at, known) if newest else []
    stories = [*newest, *(story for story in holding if story.id not in {each.id for each in newest})]
    return lists.home_page(stories, standing_sections(), settings), "text/html; charset=utf-8"


def _archive(session: "Session", settings: Settings, known: Known) -> tuple[str, str]:
    filled = _with_stories(session)
    months, campaigns = ([each for each in filled if each.kind == kind] for kind in ("archive", "campaign"))
    page = lists.archive_page(months, campaigns, standing_sections(), settings)
    return page, "text/html; charset=utf-8"


def _agencies(session: "Session", settings: Settings, known: Known) -> tuple[str, str]:
    agencies = [each for each in _with_stories(session) if each.kind == "agency"]
    return lists.agencies_page(agencies, settings), "text/html; charset=utf-8"


def _search(session: "Session", settings: Settings, known: Known) -> tuple[str, str]:
    return search.search_page(blocks(_length(session, ALL), IN_SEARCH), settings), "text/html; charset=utf-8"


def _atom(session: "Session", settings: Settings, known: Known) -> tuple[str, str]:
    return feeds.atom(latest(session, feeds.IN_FEED), settings), "application/atom+xml; charset=utf-8"


def _json_feed(session: "Session", settings: Settings, known: Known) -> tuple[str, str]:
    return feeds.json_feed(latest(session, feeds.IN_FEED), settings), "application/feed+json; charset=utf-8"


def _sitemap(session: "Session", settings: Settings, known: Known) -> tuple[str, str]:
    return sitemaps.sitemap(blocks(_length(session, ALL), IN_MAP), settings), _XML


def _news(session: "Session", settings: Settings, known: Known) -> tuple[str, str]:
    return sitemaps.news(shelves.newest(session, ALL, sitemaps.IN_NEWS, known), settings), _XML


def _ways(session: "Session", settings: Settings, known: Known) -> tuple[str, str]:
    named = {each.key: each for each in (*standing_sections(), *_with_stories(session))}
    return sitemaps.ways([named[key] for key in sorted(named)], settings), _XML


def _robots(session: "Session", settings: Settings, known: Known) -> tuple[str, str]:
    return sitemaps.robots(settings), "text/plain; charset=utf-8"


_BUILDERS: dict[str, Callable[["Session", Settings, Known], tuple[str, str]]] = {
    HOME: _home,
    ARCHIVE: _archive,
    AGENCIES: _agencies,
    SEARCH: _search,
    feeds.ATOM: _atom,
    feeds.JSON_FEED: _json_feed,
    sitemaps.SITEMAP: _sitemap,
    sitemaps.NEWS: _news,
    sitemaps.WAYS: _ways,
    sitemaps.ROBOTS: _robots,
}


def _section(session: "Session", shelf: str) -> Section:
    """Return the section of a shelf, which may have no story yet; KeyError where there is no such section."""
    known = {each.shelf: each for each in standing_sections()}
    return known.get(shelf) or section_called(shelf, shelves.lengths(session, [shelf])[shelf].title)


def _with_stories(session: "Session") -> list[Section]:
    """Return every section that has, or had, a story."""
    known = shelves.lengths(session).items()
    return [section_called(name, shelf.title) for name, shelf in known if shelf.length and name != ALL]


def _length(session: "Session", shelf: str) -> int:
    found = shelves.lengths(session, [shelf])
    return found[shelf].length if found else 0
