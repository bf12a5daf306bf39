"""Concurrent publishing of pieces: each is built and put in a thread; database writes are batched."""

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from bumi.credentials import content_signer
from bumi.current_province import for_threads
from bumi.errors import NotAvailable, Refused
from bumi.logs import log_context
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.media.store import keep
from bumi.newsroom.publication import bylines, ledger, publication, shelves, story_links
from bumi.newsroom.publication.ledger import Wanted
from bumi.newsroom.publication.stories import version
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.revisions import attach_renditions
from bumi.piece import Story
from bumi.publishing.delivery import Missing, together
from bumi.publishing.keys import public_url, sections, story_key
from bumi.publishing.objects import WebObject
from bumi.publishing.outcomes import PublishOutcome, Result, error_in_words, result_of
from bumi.publishing.pictures import renditions
from bumi.publishing.render import picture, preview
from bumi.publishing.retry import next_attempt_in
from bumi.publishing.run import PublishRun, drop_images, story_objects, touch_lists
from bumi.storage import Rejected

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_log = logging.getLogger(__name__)
_AT_ONCE, _BATCH = 10, 20
_SOON_S = 0.05
"""Seconds to wait for further finished pieces, to record them in one transaction."""

Prepare = Callable[[list[Story]], None]


class BuiltPiece(NamedTuple):
    """A piece whose objects are built."""

    due: PublishOutcome
    about: Story
    objects: list[WebObject]


class StoredPiece(NamedTuple):
    """A piece whose objects are stored but not recorded yet."""

    due: PublishOutcome
    about: Story
    settled: list[Wanted]


Step = Future[BuiltPiece | StoredPiece | PublishOutcome]


def publish_all(run: PublishRun, prepare: Prepare, between: Callable[[], None]) -> list[PublishOutcome]:
    """Publish all due pieces; return their outcomes in the order of claiming.

    `prepare` is called with stories before they are put, `between` after each round of finished steps.
    """
    said: dict[int, PublishOutcome] = {}
    refused: set[int] = set()
    pending: list[Step] = []

    def failed(one: BuiltPiece | StoredPiece, error: Exception) -> PublishOutcome:
        return _record_failure(run, one.due, error)

    with ThreadPoolExecutor(_AT_ONCE, initializer=for_threads()) as threads:
        while True:
            room = len(pending) < _AT_ONCE and not run.delivery.breaker.broken
            batch = _claim(run, said, refused) if room else []
            with suppress(NotAvailable):  # each piece retries, and then reports the reason
                prepare([about for _, about in batch])
            pending += [threads.submit(_make, run, due, about, prepare) for due, about in batch]
            if not pending:
                return list(said.values())
            answers, pending = _next_results(pending)
            outcomes = [each for each in answers if isinstance(each, PublishOutcome)]
            puts, made = ([each for each in answers if isinstance(each, kind)] for kind in (StoredPiece, BuiltPiece))
            outcomes += together(partial(_record_published, run), puts, failed)
            pending += together(
                partial(_send, run, threads), made, lambda one, error: _finished_step(failed(one, error))
            )
            said |= {outcome.piece: outcome for outcome in outcomes}
            between()


def _next_results(pending: list[Step]) -> tuple[list[BuiltPiece | StoredPiece | PublishOutcome], list[Step]]:
    """Wait for a step to finish and shortly for more; return the results, and the steps still running."""
    wait(pending, return_when=FIRST_COMPLETED)
    wait(pending, timeout=_SOON_S)
    ended = [each.done() for each in pending]
    answers = [each.result() for each in compress(pending, ended)]
    return answers, [each for each, done in zip(pending, ended, strict=True) if not done]


def _claim(run: PublishRun, said: dict[int, PublishOutcome], refused: set[int]) -> list[tuple[PublishOutcome, Story]]:
    """Claim due pieces, and read their approved stories."""
    with run.newsroom.session() as session:
        taken, others = publication.claim(session, run.now, run.name, _BATCH, refused)
        story_links.choose(session, taken, run.now)
        batch = [(PublishOutcome(each.id, _headline(each), Result.DUE), version(session, each).story) for each in taken]
        _open_sections(session, [about for _, about in batch])
    said |= {due.piece: due for due, _ in batch}
    said |= {each.id: PublishOutcome(each.id, _headline(each), Result.REFUSED, why=str(no)) for each, no in others}
    refused |= {each.id for each, _ in others}
    return batch


