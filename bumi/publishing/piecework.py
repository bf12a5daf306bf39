"""What the publication of a piece comes to: its objects, the lists that it changes, the images it no longer shows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bumi.newsroom.publication import ledger, shelves
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.retraction import images_of, images_without_use
from bumi.piece import Media, Story, Variant
from bumi.publishing.keys import image_key, media_key, shelves_of
from bumi.publishing.objects import WebObject, image
from bumi.publishing.pages import story_pages
from bumi.publishing.plan import lists_of
from bumi.publishing.run import Run

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["drop_images", "story_objects", "touch_lists"]


def story_objects(story: Story, run: Run) -> list[WebObject]:
    """Return what one story needs: its images, then its pages; of what was taken back only the pages."""
    shows = not (story.withdrawn or story.taken_down)
    images: tuple[Media | Variant, ...] = (*story.media, *story.variants) if shows else ()
    media = run.media({each.sha256 for each in images})
    found = [image(media_key(each), each.sha256, each.content_type, media) for each in images]
    return [*{each.key: each for each in found}.values(), *story_pages(story, run.settings)]


def touch_lists(session: "Session", stories: Iterable[Story]) -> None:
    """Say that every list the stories are on is out of date; new stories get their places first."""
    told = {each.id: each for each in stories}
    spots = shelves.place(session, {id: shelves_of(about) for id, about in told.items()})
    shelves.touch(session, (key for id, about in told.items() for key in lists_of(about, spots[id])))


def drop_images(session: "Session", found: Piece, run: Run, at_once: bool = False) -> None:
    """Have the images removed that no page shows any more: at once, or when lists have followed, and readers too."""
    own = images_of(session, found)
    without = images_without_use(session, own)
    ledger.drop(session, (image_key(each, own[each]) for each in without), run.now if at_once else None)
