"""A story's own page; once withdrawn, a page that says so and nothing else."""

from typing import Any

from bumi.piece import Story
from bumi.publishing.keys import media_key, public_url, sections, story_key
from bumi.publishing.render import iso, render
from bumi.settings import Settings

__all__ = ["story_page"]


def story_page(story: Story, settings: Settings) -> str:
    """Return the page of `story`; it depends on nothing else, so other pieces never rewrite it."""
    template = "withdrawn.html" if story.withdrawn else "story.html"
    return render(
        template,
        story_key(story),
        settings,
        at=sections(story),
        story=story,
        news_article=_news_article(story, settings),
    )


def _news_article(story: Story, settings: Settings) -> dict[str, Any]:
    """Return what search engines read (schema.org NewsArticle)."""
    county, axis, agency = sections(story)
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": public_url(settings, story_key(story)),
        "headline": story.fields.headline,
        "description": story.fields.lede,
        "image": [public_url(settings, media_key(media)) for media in story.media],
        "datePublished": iso(story.published_at),
        "dateModified": iso(story.updated_at),
        "inLanguage": "fa-IR",
        "articleSection": axis.name,
        "keywords": list(story.fields.hashtags),
        "contentLocation": {"@type": "Place", "name": county.name},
        "author": {"@type": "Organization", "name": agency.name, "url": public_url(settings, agency.key)},
        "publisher": {"@type": "Organization", "name": settings.site_name, "url": public_url(settings, "")},
    }
