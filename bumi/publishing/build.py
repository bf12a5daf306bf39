"""Builds lists and feeds from the database by key, and delivers those that are out of date."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote

from bumi.current_province import for_threads
from bumi.newsroom.publication import ledger, publication, shelves
from bumi.newsroom.publication.bylines import AUTHORS, author_called
from bumi.newsroom.publication.event_lists import calendar_events, coming_events
from bumi.newsroom.publication.events import last_passed
from bumi.newsroom.publication.lead import chosen_lead
from bumi.newsroom.publication.ledger import Wanted
from bumi.newsroom.publication.stories import Known, latest
from bumi.piece import Story
from bumi.publishing import dependencies, feeds, keys, pages
from bumi.publishing.calendars import CALENDAR, calendar_feed
from bumi.publishing.delivery import together
from bumi.publishing.front import HOLDS, NEXT_EVENTS, moment_of
from bumi.publishing.keys import ALL, ANSWERS, Section, section_called, standing_sections
from bumi.publishing.objects import HTML, WebObject, text_object
from bumi.publishing.outcomes import PublishOutcome, failed_step
from bumi.publishing.run import PublishRun
from bumi.settings import Settings
from bumi.words import Kind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_AT_ONCE = 8
_XML = "application/xml; charset=utf-8"


def build_list(session: "Session", key: str, settings: Settings, known: Known) -> WebObject:
    """Return the list or feed of `key`, or raise KeyError; `known` caches stories between calls."""
    text, content_type = _Builder(session, settings, known).build(key)
    return text_object(key, text, content_type)


@dataclass(frozen=True)
class _Builder:
    """Reads what a list needs, and renders it."""

    session: "Session"
    settings: Settings
    known: Known

    def build(self, key: str) -> tuple[str, str]:
        """Return the text of a list and its content type; KeyError for an unknown key."""
        session, settings = self.session, self.settings
        match key:
            case keys.HOME:
                return self._home(), HTML
            case keys.ARCHIVE:
                filled = self._filled()
                months, campaigns = ([each for each in filled if each.kind == kind] for kind in ("archive", "campaign"))
                return pages.archive_page(months, campaigns, standing_sections(), settings), HTML
            case keys.AGENCIES:
                agencies = [each for each in self._filled() if each.kind == "agency"]
                return pages.agencies_page(agencies, settings), HTML
            case keys.SEARCH:
                return feeds.search_page(self._blocks(dependencies.IN_SEARCH), settings), HTML
            case feeds.ATOM:
                return feeds.atom_feed(latest(session, feeds.IN_FEED), settings), "application/atom+xml; charset=utf-8"
            case feeds.JSON_FEED:
                text = feeds.json_feed(latest(session, feeds.IN_FEED), settings)
                return text, "application/feed+json; charset=utf-8"
            case keys.EVENTS:
                return self._calendar(ALL, ""), CALENDAR
            case keys.EVENTS_PAGE:
                return pages.events_page(self._next_events(ALL, pages.ON_EVENTS_PAGE), settings), HTML
            case keys.NOT_FOUND:
                return pages.not_found_page(settings), HTML
            case feeds.SITEMAP:
                return feeds.sitemap_index(self._blocks(dependencies.IN_MAP), settings), _XML
            case feeds.NEWS:
                recent = shelves.newest(session, ALL, feeds.IN_NEWS, self.known, besides=Kind.ANSWER)
                return feeds.news_sitemap(recent, settings), _XML
            case feeds.WAYS:
                named = {each.key: each for each in (*standing_sections(), *self._filled())}
                return feeds.section_sitemap([named[key] for key in sorted(named)], settings), _XML
            case feeds.ROBOTS:
                return feeds.robots_txt(settings), "text/plain; charset=utf-8"
        if (page := dependencies.shelf_and_sheet(key)) is not None:
            return self._section_page(*page), HTML
        if key.endswith(f"/{keys.EVENTS}"):
            section, _ = self._section(key.removesuffix(f"/{keys.EVENTS}"))
            return self._calendar(section.shelf, section.title), CALENDAR
        number = int(re.sub(r"\D", "", key) or 0)
        if key == feeds.map_key(number):
            glances = shelves.glances(session, ALL, *dependencies.sheet_span(number, dependencies.IN_MAP))
            return feeds.story_sitemap(number, glances, settings), _XML
        if key == feeds.shard_key(number):
            span = dependencies.sheet_span(number, dependencies.IN_SEARCH)
            text = feeds.search_shard(shelves.on_shelf(session, ALL, *span, self.known))
            return text, "application/json; charset=utf-8"
        raise KeyError(key)

    def _home(self) -> str:
        session, known = self.session, self.known
        newest = shelves.newest(session, ALL, pages.ON_HOME, known, besides=Kind.ANSWER)
        answers = shelves.newest(session, ANSWERS, pages.ANSWERS_ON_HOME, known)
        warned = shelves.last_ended_warning(session)
        moment = moment_of(newest, last_passed(session), warned + HOLDS if warned else None)
        lead = chosen_lead(session, known)
        holding = shelves.holding(session, moment, known) if moment else []
        shown = {each.id: each for each in (*newest, *holding, *([lead] if lead else []))}
        events = self._next_events(ALL, NEXT_EVENTS + 1)  # one of them may lead
        return pages.home_page(list(shown.values()), events, moment, self.settings, lead, answers)

    def _section_page(self, shelf: str, number: int) -> str:
        """Render a page of a shelf, which may be empty; KeyError for an unknown shelf."""
        section, length = self._section(shelf)
        span = dependencies.sheet_span(number) if number else dependencies.front_span(length)
        shown = shelves.on_shelf(self.session, shelf, *span, self.known)
        if section.kind == ANSWERS:
            ways = [each for each in self._filled() if each.kind == ANSWERS and each.slug]
            sheets = dependencies.sheet_count(length)
            return pages.answers_page(section, number, sheets, shown, ways, self.settings)
        coming = self._next_events(shelf, NEXT_EVENTS) if section.calendar and not number else []
        author = author_called(self.session, section.slug) if section.kind == AUTHORS else None
        if section.kind == AUTHORS and author is None:
            raise KeyError(shelf)
        sheets = dependencies.sheet_count(length)
        return pages.section_page(section, number, sheets, shown, coming, self.settings, author)

    def _section(self, shelf: str) -> tuple[Section, int]:
        """Return the section of a shelf, and the length of the shelf; KeyError for an unknown shelf."""
        standing = {each.shelf: each for each in standing_sections()}
        found = shelves.lengths(self.session, [shelf])
        section = standing.get(shelf) or section_called(shelf, found[shelf].title)
        return section, found[shelf].length if found else 0

    def _next_events(self, shelf: str, count: int) -> list[Story]:
        return coming_events(self.session, shelf, count, self.known)

    def _calendar(self, shelf: str, name: str) -> str:
        return calendar_feed(calendar_events(self.session, shelf, self.known), name, self.settings)

    def _filled(self) -> list[Section]:
        """Return every section that has or had a story."""
        known = shelves.lengths(self.session).items()
        return [section_called(name, shelf.title) for name, shelf in known if shelf.length and name != ALL]

    def _blocks(self, size: int) -> int:
        """Return the number of blocks of all stories."""
        found = shelves.lengths(self.session, [ALL])
        return dependencies.block_count(found[ALL].length if found else 0, size)


def put_lists(run: PublishRun, only: Iterable[str] | None = None) -> PublishOutcome | None:
    """Build and deliver lists that are out of date, or those among `only`, links before the pages that have them.

    Returns the failure, if any. A list that links to an undelivered, new object waits for the next run.
    """
    with run.newsroom.session() as session:
        stale = shelves.stale(session)
    left = set(stale) if only is None else set(stale) & set(only)
    failures: dict[str, Exception] = {}
    with ThreadPoolExecutor(_AT_ONCE, initializer=for_threads()) as threads:
        for group in dependencies.in_order(left):
            failed = _put_group(run, threads, {key: stale[key] for key in group if key in left})
            failures |= failed
            left -= _blocked(run, failed, left)
    one_of_each_kind = {type(error): error for error in failures.values()}
    told = [failed_step("فهرست‌ها و خوراک‌ها", error) for error in one_of_each_kind.values()]
    return told[0] if told else None


def _blocked(run: PublishRun, failed: Iterable[str], left: set[str]) -> set[str]:
    """Return the keys among `left` that link to a failed key that was never delivered."""
    if not failed:
        return set()
    with run.newsroom.session() as session:
        missing = set(failed) - ledger.there(session, failed)
    waiting: set[str] = set()
    for key in missing:
        leading = dependencies.leading_to(key)
        waiting |= left if leading is None else leading
    return waiting


def _put_group(run: PublishRun, threads: ThreadPoolExecutor, stale: Mapping[str, int]) -> dict[str, Exception]:
    """Build and deliver lists that do not link to each other; return the failures by key."""
    failed: dict[str, Exception] = {}

    def succeeded[R](listed: Iterable[str], answers: Iterable[R | Exception]) -> dict[str, R]:
        good: dict[str, R] = {}
        for key, answer in zip(listed, answers, strict=True):
            if isinstance(answer, Exception):
                failed[key] = answer
            else:
                good[key] = answer
        return good

    made = succeeded(stale, threads.map(partial(_result_or_error, partial(_make, run)), stale))
    missing = succeeded(made, together(run.delivery.want, [[each] for each in made.values()], _error))
    settled = succeeded(missing, threads.map(partial(_result_or_error, run.delivery.settle), missing.values()))
    succeeded(settled, together(partial(_record, run, stale), list(settled.items()), _error))
    return failed


def _result_or_error[T, R](work: Callable[[T], R], item: T) -> R | Exception:
    try:
        return work(item)
    except Exception as error:  # one list must not stop the others
        return error


def _error(_: object, error: Exception) -> Exception:
    return error


def _make(run: PublishRun, key: str) -> WebObject:
    """Build a list; a renamed story whose new page is not delivered yet keeps its former address."""
    with run.newsroom.session() as session:
        made = build_list(session, key, run.settings, run.known)
        moving = _pending_renames(session)
    text = made.load().decode()
    for new, old in moving.items():
        text = text.replace(new, old).replace(quote(new), quote(old))
    return text_object(key, text, made.content_type) if moving else made


def _record(run: PublishRun, stale: Mapping[str, int], put: Sequence[tuple[str, list[Wanted]]]) -> list[None]:
    """Record that lists are delivered, and fresh unless touched since `stale` was read."""
    with run.newsroom.session() as session:
        ledger.done(session, [each for _, settled in put for each in settled])
        shelves.freshen(session, {key: stale[key] for key, _ in put})
    return [None] * len(put)


def _pending_renames(session: "Session") -> dict[str, str]:
    """Return new addresses without a delivered page, each with the former address of the story."""
    renamed = {keys.page_key(each.slug): each for each in publication.renamed(session)}
    former = {key: [keys.page_key(each.slug) for each in found.former_slugs] for key, found in renamed.items()}
    there = ledger.there(session, {*former, *chain(*former.values())}) if former else set()
    known = {key: [each for each in olds if each in there] for key, olds in former.items() if key not in there}
    return {key.removesuffix(keys.HOME): olds[0].removesuffix(keys.HOME) for key, olds in known.items() if olds}
