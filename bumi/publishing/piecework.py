"""Publishing pieces, several at a time, each on its own: what fails or hangs keeps one place, and nobody else waits."""

import logging
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from bumi.errors import NotAvailable, Refused
from bumi.newsroom import ledger, publication, shelves
from bumi.newsroom.pieces import piece
from bumi.newsroom.revisions import attach_renditions
from bumi.newsroom.stories import story
from bumi.newsroom.tables import Piece
from bumi.newsroom.taking_back import images_of, images_without_use
from bumi.piece import Media, Story, Variant
from bumi.publishing.keys import image_key, media_key, public_url, sections, shelves_of, story_key
from bumi.publishing.objects import WebObject, image
from bumi.publishing.outcomes import Outcome, Result, in_words, stumbled
from bumi.publishing.pages import story_pages
from bumi.publishing.patience import next_attempt_in
from bumi.publishing.pictures import renditions
from bumi.publishing.places import Rejected
from bumi.publishing.plan import lists_of
from bumi.publishing.render import picture
from bumi.publishing.run import GRACE, Run

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["drop_images", "publish_all", "story_objects", "touch_lists"]

_log = logging.getLogger(__name__)
_AT_ONCE = 8


Prepare = Callable[[list[Story]], None]


def publish_all(run: Run, prepare: Prepare, between: Callable[[], None]) -> list[Outcome]:
    """Publish all that is due, and say what came of each, in the order in which it was taken.

    `prepare` is called with stories before they are put, `between` now and then meanwhile.
    """
    said: dict[int, Outcome] = {}
    refused: set[int] = set()
    pending: set[Future[Outcome]] = set()
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        while not run.delivery.breaker.broken:
            batch = _claim(run, said, refused) if len(pending) < _AT_ONCE else []
            with suppress(NotAvailable):  # each piece asks once more, and says then what it lacks
                prepare([about for _, about in batch])
            pending |= {threads.submit(_publish, run, due, about, prepare) for due, about in batch}
            if not pending:
                break
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            said |= {outcome.piece: outcome for outcome in (each.result() for each in done)}
            between()
        said |= {outcome.piece: outcome for outcome in (each.result() for each in pending)}
    return list(said.values())


def story_objects(story: Story, run: Run) -> list[WebObject]:
    """Return what one story needs: its images, then its pages; of what was taken back only the pages."""
    shows = not (story.withdrawn or story.taken_down)
    images: tuple[Media | Variant, ...] = (*story.media, *story.variants) if shows else ()
    media = run.media({each.sha256 for each in images})
    found = [image(media_key(each), each.sha256, each.content_type, media) for each in images]
    return [*{each.key: each for each in found}.values(), *story_pages(story, run.settings)]


def touch_lists(session: "Session", found: Piece, about: Story) -> None:
    """Say that every list the story is on is out of date; a new story gets its places first."""
    names = shelves_of(about)
    places = shelves.place(session, found, names)
    shelves.touch(session, lists_of(about, places, shelves.lengths(session, names)))


def drop_images(session: "Session", found: Piece, run: Run, at_once: bool = False) -> None:
    """Have the images removed that no page shows any more: at once, or when readers have had time to look again."""
    own = images_of(session, found)
    without = images_without_use(session, own)
    ledger.drop(session, (image_key(each, own[each]) for each in without), run.now if at_once else run.now + GRACE)


def _claim(run: Run, said: dict[int, Outcome], refused: set[int]) -> list[tuple[Outcome, Story]]:
    """Take due pieces; from here to the end their stories are what is approved."""
    with run.newsroom.session() as session:
        taken, others = publication.claim(session, run.now, run.name, _AT_ONCE, refused)
        batch = [(Outcome(each.id, _headline(each), Result.DUE), story(session, each)) for each in taken]
        for _, about in batch:
            _open_sections(session, about)
        said |= {due.piece: due for due, _ in batch}
        said |= {each.id: Outcome(each.id, _headline(each), Result.REFUSED, why=str(no)) for each, no in others}
        refused |= {each.id for each, _ in others}
        return batch


def _open_sections(session: "Session", about: Story) -> None:
    """Have a shelf, and a front page to come, for each section that had no story before."""
    own = {each.shelf: each for each in sections(about)}
    new = own.keys() - shelves.lengths(session, own).keys()
    shelves.open_shelves(session, {name: own[name].name for name in new})
    shelves.touch(session, (own[name].key for name in new))


def _publish(run: Run, due: Outcome, about: Story, prepare: Prepare) -> Outcome:
    try:
        prepare([about])
        about = _with_renditions(run, about)
        run.delivery.deliver(story_objects(about, run), lambda session: _finish(session, run, about))
    except Refused as error:
        return replace(due, result=Result.REFUSED, why=str(error))
    except Exception as error:
        held = isinstance(error, Rejected) and not error.to_all
        return _failed(run, replace(due, result=stumbled(error), why=in_words(error)), again=not held)
    return replace(due, result=Result.PUBLISHED, url=public_url(run.settings, story_key(about)))


def _with_renditions(run: Run, about: Story) -> Story:
    """Return the story with the renditions of its picture, made now where nobody made them before."""
    shown = picture(about)
    if shown is None or any(each.of == shown.sha256 for each in about.variants):
        return about
    made = renditions(shown, run.media([shown.sha256])(shown.sha256))
    with run.newsroom.session() as session:
        attach_renditions(session, made)
        session.expire_all()
        return story(session, piece(session, about.id))


def _finish(session: "Session", run: Run, about: Story) -> None:
    found = publication.held(session, about.id)
    corrects = found.published_revision_id is not None
    publication.finish(session, found, run.now, run.name)
    touch_lists(session, found, about)
    if corrects:
        drop_images(session, found, run)


def _failed(run: Run, outcome: Outcome, again: bool) -> Outcome:
    try:
        with run.newsroom.session() as session:
            found = publication.held(session, outcome.piece)
            retry = run.now + next_attempt_in(found.attempts + 1) if again else None
            unconfirmed = outcome.result is Result.UNCONFIRMED
            publication.fail(session, found, outcome.why, retry, unconfirmed=unconfirmed, run=run.name)
    except Refused:  # another run has taken it over meanwhile, and says what became of it
        _log.warning("piece %d failed here and is no longer ours: %s", outcome.piece, outcome.why)
    return outcome


def _headline(found: Piece) -> str:
    return found.revision.fields_model.headline if found.revision else ""
