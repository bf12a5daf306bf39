"""What a run does besides publishing: taking back, mending what was left half done, lists, feeds, tidying up.

Only one run at a time does this, under the lock `LISTS`: every list is made from the database as it is then, so the
last one made is the newest.
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
from bumi.publishing.keys import ALL, CAMPAIGN, HOME, public_url, sections, story_key
from bumi.publishing.listwork import put_lists
from bumi.publishing.objects import assets
from bumi.publishing.outcomes import Outcome, Result, in_words, stumbled, troubled
from bumi.publishing.pages import story_pages
from bumi.publishing.piecework import drop_images, touch_lists
from bumi.publishing.plan import LINKED, every_list
from bumi.publishing.run import GRACE, LISTS, Run

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.piece import Story

__all__ = ["make_ready", "upkeep"]

_log = logging.getLogger(__name__)

_AT_ONCE = 8
_PAGES_A_RUN = 1000
_HALF_DONE = (State.PUBLISHING, State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED)


def upkeep(run: Run) -> list[Outcome]:
    """Do all of it, the most urgent first, and say what came of it; what fails is tried again by the next run."""
    with run.newsroom.alone(LISTS):
        said = _take_back(run)
        _mend(run)
        failed = _renew(run) or put_lists(run)
        if failed is None:
            _refresh(run)
            failed = _tidy(run)
        return said + ([failed] if failed else [])


def make_ready(run: Run, stories: Iterable["Story"]) -> None:
    """Have there what the pages of stories lead to; NotAvailable where it cannot be had."""
    needed = {*LINKED, *(each.key for about in stories for each in sections(about))} - run.there
    if not needed:
        return
    with run.newsroom.session() as session:
        run.there.update(ledger.there(session, needed))
        missing = needed - run.there
        shelves.touch(session, missing)
    if missing:
        with run.newsroom.alone(LISTS):
            failed = _renew(run) or put_lists(run, missing)
        if failed:
            raise NotAvailable(failed.why)


def _take_back(run: Run) -> list[Outcome]:
    """Show readers what was withdrawn, taken down, expired or renamed since."""
    with run.newsroom.session() as session:
        publication.expire(session, run.now)
        waiting = [(each.id, story(session, each)) for each in publication.outstanding(session)]
    return [_show_again(run, number, about) for number, about in waiting]


def _show_again(run: Run, number: int, about: "Story") -> Outcome:
    result = Result.PUBLISHED if about.listed else Result.TAKEN_BACK
    said = Outcome(number, about.fields.headline, result, public_url(run.settings, story_key(about)))
    try:
        run.delivery.deliver(story_pages(about, run.settings), lambda session: _shown(session, run, number, about))
    except Exception as error:
        with log_context(run=run.name, piece=number):
            why = in_words(error)
        with run.newsroom.session() as session:
            record_problem(session, piece(session, number), "withdraw", f"هنوز به شکل پیشین دیده می‌شود: {why}")
        return Outcome(number, about.fields.headline, stumbled(error), why=why)
    return said


def _shown(session: "Session", run: Run, number: int, about: "Story") -> None:
    found = piece(session, number)
    found.outdated = False
    found.settle()
    touch_lists(session, [about])
    if about.withdrawn or about.taken_down:
        drop_images(session, found, run, at_once=about.taken_down)


def _mend(run: Run) -> None:
    """Put right the pages that an attempt left half done where no other will follow: edited or discarded since."""
    with run.newsroom.session() as session:
        numbers = {row.piece_id for row in ledger.unsettled(session) if row.piece_id}
        found = [piece(session, number) for number in sorted(numbers)]
        left = [each for each in found if each.state not in _HALF_DONE]
        for each in left:
            if each.published_revision_id is None:
                ledger.drop(session, ledger.pages_of(session, each.id), run.now)
            drop_images(session, each, run, at_once=each.published_revision_id is None)
        live = [story(session, each) for each in left if each.published_revision_id]
    _put_pages(run, live)


def _renew(run: Run) -> Outcome | None:
    """Where templates or settings changed, or nothing is there yet: make every list again, and what pages load."""
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
        return troubled("قلم و سبک صفحه‌ها", error)
    return None


def _refresh(run: Run) -> None:
    """Make again the pages of another edition, many a run, and then drop what is left of it.

    Lists are made again before (`_renew`), so what is of another edition then is of no use.
    """
    with run.newsroom.session() as session:
        numbers, others = ledger.of_other_editions(session, run.delivery.edition, _PAGES_A_RUN)
        found = [piece(session, number) for number in numbers]
        live = [story(session, each) for each in found if each.published_revision_id and each.state not in _HALF_DONE]
        if not numbers:
            ledger.drop(session, others, run.now + GRACE)
    _put_pages(run, live)


def _put_pages(run: Run, live: list["Story"]) -> None:
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        list(threads.map(partial(_put_page, run), live))


def _put_page(run: Run, about: "Story") -> None:
    try:
        run.delivery.deliver(story_pages(about, run.settings))
    except BumiError:  # the ledger knows, and the next run tries again
        with log_context(run=run.name, piece=about.id):
            _log.exception("The page was not renewed.")


def _tidy(run: Run) -> Outcome | None:
    with run.newsroom.session() as session:
        if shelves.stale(session):
            return None  # one of these lists may still show an image that is to go
        ledger.let_go(session, run.now + GRACE)
    try:
        run.delivery.remove()
    except NotAvailable as error:
        return troubled("برداشتن آنچه دیگر لازم نیست", error)
    return None
