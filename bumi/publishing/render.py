"""Rendering of Jinja templates, with helpers for dates and images."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bumi.persian.calendar import (
    day_in_words,
    hour_in_words,
    jalali,
    jalali_day,
    tehran_day,
    to_tehran,
    weekday_in_words,
)
from bumi.persian.characters import STRAY, UNSEEN
from bumi.persian.text import digits_to_persian
from bumi.piece import Event, Media, Story, Variant
from bumi.province import province, site_name
from bumi.publishing import keys
from bumi.publishing.county_map import county_tiles, map_size, shade
from bumi.publishing.layout import blocks, laid_out, linked
from bumi.publishing.objects import font, story_script, stylesheet
from bumi.publishing.pictures import cover, gallery_of, widest
from bumi.settings import PACKAGE, Settings

# Characters that XML 1.0 or HTML forbid, and invisible ones.
_FORBIDDEN = re.compile(f"[\x0b\x0c\x85\ud800-\udfff\ufffe\uffff{UNSEEN.pattern[1:]}")
_DIRECTIONS = ("\u200e", "\u200f")


def render(template: str, key: str, settings: Settings, **context: Any) -> str:
    """Render the page at `key`; links are relative, so the site works under any path, unless `context` has a `root`."""
    return render_from(None, template, key, settings, **context)


def render_from(folder: Path | None, template: str, key: str, settings: Settings, **context: Any) -> str:
    """Render as `render`, from a template in `folder`: a page of another room in the look of the site.

    Font and stylesheet are below `files`, which is the root where `context` names no other.
    """
    standing = keys.standing_sections()
    root = context.get("root", "../" * key.count("/"))
    shared = {
        "root": root,
        "files": root,
        "ask": settings.intake_url,
        "url": lambda key: keys.public_url(settings, key),
        "subscription": lambda key: keys.subscription_url(settings, key),
        "here": keys.public_url(settings, key),
        "readable": keys.readable_url(settings, key),
        "site_name": site_name(settings),
        "province": province(),
        "current": [section.key for section in context.get("at", ())],
        "axes": [each for each in standing if each.kind == "axis"],
        "counties": [each for each in standing if each.kind == "county"],
    }
    return clean(_environment(folder).get_template(template).render(shared | context))


def picture(story: Story) -> Media | None:
    """Return the image of a story's page, one without text; None if there is none."""
    return cover(story.media)


def preview(story: Story) -> Media | None:
    """Return the image for link previews and feeds: a card, or else the cover."""
    return widest(story.media) or cover(story.media)


def lighter(story: Story, image: Media) -> list[Variant]:
    """Return the WebP renditions of an image, narrowest first."""
    found = [each for each in story.variants if each.of == image.sha256 and each.content_type == "image/webp"]
    return sorted(found, key=lambda each: each.width)


def plain(story: Story, image: Media) -> Media | Variant:
    """Return the JPEG rendition of an image, or the image itself."""
    found = (each for each in story.variants if each.of == image.sha256 and each.content_type == "image/jpeg")
    return next(found, image)


def iso(moment: datetime) -> str:
    """Return a moment in ISO 8601, as 2026-11-25T10:30:00+03:30."""
    return to_tehran(moment).isoformat(timespec="seconds")


def event_iso(event: Event, moment: datetime | None = None) -> str:
    """Return the start of an event, or another moment of it, in ISO 8601: a day where no hour is known."""
    at = moment or event.starts_at
    return tehran_day(at).isoformat() if event.lasts_days else iso(at)


def event_when(event: Event, year: bool = False) -> str:
    """Return day and hour of an event in words, as «سه‌شنبه ۱۰ آذر، ساعت ۱۹ تا ۲۱:۳۰»; days alone without an hour."""
    said = jalali_day(event.starts_at, year=year)
    said += "" if event.lasts_days else f"، ساعت {hour_in_words(event.starts_at)}"
    if last := _last_day(event):
        return f"{said} تا {last}"
    ends_at = event.ends_at
    return f"{said} تا {hour_in_words(ends_at)}" if ends_at and not event.lasts_days else said


def _last_day(event: Event) -> str:
    """Return the day on which an event ends, as «جمعه ۲۰ آذر», where it is not that on which it begins."""
    ends_at = event.ends_at
    return jalali_day(ends_at, year=False) if ends_at and tehran_day(ends_at) != tehran_day(event.starts_at) else ""


class EventDay(NamedTuple):
    """The day on which an event begins, in words for a calendar leaf.

    `hour` is empty where only the day is known, and `last`, the day on which it ends, where that is the same day.
    """

    number: str
    month: str
    weekday: str
    hour: str
    last: str


def event_day(event: Event) -> EventDay:
    """Return the day on which an event begins."""
    day = tehran_day(event.starts_at)
    number, month = day_in_words(day, weekday=False, year=False).split()
    hour = "" if event.lasts_days else hour_in_words(event.starts_at)
    return EventDay(number, month, weekday_in_words(day), hour, _last_day(event))


def to_do(story: Story) -> list[str]:
    """Return what a warning asks readers to do: the items of its list «چه باید کرد»."""
    advice = laid_out(story).advice
    return [each.text for each in advice.items] if advice else []


def place_of(story: Story, event: Event) -> str:
    """Return where an event is, on one line: its place as the brief has it, and its county."""
    county, place = keys.sections(story)[0].name, on_one_line(event.place)
    return place if county in place else f"{place}، {county}" if place else county


def disclosure_of(story: Story) -> str:
    """Return what readers of `story` are told of machines: nothing where none wrote it."""
    return "" if story.contributed or story.answer else province().disclosure


def on_one_line(text: str) -> str:
    """Return `text` cleaned, with single spaces."""
    return " ".join(clean(text).split())


def clean(text: str) -> str:
    """Return `text` without control characters, invisible characters and stray direction marks."""
    seen = _FORBIDDEN.sub("", text)
    return STRAY.sub("", seen) if any(mark in seen for mark in _DIRECTIONS) else seen


def as_json(data: Any, **options: Any) -> str:
    """Return `data` as JSON with all strings cleaned."""
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
def _environment(folder: Path | None = None) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([*([folder] if folder else []), PACKAGE / "publishing" / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_function"] = as_json
    environment.filters |= {"day": jalali_day, "iso": iso, "jalali": jalali, "key": keys.story_key}
    environment.filters |= {
        "author": keys.author_section,
        "calendar_key": keys.calendar_key,
        "made_key": keys.made_key,
        "event_day": event_day,
        "event_iso": event_iso,
        "event_when": event_when,
        "media_key": keys.media_key,
        "page": keys.page_key,
        "persian": lambda number: digits_to_persian(str(number)),
    }
    environment.globals |= {
        "agencies": keys.AGENCIES,
        "all_answers": keys.ALL_ANSWERS,
        "archive": keys.ARCHIVE,
        "calendar": keys.EVENTS,
        "events_page": keys.EVENTS_PAGE,
        "county_tiles": county_tiles,
        "map_size": map_size,
        "shade": shade,
        "to_do": to_do,
        "font": font,
        "gallery_of": gallery_of,
        "home": keys.HOME,
        "lighter": lighter,
        "linked": linked,
        "blocks": blocks,
        "laid_out": laid_out,
        "picture": picture,
        "place_of": place_of,
        "plain": plain,
        "preview": preview,
        "search": keys.SEARCH,
        "sections": keys.sections,
        "story_script": story_script,
        "stylesheet": stylesheet,
    }
    return environment