def _open_sections(session: "Session", stories: Iterable[Story]) -> None:
    """Create shelves, and mark front pages as stale, for sections with their first story."""
    own = {each.shelf: each for about in stories for each in sections(about)}
    new = own.keys() - shelves.lengths(session, own).keys()
    shelves.open_shelves(session, {name: own[name].name for name in new})
    shelves.touch(session, (own[name].key for name in new))


def _make(run: PublishRun, due: PublishOutcome, about: Story, prepare: Prepare) -> BuiltPiece | PublishOutcome:
    try:
        prepare([about])
        about = _with_renditions(run, about)
        return BuiltPiece(due, about, story_objects(about, run))
    except Exception as error:
        return _record_failure(run, due, error)


def _with_renditions(run: PublishRun, about: Story) -> Story:
    """Return the story with renditions of its pictures, made and signed now where they are missing."""
    known = {each.of for each in about.variants}
    missing = [each for each in (picture(about), preview(about)) if each and each.sha256 not in known]
    if not missing:
        return about
    data = run.media([each.sha256 for each in missing])
    made = content_signer(run.settings).renditions(
        rendition for each in missing for rendition in renditions(each, data(each.sha256))
    )
    keep(run.newsroom, [body for _, body in made])
    with run.newsroom.session() as session:
        attach_renditions(session, made)
        session.expire_all()
        return version(session, piece(session, about.id)).story


def _send(run: PublishRun, threads: ThreadPoolExecutor, made: Sequence[BuiltPiece]) -> list[Step]:
    missing = run.delivery.want([each.objects for each in made])
    return [threads.submit(_put, run, each, lacks) for each, lacks in zip(made, missing, strict=True)]


def _put(run: PublishRun, made: BuiltPiece, missing: Missing) -> StoredPiece | PublishOutcome:
    try:
        return StoredPiece(made.due, made.about, run.delivery.settle(missing))
    except Exception as error:
        return _record_failure(run, made.due, error)


def _record_published(run: PublishRun, puts: Sequence[StoredPiece]) -> list[PublishOutcome]:
    """Record stored pieces as published."""
    with run.newsroom.session() as session:
        ledger.done(session, [each for put in puts for each in put.settled])
        found = publication.held(session, [put.about.id for put in puts])
        corrected = [each for each in found if each.published_revision_id]
        publication.finish_all(session, found, run.now, run.name)
        for each in corrected:
            drop_images(session, each, run)
        touch_lists(session, [put.about for put in puts])
        story_links.outdate_overtaken(session, [put.about for put in puts])
        bylines.outdate_overtaken(session, [put.about for put in puts])
    urls = (public_url(run.settings, story_key(put.about)) for put in puts)
    return [replace(put.due, result=Result.PUBLISHED, url=url) for put, url in zip(puts, urls, strict=True)]


def _record_failure(run: PublishRun, due: PublishOutcome, error: Exception) -> PublishOutcome:
    """Record why a piece failed and when to retry; a refusal is only returned."""
    if isinstance(error, Refused):
        return replace(due, result=Result.REFUSED, why=str(error))
    with log_context(run=run.name, piece=due.piece):
        outcome = replace(due, result=result_of(error), why=error_in_words(error))
    held = isinstance(error, Rejected) and not error.to_all
    try:
        with run.newsroom.session() as session:
            [found] = publication.held(session, [outcome.piece])
            retry = None if held else run.now + next_attempt_in(found.attempts + 1)
            unconfirmed = outcome.result is Result.UNCONFIRMED
            publication.fail(session, found, outcome.why, retry, unconfirmed=unconfirmed, run=run.name)
    except Refused:  # another run has claimed it meanwhile
        _log.warning("piece %d failed after another run had claimed it: %s", outcome.piece, outcome.why)
    return outcome


def _finished_step(outcome: PublishOutcome) -> Step:
    ended: Step = Future()
    ended.set_result(outcome)
    return ended


def _headline(found: Piece) -> str:
    return found.revision.fields_model.title if found.revision else ""
