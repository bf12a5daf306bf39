"""Templates to text: everything is escaped, dates are Jalali on screen and ISO for machines."""

import json
import re
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bumi.persian.calendar import jalali, jalali_day, to_tehran
from bumi.persian.characters import STRAY, UNSEEN
from bumi.persian.text import digits_to_persian
from bumi.piece import POINT, Media, Story, Variant
from bumi.publishing.assets import font, stylesheet
from bumi.publishing.keys import (
    AGENCIES,
    ARCHIVE,
    HOME,
    SEARCH,
    media_key,
    page_key,
    public_url,
    sections,
    standing_sections,
    story_key,
)
from bumi.publishing.pictures import cover, widest
from bumi.settings import PACKAGE, Settings

__all__ = ["as_json", "blocks", "clean", "iso", "lighter", "paragraphs", "picture", "plain", "preview", "render"]

# What neither XML 1.0 nor HTML lets a document hold, and what nobody sees: it must not break a feed or turn words.
_FORBIDDEN = re.compile(f"[\x0b\x0c\x85\ud800-\udfff\ufffe\uffff{UNSEEN.pattern[1:]}")
_DIRECTIONS = ("\u200e", "\u200f")


def render(template: str, key: str, settings: Settings, **context: Any) -> str:
    """Return the page at `key`; its links to other keys are relative, so a site works from any folder."""
    page = (
        _environment()
        .get_template(template)
        .render(
            context,
            root="../" * key.count("/"),
            url=lambda key: public_url(settings, key),
            here=public_url(settings, key),
            site_name=settings.site_name,
            current=[section.key for section in context.get("at", ())],
            axes=[each for each in standing_sections() if each.kind == "axis"],
        )
    )
    return clean(page)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a body, which an empty line parts."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def blocks(text: str) -> list[tuple[bool, list[str]]]:
    """Return a body as it is marked up: whether a block is a list, with its points without their marks, or its text."""
    found: list[tuple[bool, list[str]]] = []
    for paragraph in paragraphs(text):
        for is_list, lines in groupby(paragraph.split("\n"), lambda line: line.startswith(POINT)):
            said = [line.removeprefix(POINT).strip() for line in lines]
            found.append((is_list, said if is_list else ["\n".join(said)]))
    return found


def picture(story: Story) -> Media | None:
    """Return the image that pages show: one without words, which the page has; None where there is none such."""
    return cover(story.media)


def preview(story: Story) -> Media | None:
    """Return the image for where no page is at hand, as in link previews and feeds: a card, which has the words."""
    return widest(story.media) or cover(story.media)


def lighter(story: Story, image: Media) -> list[Variant]:
    """Return the renditions of an image in WebP, the narrowest first."""
    found = [each for each in story.variants if each.of == image.sha256 and each.content_type == "image/webp"]
    return sorted(found, key=lambda each: each.width)


def plain(story: Story, image: Media) -> Media | Variant:
    """Return the image as every program can show it: its rendition in JPEG, or else itself."""
    found = (each for each in story.variants if each.of == image.sha256 and each.content_type == "image/jpeg")
    return next(found, image)


def iso(moment: datetime) -> str:
    """Return the moment for machines, as in 2026-11-25T10:30:00+03:30."""
    return to_tehran(moment).isoformat(timespec="seconds")


def clean(text: str) -> str:
    """Return `text` without what no page or feed may hold, or nobody sees: controls, and what turns words about."""
    seen = _FORBIDDEN.sub("", text)
    return STRAY.sub("", seen) if any(mark in seen for mark in _DIRECTIONS) else seen


def as_json(data: Any, **options: Any) -> str:
    """Return `data` as JSON, its texts cleaned: of a control character JSON would keep the number."""
    return json.dumps(_cleaned(data), ensure_ascii=False, **options)


def _cleaned(data: Any) -> Any:
    match data:
        case str():
            return clean(data)
        case dict():
            return {key: _cleaned(value) for key, value in data.items()}
        case list() | tuple():
            return [_cleaned(value) for value in data]
        case _:
            return data


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PACKAGE / "publishing" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_function"] = as_json
    environment.filters |= {"day": jalali_day, "iso": iso, "jalali": jalali, "key": story_key}
    environment.filters |= {
        "media_key": media_key,
        "page": page_key,
        "persian": lambda number: digits_to_persian(str(number)),
    }
    environment.globals |= {
        "agencies": AGENCIES,
        "archive": ARCHIVE,
        "font": font,
        "home": HOME,
        "lighter": lighter,
        "blocks": blocks,
        "picture": picture,
        "plain": plain,
        "preview": preview,
        "search": SEARCH,
        "sections": sections,
        "stylesheet": stylesheet,
    }
    return environment
