"""What other programs read: Atom (RFC 4287), JSON Feed 1.1, and a sitemap with the news extension.

Stories come newest first, without the withdrawn ones. Nothing here depends on when it is asked for.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bumi.piece import Story
from bumi.publishing.keys import Section, media_key, public_url, sections, story_key
from bumi.publishing.render import clean, iso, paragraphs, picture, render
from bumi.settings import Settings

__all__ = ["ATOM", "JSON_FEED", "SITEMAP", "atom", "json_feed", "sitemap"]

ATOM, JSON_FEED, SITEMAP = "feed.atom", "feed.json", "sitemap.xml"
_IN_FEED = 30
_NEWS = timedelta(days=2)  # search engines want no older story in the news extension
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def atom(stories: Sequence[Story], settings: Settings) -> str:
    """Return the newest stories as Atom; the feed changed when any of them last did."""
    updated = max((story.updated_at for story in stories), default=_NEVER)
    return render("feed.atom", ATOM, settings, stories=stories[:_IN_FEED], updated=updated)


def json_feed(stories: Sequence[Story], settings: Settings) -> str:
    """Return the newest stories as JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.site_name,
        "home_page_url": public_url(settings, ""),
        "feed_url": public_url(settings, JSON_FEED),
        "language": "fa-IR",
        "items": [_item(story, settings) for story in stories[:_IN_FEED]],
    }
    return clean(json.dumps(feed, ensure_ascii=False, indent=1))


def sitemap(stories: Sequence[Story], ways: Sequence[Section], settings: Settings) -> str:
    """Return every page that should be found; stories within two days of the newest are marked as news."""
    since = stories[0].published_at - _NEWS if stories else _NEVER
    return render("sitemap.xml", SITEMAP, settings, stories=stories, ways=ways, since=since)


def _item(story: Story, settings: Settings) -> dict[str, Any]:
    address = public_url(settings, story_key(story))
    image = picture(story)
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
    } | ({"image": public_url(settings, media_key(image))} if image else {})
