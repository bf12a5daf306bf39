"""Publishing pieces, several at a time, each on its own: what fails or hangs keeps one place, and nobody else waits."""

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from bumi.errors import NotAvailable, Refused
from bumi.logs import log_context
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.publication import ledger, publication, shelves
from bumi.newsroom.publication.ledger import Wanted
from bumi.newsroom.publication.stories import story
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.revisions import attach_renditions
from bumi.piece import Story
from bumi.publishing.delivery import Missing, together
from bumi.publishing.keys import public_url, sections, story_key
from bumi.publishing.objects import WebObject
from bumi.publishing.outcomes import Outcome, Result, in_words, stumbled
from bumi.publishing.pictures import renditions
from bumi.publishing.piecework import drop_images, story_objects, touch_lists
from bumi.publishing.render import picture, preview
from bumi.publishing.retry import next_attempt_in
from bumi.publishing.run import Run
from bumi.publishing.storage import Rejected

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["publish_all"]

_log = logging.getLogger(__name__)
_AT_ONCE, _BATCH = 10, 20
_SOON_S = 0.05
"""How long pieces that are out wait to be recorded together: each transaction costs as much as a few of them."""

Prepare = Callable[[list[Story]], None]


class Made(NamedTuple):
    """A piece whose objects are made."""

    due: Outcome
    about: Story
    objects: list[WebObject]


class Put(NamedTuple):
    """A piece whose objects all lie where they should, which the database does not know yet."""

    due: Outcome
    about: Story
    settled: list[Wanted]


Step = Future[Made | Put | Outcome]


def publish_all(run: Run, prepare: Prepare, between: Callable[[], None]) -> list[Outcome]:
    """Publish all that is due, and say what came of each, in the order in which it was taken.

    Each piece is made and put on its own; what the database has to know is told of several at once. `prepare` is called
    with stories before they are put, `between` now and then meanwhile.
    """
    said: dict[int, Outcome] = {}
    refused: set[int] = set()
    pending: list[Step] = []
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        while True:
            room = len(pending) < _AT_ONCE and not run.delivery.breaker.broken
            batch = _claim(run, said, refused) if room else []
            with suppress(NotAvailable):  # each piece asks once more, and says then what it lacks
                prepare([about for _, about in batch])
            pending += [threads.submit(_make, run, due, about, prepare) for due, about in batch]
            if not pending:
                return list(said.values())
            answers, pending = _some(pending)
            outcomes = [each for each in answers if isinstance(each, Outcome)]
            puts, made = ([each for each in answers if isinstance(each, kind)] for kind in (Put, Made))
            outcomes += together(partial(_finish, run), puts, lambda put, error: _failed(run, put.due, error))
            pending += together(
                partial(_send, run, threads), made, lambda one, error: _done(_failed(run, one.due, error))
            )
            said |= {outcome.piece: outcome for outcome in outcomes}
            between()


def _some(pending: list[Step]) -> tuple[list[Made | Put | Outcome], list[Step]]:
    """Wait for one of them and for whatever comes soon after; return their answers, and those that go on."""
    wait(pending, return_when=FIRST_COMPLETED)
    wait(pending, timeout=_SOON_S)
    ended = [each.done() for each in pending]
    answers = [each.result() for each in compress(pending, ended)]
    return answers, [each for each, done in zip(pending, ended, strict=True) if not done]


def _claim(run: Run, said: dict[int, Outcome], refused: set[int]) -> list[tuple[Outcome, Story]]:
    """Take due pieces; from here to the end their stories are what is approved."""
    with run.newsroom.session() as session:
        taken, others = publication.claim(session, run.now, run.name, _BATCH, refused)
        batch = [(Outcome(each.id, _headline(each), Result.DUE), story(session, each)) for each in taken]
        _open_sections(session, [about for _, about in batch])
    said |= {due.piece: due for due, _ in batch}
    said |= {each.id: Outcome(each.id, _headline(each), Result.REFUSED, why=str(no)) for each, no in others}
    refused |= {each.id for each, _ in others}
    return batch


def _open_sections(session: "Session", stories: Iterable[Story]) -> None:
    """Have a shelf, and a front page to come, for each section that had no story before."""
    own = {each.shelf: each for about in stories for each in sections(about)}
    new = own.keys() - shelves.lengths(session, own).keys()
    shelves.open_shelves(session, {name: own[name].name for name in new})
    shelves.touch(session, (own[name].key for name in new))


def _make(run: Run, due: Outcome, about: Story, prepare: Prepare) -> Made | Outcome:
    try:
        prepare([about])
        about = _with_renditions(run, about)
        return Made(due, about, story_objects(about, run))
    except Exception as error:
        return _failed(run, due, error)


def _with_renditions(run: Run, about: Story) -> Story:
    """Return the story with the renditions of its pictures, made now where nobody made them before."""
    known = {each.of for each in about.variants}
    missing = [each for each in (picture(about), preview(about)) if each and each.sha256 not in known]
    if not missing:
        return about
    data = run.media([each.sha256 for each in missing])
    made = [rendition for each in missing for rendition in renditions(each, data(each.sha256))]
    with run.newsroom.session() as session:
        attach_renditions(session, made)
        session.expire_all()
        return story(session, piece(session, about.id))


def _send(run: Run, threads: ThreadPoolExecutor, made: Sequence[Made]) -> list[Step]:
    missing = run.delivery.want([each.objects for each in made])
    return [threads.submit(_put, run, each, lacks) for each, lacks in zip(made, missing, strict=True)]


def _put(run: Run, made: Made, missing: Missing) -> Put | Outcome:
    try:
        return Put(made.due, made.about, run.delivery.settle(missing))
    except Exception as error:
        return _failed(run, made.due, error)


def _finish(run: Run, puts: Sequence[Put]) -> list[Outcome]:
    """Record what was put."""
    with run.newsroom.session() as session:
        ledger.done(session, [each for put in puts for each in put.settled])
        found = publication.held(session, [put.about.id for put in puts])
        corrected = [each for each in found if each.published_revision_id]
        publication.finish_all(session, found, run.now, run.name)
        for each in corrected:
            drop_images(session, each, run)
        touch_lists(session, [put.about for put in puts])
    urls = (public_url(run.settings, story_key(put.about)) for put in puts)
    return [replace(put.due, result=Result.PUBLISHED, url=url) for put, url in zip(puts, urls, strict=True)]


def _failed(run: Run, due: Outcome, error: Exception) -> Outcome:
    """Record why a piece could not go out, and when it is tried again; a refusal speaks for itself."""
    if isinstance(error, Refused):
        return replace(due, result=Result.REFUSED, why=str(error))
    with log_context(run=run.name, piece=due.piece):
        outcome = replace(due, result=stumbled(error), why=in_words(error))
    held = isinstance(error, Rejected) and not error.to_all
    try:
        with run.newsroom.session() as session:
            [found] = publication.held(session, [outcome.piece])
            retry = None if held else run.now + next_attempt_in(found.attempts + 1)
            unconfirmed = outcome.result is Result.UNCONFIRMED
            publication.fail(session, found, outcome.why, retry, unconfirmed=unconfirmed, run=run.name)
    except Refused:  # another run has taken it over meanwhile, and says what became of it
        _log.warning("piece %d failed here and is no longer ours: %s", outcome.piece, outcome.why)
    return outcome


def _done(outcome: Outcome) -> Step:
    ended: Step = Future()
    ended.set_result(outcome)
    return ended


def _headline(found: Piece) -> str:
    return found.revision.fields_model.title if found.revision else ""
