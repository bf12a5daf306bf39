"""What search engines are told: which pages there are, which of them are news, and that they may look."""

from collections.abc import Sequence
from datetime import timedelta

from bumi.newsroom.publication.shelves import Glance
from bumi.piece import Story
from bumi.publishing.keys import Section, public_url
from bumi.publishing.render import render
from bumi.settings import Settings

__all__ = ["IN_NEWS", "NEWS", "ROBOTS", "SITEMAP", "WAYS", "map_key", "news", "robots", "sitemap", "stories", "ways"]

SITEMAP, NEWS, WAYS, ROBOTS = "sitemap.xml", "sitemap/news.xml", "sitemap/sections.xml", "robots.txt"
IN_NEWS = 100
_NEWS = timedelta(days=2)  # search engines want no older story in the news extension


def map_key(number: int) -> str:
    """Return the key of a part of the map of stories; 1 has the oldest."""
    return f"sitemap/{number}.xml"


def sitemap(parts: int, settings: Settings) -> str:
    """Return the index of all parts; the map of stories has so many."""
    keys = [NEWS, WAYS, *(map_key(number) for number in range(parts, 0, -1))]
    return render("sitemap_index.xml", SITEMAP, settings, keys=keys)


def stories(number: int, glances: Sequence[Glance], settings: Settings) -> str:
    """Return one part of the map of stories."""
    return render("sitemap_stories.xml", map_key(number), settings, glances=glances)


def news(newest: Sequence[Story], settings: Settings) -> str:
    """Return the map of news: stories within two days of the newest, with the news extension."""
    since = newest[0].published_at - _NEWS if newest else None
    recent = [story for story in newest if since and story.published_at >= since]
    return render("sitemap_news.xml", NEWS, settings, stories=recent)


def ways(sections: Sequence[Section], settings: Settings) -> str:
    """Return the map of the pages that lead to stories."""
    return render("sitemap_sections.xml", WAYS, settings, sections=sections)


def robots(settings: Settings) -> str:
    """Return what lets everybody look, and tells where the map is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {public_url(settings, SITEMAP)}\n"
