"""A publishing run: shared state of its steps, and the objects, lists and images of a story."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import ledger, publication, section_names, shelves, story_links
from bumi.newsroom.publication.section_names import NamedSection
from bumi.newsroom.publication.stories import Known, images
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.retraction import images_of, images_without_use
from bumi.piece import Media, Story, Variant
from bumi.publishing.delivery import Delivery
from bumi.publishing.dependencies import calendars_of, lists_of, strips_of
from bumi.publishing.keys import image_key, media_key, section_of, shelves_of
from bumi.publishing.objects import WebObject, edition, image
from bumi.publishing.pages import story_pages
from bumi.settings import Settings
from bumi.storage import Storage

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

GRACE = timedelta(minutes=15)
"""How long an unused image is kept, for readers with an old page."""

LISTS, PAGES, RETRACTIONS = "publishing-lists", "publishing-pages", "publishing-retractions"
"""Names of the locks for lists and feeds, for pages that are made again, and for retractions."""


@dataclass(frozen=True)
class PublishRun:
    """State shared by the steps of a run."""

    newsroom: Newsroom
    settings: Settings
    now: datetime
    delivery: Delivery
    there: set[str] = field(default_factory=set)
    """Keys known to be delivered."""
    known: Known = field(default_factory=dict)
    """Cache of stories for lists."""

    @property
    def name(self) -> str:
        """Name under which the run holds pieces and objects."""
        return self.delivery.run

    def media(self, hashes: Collection[str]) -> Callable[[str], bytes]:
        """Return a loader of images by SHA-256, which reads all `hashes` at its first call."""
        read: dict[str, bytes] = {}

        def load(sha256: str) -> bytes:
            if not read:
                with self.newsroom.reading() as session:
                    read.update(images(session, hashes))
            return read[sha256]

        return load


@contextmanager
def publish_run(newsroom: Newsroom, place: Storage, settings: Settings, now: datetime) -> Iterator[PublishRun]:
    """Open a run for the block, and release what dead runs held."""
    name = f"run-{uuid4().hex}"
    with newsroom.present(name):
        release_dead_runs(newsroom)
        yield PublishRun(newsroom, settings, now, Delivery(newsroom, place, name, edition(settings), now))


def release_dead_runs(newsroom: Newsroom) -> None:
    """Make due again what dead runs were publishing, and unknown what they were putting."""
    with newsroom.reading() as session:
        held = publication.held_runs(session) | ledger.held_runs(session)
    for name in sorted(held - {""}):
        if not newsroom.is_present(name):
            with newsroom.session() as session:
                publication.release(session, name)
                ledger.orphan(session, name)


def story_objects(story: Story, run: PublishRun) -> list[WebObject]:
    """Return a story's objects: images, then pages; only pages where it is withdrawn or taken down."""
    shows = not (story.withdrawn or story.taken_down)
    images: tuple[Media | Variant, ...] = (*story.media, *story.variants) if shows else ()
    media = run.media({each.sha256 for each in images})
    found = [image(media_key(each), each.sha256, each.content_type, media) for each in images]
    return [*{each.key: each for each in found}.values(), *story_pages(story, run.settings)]


def touch_lists(session: "Session", stories: Iterable[Story]) -> None:
    """Mark every list of the stories, and every page that links to them, as out of date.

    New stories get their places on shelves first.
    """
    told = {each.id: each for each in stories}
    spots = shelves.place(session, {id: shelves_of(about) for id, about in told.items()})
    shelves.touch(session, (key for each in spots.values() for key in lists_of(each)))
    of_events = [spots[id] for id, about in told.items() if about.event]
    shelves.touch(session, (key for each in of_events for key in calendars_of(each) | strips_of(each)))
    section_names.record(session, {named(*each) for about in told.values() for each in names_in(about)})
    story_links.outdate_linking(session, told)


def names_in(story: Story) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the kind and the name of each section that the pages of `story` rest on."""
    return ("county", story.county), ("agency", story.agency)


def named(kind: str, said: str) -> NamedSection:
    """Return a county or an agency as pages are to show it now, by its name in briefs."""
    section = section_of(kind, said)
    return NamedSection(kind, said, section.slug, section.name)


def drop_images(session: "Session", found: Piece, run: PublishRun, at_once: bool = False) -> None:
    """Mark images that no page shows for removal: at once, or after lists are updated and the grace period."""
    own = images_of(session, found)
    without = images_without_use(session, own)
    ledger.drop(session, (image_key(each, own[each]) for each in without), run.now if at_once else None)
