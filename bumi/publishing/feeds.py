"""What other programs follow: Atom (RFC 4287) and JSON Feed 1.1.

Stories come in the order they last changed, so that whoever looks often enough misses no correction. Nothing here
depends on when it is asked for.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bumi.piece import Story
from bumi.publishing.keys import media_key, public_url, sections, story_key
from bumi.publishing.render import as_json, iso, paragraphs, plain, preview, render
from bumi.settings import Settings

__all__ = ["ATOM", "IN_FEED", "JSON_FEED", "atom", "json_feed"]

ATOM, JSON_FEED = "feed.atom", "feed.json"
IN_FEED = 30
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom(stories: Sequence[Story], settings: Settings) -> str:
    """Return the stories that changed last as Atom; the feed changed when any of them did."""
    updated = max((story.updated_at for story in stories), default=_NEVER)
    return render("feed.atom", ATOM, settings, stories=stories, updated=updated)


def json_feed(stories: Sequence[Story], settings: Settings) -> str:
    """Return the stories that changed last as JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.site_name,
        "home_page_url": public_url(settings, ""),
        "feed_url": public_url(settings, JSON_FEED),
        "language": "fa-IR",
        "items": [_item(story, settings) for story in stories],
    }
    return as_json(feed, indent=1)


def _item(story: Story, settings: Settings) -> dict[str, Any]:
    address = public_url(settings, story_key(story))
    image = preview(story)
    return {
        "id": address,
        "url": address,
        "title": story.fields.headline,
        "summary": story.fields.lede,
        "content_text": "\n\n".join([story.fields.lede, *paragraphs(story.fields.body)]),
        "date_published": iso(story.published_at),
        "date_modified": iso(story.updated_at),
        "authors": [{"name": story.agency}],
        "tags": [*(section.name for section in sections(story)[:2]), *story.fields.hashtags],
        "language": "fa-IR",
    } | ({"image": public_url(settings, media_key(plain(story, image)))} if image else {})
