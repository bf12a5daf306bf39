"""The whole site as objects to store; the same stories always give the same bytes."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bumi.piece import Story
from bumi.publishing.assets import font, stylesheet
from bumi.publishing.feeds import ATOM, JSON_FEED, SITEMAP, atom, json_feed, sitemap
from bumi.publishing.keys import HOME, media_key, story_key
from bumi.publishing.lists import all_sections, home_page, section_page
from bumi.publishing.pages import story_page
from bumi.settings import Settings

__all__ = ["WebObject", "objects", "story_objects"]

_FOR_EVER = "public, max-age=31536000, immutable"
_FRESH = "public, max-age=60"


@dataclass(frozen=True)
class WebObject:
    """One object of the site: `load` gives the bytes that `sha256` is of, only when they are needed.

    `md5` is of the same bytes, for what can change under its key; what is named by its content has none.
    """

    key: str
    sha256: str
    content_type: str
    cache_control: str
    load: Callable[[], bytes]
    md5: str = ""


def objects(stories: Sequence[Story], media: Callable[[str], bytes], settings: Settings) -> list[WebObject]:
    """Return the site of `stories`, withdrawn ones included, in the order to store it.

    What pages need comes first, then the stories, then what leads readers to them; `media` gives an image's
    bytes by their SHA-256.
    """
    newest_first = sorted(stories, key=lambda story: (story.published_at, story.id), reverse=True)
    live = [story for story in newest_first if not story.withdrawn]
    ways = all_sections(newest_first)
    own = [each for story in newest_first for each in story_objects(story, media, settings)]
    ordered = [
        *_assets(),
        *(each for each in own if each.cache_control == _FOR_EVER),
        *(each for each in own if each.cache_control == _FRESH),
        *(_page(way.key, section_page(way, live, settings)) for way in ways),
        _page(HOME, home_page(live, ways, settings)),
        _page(ATOM, atom(live, settings), "application/atom+xml; charset=utf-8"),
        _page(JSON_FEED, json_feed(live, settings), "application/feed+json; charset=utf-8"),
        _page(SITEMAP, sitemap(live, ways, settings), "application/xml; charset=utf-8"),
    ]
    return list({each.key: each for each in ordered}.values())


def story_objects(story: Story, media: Callable[[str], bytes], settings: Settings) -> list[WebObject]:
    """Return what one story needs, its page last; a withdrawn story keeps no images."""
    images = () if story.withdrawn else story.media
    return [
        *_assets(),
        *(
            WebObject(media_key(image), image.sha256, image.content_type, _FOR_EVER, partial(media, image.sha256))
            for image in images
        ),
        _page(story_key(story), story_page(story, settings)),
    ]


def _assets() -> list[WebObject]:
    return [
        WebObject(asset.key, asset.sha256, asset.content_type, _FOR_EVER, partial(bytes, asset.body))
        for asset in (font(), stylesheet())
    ]


def _page(key: str, text: str, content_type: str = "text/html; charset=utf-8") -> WebObject:
    body = text.encode()
    md5 = hashlib.md5(body, usedforsecurity=False).hexdigest()
    return WebObject(key, hashlib.sha256(body).hexdigest(), content_type, _FRESH, lambda: body, md5)
