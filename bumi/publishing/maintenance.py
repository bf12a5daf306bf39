"""Maintenance of the published site: retractions, interrupted deliveries, lists and feeds, new editions, removals.

One run at a time does this, under the lock `LISTS`, so that the list built last is the newest.
"""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from bumi.errors import BumiError, NotAvailable
from bumi.logs import log_context
from bumi.newsroom.content.pieces import piece, record_problem
from bumi.newsroom.publication import ledger, publication, shelves
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import State
from bumi.publishing.build import put_lists
from bumi.publishing.dependencies import LINKED, every_list
from bumi.publishing.keys import ALL, CAMPAIGN, HOME, public_url, sections, story_key
from bumi.publishing.objects import assets
from bumi.publishing.outcomes import PublishOutcome, Result, error_in_words, failed_step, result_of
from bumi.publishing.pages import story_pages
from bumi.publishing.run import GRACE, LISTS, PublishRun, drop_images, touch_lists

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.piece import Story

_log = logging.getLogger(__name__)

_AT_ONCE = 8
_PAGES_A_RUN = 1000
_INTERRUPTED = (State.PUBLISHING, State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED)


def maintain(run: PublishRun) -> list[PublishOutcome]:
    """Do all maintenance, most urgent first, and return the outcomes; the next run retries failures."""
    with run.newsroom.alone(LISTS):
        said = _deliver_retractions(run)
        _repair_interrupted(run)
        failed = _renew_edition(run) or put_lists(run)
        if failed is None:
            _rebuild_pages(run)
            failed = _remove_unused(run)
        return said + ([failed] if failed else [])


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
        waiting = [(each.id, story(session, each)) for each in publication.outstanding(session)]
    return [_deliver_again(run, number, about) for number, about in waiting]


def _deliver_again(run: PublishRun, number: int, about: "Story") -> PublishOutcome:
    result = Result.PUBLISHED if about.listed else Result.TAKEN_BACK
    said = PublishOutcome(number, about.fields.headline, result, public_url(run.settings, story_key(about)))
    try:
        run.delivery.deliver(story_pages(about, run.settings), partial(_record_delivered, run, number, about))
    except Exception as error:
        with log_context(run=run.name, piece=number):
            why = error_in_words(error)
        with run.newsroom.session() as session:
            record_problem(session, piece(session, number), "withdraw", f"هنوز به شکل پیشین دیده می‌شود: {why}")
        return PublishOutcome(number, about.fields.headline, result_of(error), why=why)
    return said


def _record_delivered(run: PublishRun, number: int, about: "Story", session: "Session") -> None:
    found = piece(session, number)
    found.outdated = False
    found.settle()
    touch_lists(session, [about])
    if about.withdrawn or about.taken_down:
        drop_images(session, found, run, at_once=about.taken_down)


def _repair_interrupted(run: PublishRun) -> None:
    """Repair pages of interrupted deliveries that no further attempt will follow."""
    with run.newsroom.session() as session:
        numbers = {row.piece_id for row in ledger.unsettled(session) if row.piece_id}
        found = [piece(session, number) for number in sorted(numbers)]
        left = [each for each in found if each.state not in _INTERRUPTED]
        for each in left:
            if each.published_revision_id is None:
                ledger.drop(session, ledger.pages_of(session, each.id), run.now)
            drop_images(session, each, run, at_once=each.published_revision_id is None)
        live = [story(session, each) for each in left if each.published_revision_id]
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
    try:
        run.delivery.deliver(assets())
    except NotAvailable as error:
        return failed_step("قلم و سبک صفحه‌ها", error)
    return None


def _rebuild_pages(run: PublishRun) -> None:
    """Rebuild pages of other editions, up to `_PAGES_A_RUN`; when none is left, drop their other objects."""
    with run.newsroom.session() as session:
        numbers, others = ledger.of_other_editions(session, run.delivery.edition, _PAGES_A_RUN)
        found = [piece(session, number) for number in numbers]
        live = [story(session, each) for each in found if each.published_revision_id and each.state not in _INTERRUPTED]
        if not numbers:
            ledger.drop(session, others, run.now + GRACE)
    _put_pages(run, live)


def _put_pages(run: PublishRun, live: list["Story"]) -> None:
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(partial(_put_page, run), live))


def _put_page(run: PublishRun, about: "Story") -> None:
    try:
        run.delivery.deliver(story_pages(about, run.settings))
    except BumiError:  # recorded in the ledger; the next run retries
        with log_context(run=run.name, piece=about.id):
            _log.exception("The page was not renewed.")


def _remove_unused(run: PublishRun) -> PublishOutcome | None:
    with run.newsroom.session() as session:
        if shelves.stale(session):
            return None  # a stale list may show an image that is to be removed
        ledger.let_go(session, run.now + GRACE)
    try:
        run.delivery.remove()
    except NotAvailable as error:
        return failed_step("برداشتن آنچه دیگر لازم نیست", error)
    return None
