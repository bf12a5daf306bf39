"""A story's own pages: what it says or that it was taken back, and what leads there from its former addresses."""

from typing import Any

from bumi.piece import PHOTO, Story
from bumi.publishing.keys import media_key, page_key, public_url, sections, story_key
from bumi.publishing.objects import WebObject, text_object
from bumi.publishing.render import iso, picture, plain, preview, render
from bumi.settings import Settings

__all__ = ["story_page", "story_pages"]


def story_pages(story: Story, settings: Settings) -> list[WebObject]:
    """Return the page of `story`, then one for each former address, which leads to it."""
    former = [page_key(slug) for slug in story.former_slugs]
    return [
        text_object(story_key(story), story_page(story, settings), piece=story.id, gone=story.taken_down),
        *(text_object(key, render("moved.html", key, settings, story=story), piece=story.id) for key in former),
    ]


def story_page(story: Story, settings: Settings) -> str:
    """Return the page of `story`; it depends on nothing else, so other pieces never rewrite it."""
    return render(
        "taken_down.html" if story.taken_down else "withdrawn.html" if story.withdrawn else "story.html",
        story_key(story),
        settings,
        at=() if story.taken_down else sections(story),
        story=story,
        news_article=_news_article(story, settings),
    )


def _news_article(story: Story, settings: Settings) -> dict[str, Any]:
    """Return what search engines read (schema.org NewsArticle)."""
    county, axis, agency, *_ = sections(story)
    cover, card = picture(story), preview(story)
    images = [cover, card] if cover and cover.name == PHOTO and cover != card else [card]
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": public_url(settings, story_key(story)),
        "headline": story.fields.headline,
        "description": story.fields.lede,
        "image": [public_url(settings, media_key(plain(story, image))) for image in images if image],
        "datePublished": iso(story.published_at),
        "dateModified": iso(story.updated_at),
        "inLanguage": "fa-IR",
        "articleSection": axis.name,
        "keywords": list(story.fields.hashtags),
        "contentLocation": {"@type": "Place", "name": county.name},
        "author": {"@type": "Organization", "name": agency.name, "url": public_url(settings, agency.key)},
        **({"expires": iso(story.expired_at)} if story.expired_at else {}),
        "publisher": {"@type": "Organization", "name": settings.site_name, "url": public_url(settings, "")},
    }
