"""Maintenance of the published site: retractions, interrupted deliveries, lists and feeds, new editions, removals.

Lists are the work of one run at a time, so that the list built last is the newest; so are pages that are made again,
and retractions. A run that waits for one of these locks has done what is more urgent.
"""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import batched
from typing import TYPE_CHECKING

from bumi.current_province import for_threads
from bumi.errors import BumiError, NotAvailable
from bumi.logs import log_context
from bumi.newsroom.content.pieces import piece, record_problem
from bumi.newsroom.publication import events, lead, ledger, publication, section_names, shelves, sign_up_links
from bumi.newsroom.publication.ledger import PutOutcome
from bumi.newsroom.publication.stories import StoryVersion, settled_stories, story, version
from bumi.newsroom.states import State
from bumi.publishing.authors import renew_authors
from bumi.publishing.build import put_lists
from bumi.publishing.dependencies import (
    LINKED,
    calendars_of,
    every_list,
    lists_naming_agency,
    lists_of,
    strips_of,
)
from bumi.publishing.feeds import WAYS
from bumi.publishing.front import HOLDS
from bumi.publishing.keys import (
    AGENCIES,
    ALL,
    ARCHIVE,
    CAMPAIGN,
    EVENTS_PAGE,
    HOME,
    NOT_FOUND,
    public_url,
    section_of,
    sections,
    standing_sections,
    story_key,
)
from bumi.publishing.objects import assets
from bumi.publishing.outcomes import PublishOutcome, Result, error_in_words, failed_step, result_of
from bumi.publishing.pages import story_pages
from bumi.publishing.run import (
    GRACE,
    LISTS,
    PAGES,
    RETRACTIONS,
    PublishRun,
    drop_images,
    named,
    release_dead_runs,
    touch_lists,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.piece import Story

_log = logging.getLogger(__name__)

_AT_ONCE = 8
_PAGES_A_RUN = 1000
_AT_A_TIME = 500  # stories of one statement
_INTERRUPTED = (State.PUBLISHING, State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED)


def maintain(run: PublishRun) -> list[PublishOutcome]:
    """Do all maintenance, most urgent first, and return the outcomes; the next run retries failures.

    Retractions wait for no other work, so that a long list-building delays none of them.
    """
    release_dead_runs(run.newsroom)
    with run.newsroom.alone(RETRACTIONS):
        said = _deliver_retractions(run)
    failed = _remove(run)
    with run.newsroom.only(PAGES) as is_first:
        if is_first:
            _repair_interrupted(run)
        with run.newsroom.alone(LISTS):
            failed = _put_lists(run) or failed
        if is_first and failed is None:
            _rebuild_pages(run)
    return said + ([failed] if failed else [])


def _put_lists(run: PublishRun) -> PublishOutcome | None:
    if (failed := _renew_edition(run)) is None:
        _renew_names(run)
        renew_authors(run)
        _let_events_pass(run)
        _let_warnings_end(run)
        _let_lead_change(run)
        failed = put_lists(run) or _remove_unused(run)
    return failed


def make_ready(run: PublishRun, stories: Iterable["Story"]) -> None:
    """Deliver the lists and assets that the pages of stories link to; raises NotAvailable."""
    needed = {*LINKED, *(each.key for about in stories for each in sections(about))} - run.there
    if not needed:
        return
    with run.newsroom.session() as session:
        run.there.update(ledger.there(session, needed))
        missing = needed - run.there
        shelves.touch(session, missing)
    if missing:
        with run.newsroom.alone(LISTS):
            failed = _renew_edition(run) or put_lists(run, missing)
        if failed:
            raise NotAvailable(failed.why)


def _deliver_retractions(run: PublishRun) -> list[PublishOutcome]:
    """Deliver pages of stories that were withdrawn, taken down, expired or renamed."""
    with run.newsroom.session() as session:
        publication.expire(session, run.now)
        waiting = [version(session, each) for each in publication.outstanding(session)]
    said = (_deliver_again(run, each) for each in waiting)
    return [each for each in said if each]


def _deliver_again(run: PublishRun, read: StoryVersion) -> PublishOutcome | None:
    """Deliver the page of a story; None where its piece has changed again, for the next run."""
    about = read.story
    result = Result.PUBLISHED if about.listed else Result.TAKEN_BACK
    said = PublishOutcome(about.id, about.fields.headline, result, public_url(run.settings, story_key(about)))
    try:
        delivered = run.delivery.deliver(story_pages(about, run.settings), partial(_record_delivered, run, read), read)
    except Exception as error:
        with log_context(run=run.name, piece=about.id):
            why = error_in_words(error)
        with run.newsroom.session() as session:
            record_problem(session, piece(session, about.id), "withdraw", f"هنوز به شکل پیشین دیده می‌شود: {why}")
        return PublishOutcome(about.id, about.fields.headline, result_of(error), why=why)
    return said if delivered else None


def _record_delivered(run: PublishRun, read: StoryVersion, session: "Session") -> None:
    found, about = piece(session, read.story.id), read.story
    if found.version == read.version:  # otherwise its page is out of date again
        found.outdated = False
        found.settle()
    touch_lists(session, [about])
    if about.withdrawn or about.taken_down:
        drop_images(session, found, run, at_once=about.taken_down)


def _repair_interrupted(run: PublishRun) -> None:
    """Repair pages of interrupted deliveries that no further attempt will follow."""
    with run.newsroom.session() as session:
        rows = [row for row in ledger.unsettled(session) if row.outcome is not PutOutcome.PUTTING]
        found = [piece(session, number) for number in sorted({row.piece_id for row in rows if row.piece_id})]
        left = [each for each in found if each.state not in _INTERRUPTED]
        for each in left:
            if each.published_revision_id is None:
                ledger.drop(session, ledger.pages_of(session, each.id), run.now)
            drop_images(session, each, run, at_once=each.published_revision_id is None)
        live = [version(session, each) for each in left if each.published_revision_id]
    _put_pages(run, live)


def _renew_edition(run: PublishRun) -> PublishOutcome | None:
    """If the edition changed or the site is new, deliver the assets and mark every list as stale."""
    with run.newsroom.session() as session:
        home = ledger.row(session, HOME)
        if home and home.edition == run.delivery.edition:
            return None
        without = [*shelves.unplaced(session, ALL), *shelves.unplaced(session, CAMPAIGN, of_campaigns=True)]
        touch_lists(session, [story(session, each) for each in without])
        every = every_list(shelves.lengths(session))
        shelves.touch(session, every)
        shelves.freshen(session, {key: count for key, count in shelves.stale(session).items() if key not in every})
        section_names.record(session, {named(*each) for each in section_names.said_by_stories(session)})
    try:
        run.delivery.deliver(assets())
    except NotAvailable as error:
        return failed_step("قلم و سبک صفحه‌ها", error)
    return None


def _renew_names(run: PublishRun) -> None:
    """Mark the pages and lists that show a county or an agency under a name or an address that has changed."""
    with run.newsroom.reading() as session:
        shown = section_names.recorded(session)
    counties = {(each.kind, each.name) for each in standing_sections() if each.kind == "county"}
    changed = {named(*each) for each in counties | {(each.kind, each.said) for each in shown}} - shown
    if not changed:
        return
    with run.newsroom.session() as session:
        with_map = {each.key for each in standing_sections() if each.kind == "county"}
        shelves.touch(session, {HOME, EVENTS_PAGE, NOT_FOUND, ARCHIVE, AGENCIES, WAYS, *with_map})
        for each in sorted(changed):
            section = section_of(each.kind, each.said)
            shelves.touch(session, [section.key])
            for ids in batched(section_names.renew(session, each), _AT_A_TIME):
                spots = shelves.place(session, {id: {ALL: "", section.shelf: section.name} for id in ids}).values()
                # Lists show the county of each story, and its agency only where they are about it.
                lists = lists_of if each.kind == "county" else partial(lists_naming_agency, shelf=section.shelf)
                shelves.touch(session, {key for spot in spots for key in lists(spot)})


def _let_events_pass(run: PublishRun) -> None:
    """Mark the lists of the next events that have one that is over, and the feeds that one is to leave."""
    with run.newsroom.reading() as session:
        passing = events.passing(session, run.now)
    for ids in batched(passing, _AT_A_TIME):
        with run.newsroom.session() as session:
            events.let_pass(session, ids, run.now)
            sign_up_links.outdate_passed(session, ids)
            for each in shelves.places(session, ids).values():
                shelves.touch(session, strips_of(each) | calendars_of(each))


def _let_warnings_end(run: PublishRun) -> None:
    """Mark the front page where a warning without an end of its own is to leave it."""
    with run.newsroom.reading() as session:
        ending = shelves.ending_warnings(session, run.now - HOLDS)
    if ending:
        with run.newsroom.session() as session:
            shelves.end_warnings(session, ending)
            shelves.touch(session, {HOME})


def _let_lead_change(run: PublishRun) -> None:
    """Mark the front page where an editor has chosen another lead or taken it back, or its time is over."""
    with run.newsroom.reading() as session:
        due = lead.lead_is_due(session, run.now)
    if due:
        with run.newsroom.session() as session:
            lead.renew_lead(session, run.now)
            shelves.touch(session, {HOME})


def _rebuild_pages(run: PublishRun) -> None:
    """Rebuild outdated pages and those of other editions, up to `_PAGES_A_RUN`; then drop objects of other editions."""
    with run.newsroom.reading() as session:
        numbers, others = ledger.of_other_editions(session, run.delivery.edition, _PAGES_A_RUN)
        live = settled_stories(session, numbers)
    if others:
        with run.newsroom.session() as session:
            ledger.drop(session, others, run.now + GRACE)
    _put_pages(run, live)


def _put_pages(run: PublishRun, live: list[StoryVersion]) -> None:
    with ThreadPoolExecutor(_AT_ONCE, initializer=for_threads()) as threads:
        list(threads.map(partial(_put_page, run), live))


def _put_page(run: PublishRun, read: StoryVersion) -> None:
    try:
        run.delivery.deliver(story_pages(read.story, run.settings), of=read)
    except BumiError:  # recorded in the ledger; the next run retries
        with log_context(run=run.name, piece=read.story.id):
            _log.exception("The page was not renewed.")


def _remove_unused(run: PublishRun) -> PublishOutcome | None:
    """Remove what no page or list shows any more."""
    with run.newsroom.session() as session:
        if shelves.stale(session):
            return None  # a stale list may show an image that is to be removed
        ledger.let_go(session, run.now + GRACE)
    return _remove(run)


def _remove(run: PublishRun) -> PublishOutcome | None:
    """Remove what may be removed by now, of a story that was taken down first of all."""
    try:
        run.delivery.remove()
    except NotAvailable as error:
        return failed_step("برداشتن آنچه دیگر لازم نیست", error)
    return None
