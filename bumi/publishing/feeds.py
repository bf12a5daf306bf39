"""What programs read: Atom and JSON Feed, sitemaps, robots.txt, and the search index.

Feeds are sorted by last change, so that a subscriber sees every correction.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bumi.newsroom.publication.shelves import Glance
from bumi.persian.calendar import jalali_day
from bumi.persian.text import ZWNJ, flat
from bumi.piece import Story
from bumi.province import site_name
from bumi.publishing.keys import SEARCH, Section, author_section, media_key, public_url, sections, story_key
from bumi.publishing.layout import paragraphs
from bumi.publishing.objects import search_script
from bumi.publishing.render import as_json, iso, plain, preview, render
from bumi.settings import Settings

ATOM, JSON_FEED = "feed.atom", "feed.json"
IN_FEED = 30
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
SITEMAP, NEWS, WAYS, ROBOTS = "sitemap.xml", "sitemap/news.xml", "sitemap/sections.xml", "robots.txt"
IN_NEWS = 100
_NEWS_AGE = timedelta(days=2)  # the age limit of search engines for news sitemaps


def atom_feed(stories: Sequence[Story], settings: Settings) -> str:
    """Return the Atom feed (RFC 4287) of the stories that changed last."""
    updated = max((story.updated_at for story in stories), default=_NEVER)
    return render("feed.atom", ATOM, settings, stories=stories, updated=updated)


def json_feed(stories: Sequence[Story], settings: Settings) -> str:
    """Return the JSON Feed 1.1 of the stories that changed last."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site_name(settings),
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
        "authors": [_author(story, settings)],
        "tags": [*(section.name for section in sections(story)[:2]), *story.fields.hashtags],
        "language": "fa-IR",
    } | ({"image": public_url(settings, media_key(plain(story, image)))} if image else {})


def _author(story: Story, settings: Settings) -> dict[str, str]:
    """Return the author of a story with the address of their page, or else its agency."""
    if story.byline is None:
        return {"name": story.agency}
    return {"name": story.byline.name, "url": public_url(settings, author_section(story.byline).key)}


def map_key(number: int) -> str:
    """Return the key of a story sitemap; 1 has the oldest stories."""
    return f"sitemap/{number}.xml"


def sitemap_index(parts: int, settings: Settings) -> str:
    """Return the sitemap index; there are `parts` story sitemaps."""
    keys = [NEWS, WAYS, *(map_key(number) for number in range(parts, 0, -1))]
    return render("sitemap_index.xml", SITEMAP, settings, keys=keys)


def story_sitemap(number: int, glances: Sequence[Glance], settings: Settings) -> str:
    """Return a story sitemap."""
    return render("sitemap_stories.xml", map_key(number), settings, glances=glances)


def news_sitemap(newest: Sequence[Story], settings: Settings) -> str:
    """Return the news sitemap: stories within two days of the newest."""
    since = newest[0].published_at - _NEWS_AGE if newest else None
    recent = [story for story in newest if since and story.published_at >= since]
    return render("sitemap_news.xml", NEWS, settings, stories=recent)


def section_sitemap(sections: Sequence[Section], settings: Settings) -> str:
    """Return the sitemap of section pages."""
    return render("sitemap_sections.xml", WAYS, settings, sections=sections)


def robots_txt(settings: Settings) -> str:
    """Return robots.txt, which allows everything and names the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {public_url(settings, SITEMAP)}\n"


def shard_key(number: int) -> str:
    """Return the key of a shard of the search index; 1 has the oldest stories."""
    return f"search/{number}.json"


def search_page(shards: int, settings: Settings) -> str:
    """Return the search page, whose script reads `shards` shards."""
    return render("search.html", SEARCH, settings, shards=shards, script=search_script())


def search_shard(stories: Sequence[Story]) -> str:
    """Return a shard of the search index: key, headline, lede, place, day and other words of each story.

    The script templates/search.js normalises words as `bumi.persian.text.flat` does.
    """
    return as_json([_entry(story) for story in stories], separators=(",", ":"))


def _entry(story: Story) -> dict[str, str]:
    fields = story.fields
    county, axis, agency, *_ = sections(story)
    shown = f"{fields.headline} {fields.lede} {county.name}"
    author = story.byline.name if story.byline else ""
    others = f"{fields.kicker} {axis.name} {agency.name} {author} {' '.join(fields.hashtags)} {fields.body}".replace(
        "_", " "
    )
    return {
        "key": story_key(story),
        "headline": fields.headline,
        "lede": fields.lede,
        "by": f"{county.name}، {jalali_day(story.published_at, weekday=False)}",
        "words": " ".join(_words(others, besides=_words(shown))),
    }


def _words(text: str, besides: Sequence[str] = ()) -> list[str]:
    """Return the distinct words of a text in order, without those of one or two letters.

    A compound is there in its parts, and as a whole without its half-spaces: readers type it either way.
    """
    both = f"{flat(text)} {flat(text.replace(ZWNJ, ''))}"
    found = "".join(letter if letter.isalnum() else " " for letter in both).split()
    return [word for word in dict.fromkeys(found) if len(word) > 2 and word not in besides]
