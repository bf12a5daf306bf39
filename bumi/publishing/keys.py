"""Keys (paths) of pages, images and sections, made from what never changes, and public URLs."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import quote

from bumi.current_province import per_province
from bumi.newsroom.publication.bylines import AUTHORS
from bumi.persian.calendar import MONTHS, jalali_month
from bumi.persian.text import digits_to_persian, normal
from bumi.piece import Byline, Media, Story, Variant
from bumi.province import bare, province, titled
from bumi.settings import Settings
from bumi.words import Kind

HOME, ARCHIVE, AGENCIES, SEARCH = "index.html", "archive/index.html", "agency/index.html", "search/index.html"
EVENTS_PAGE, NOT_FOUND = "events/index.html", "404.html"
"""The page of the events to come, and the one that web servers answer with where there is no page."""

EVENTS = "events.ics"
"""Calendar feed of all events; also the name of the feeds of counties and axes, beside their pages."""

ALL = "all"
"""Shelf of all stories, for the home page, sitemap and search index."""

CAMPAIGN = "campaign"
"""Kind of campaign sections, and prefix of their shelves."""

ANSWERS = "answers"
"""Kind of the sections of answers to the public, shelf of all of them, and prefix of those of an axis or an agency."""

_LABELS = {
    "county": "شهرستان",
    "axis": "بخش",
    "agency": "دستگاه",
    "archive": "بایگانی",
    CAMPAIGN: "کارزار",
    AUTHORS: "نویسنده",
    ANSWERS: Kind.ANSWER.persian,
}
_TYPES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/avif": "avif"}
_LONGEST = 60


@dataclass(frozen=True)
class Section:
    """A county, axis, agency, month, campaign, author or list of answers with its own pages.

    `label` names its kind in Persian. The list of all answers has no slug.
    """

    kind: str
    name: str
    slug: str
    label: str

    @property
    def title(self) -> str:
        """Label and name, as «شهرستان بم»; the name alone where it has the label."""
        return titled(self.label, self.name)

    @property
    def own_name(self) -> str:
        """Name without the label: «یزد» of «استان یزد»."""
        return bare(self.label, self.name)

    @property
    def shelf(self) -> str:
        """Name of the shelf with its stories."""
        return f"{self.kind}/{self.slug}".removesuffix("/")

    @property
    def key(self) -> str:
        """Key of its front page."""
        return self.sheet(0)

    @property
    def calendar(self) -> str:
        """Key of the calendar feed of its events; empty where it has none."""
        return f"{self.shelf}/{EVENTS}" if self.kind in ("county", "axis") else ""

    def sheet(self, number: int) -> str:
        """Return the key of a page: 0 is the front page, 1 the sheet of the oldest stories."""
        return f"{self.shelf}/{number or 'index'}.html"


ALL_ANSWERS = Section(ANSWERS, Kind.ANSWER.persian, "", "بخش")
"""The section of all answers to the public."""


def sections(story: Story) -> tuple[Section, ...]:
    """Return county, axis and agency of `story` by their official names, and its campaign and author if any.

    An answer to the public has the list of all answers instead, then those of its axis and its agency.
    """
    found: tuple[Section, ...] = _sections(story.county, story.axis, story.agency)
    if story.kind is Kind.ANSWER:
        return (*found, ALL_ANSWERS, *(Section(ANSWERS, each.name, each.shelf, _LABELS[ANSWERS]) for each in found[1:]))
    if story.campaign:
        slug = slugged(f"{story.campaign_id}-{story.campaign}")
        found += (Section(CAMPAIGN, story.campaign, slug, _LABELS[CAMPAIGN]),)
    return (*found, author_section(story.byline)) if story.byline else found


def author_section(author: Byline) -> Section:
    """Return the section of an author."""
    return Section(AUTHORS, author.name, author.slug, _LABELS[AUTHORS])


def section_of(kind: str, said: str) -> Section:
    """Return the county or the agency (`kind`) that briefs call `said`."""
    return _county(said) if kind == "county" else _section(kind, said)


def month(moment: datetime) -> Section:
    """Return the section of a moment's Jalali month in Tehran, as «آذر ۱۴۰۵»."""
    year, number = jalali_month(moment)
    name = digits_to_persian(f"{MONTHS[number - 1]} {year}")
    return Section("archive", name, f"{year}/{number:02}", _LABELS["archive"])


def shelves_of(story: Story) -> dict[str, str]:
    """Return the shelves of `story`, each with its title."""
    return {ALL: ""} | {each.shelf: each.name for each in (*sections(story), month(story.published_at))}


def section_called(shelf: str, title: str) -> Section:
    """Return the section of a shelf by its name and title."""
    kind, _, slug = shelf.partition("/")
    if shelf == ANSWERS:
        return ALL_ANSWERS
    label = "استان" if (kind, slug) == ("county", "province") else _LABELS[kind]
    return Section(kind, title, slug, label)


@per_province(cache)
def standing_sections() -> tuple[Section, ...]:
    """Return the sections that always have a page: province, counties and axes."""
    land = province()
    return (
        section_called("county/province", land.name),
        *(section_called(f"county/{each.slug}", each.name) for each in land.counties),
        *(section_called(f"axis/{each.slug}", each.name) for each in land.axes),
    )


def slugged(name: str) -> str:
    """Return `name` as a slug of Persian or Latin letters, digits and hyphens; never empty."""
    words = re.sub(r"[\W_]+", "-", normal(name)).strip("-")
    if words and len(words) <= _LONGEST:
        return words
    digest = hashlib.sha256(name.encode(errors="replace")).hexdigest()[:8]
    return f"{words[: _LONGEST - 9].rstrip('-')}-{digest}".lstrip("-")


def story_key(story: Story) -> str:
    """Return the key of a story's page."""
    return page_key(story.slug)


def page_key(slug: str) -> str:
    """Return the key of the page with this slug."""
    return f"p/{slugged(slug)}/index.html"


def calendar_key(slug: str) -> str:
    """Return the key of the calendar file of an event whose page has this slug."""
    return f"p/{slugged(slug)}/event.ics"


def made_key(slug: str) -> str:
    """Return the key of the page of how the story with this slug was made."""
    return f"p/{slugged(slug)}/made.html"


def media_key(media: Media | Variant) -> str:
    """Return the key of an image."""
    return image_key(media.sha256, media.content_type)


def image_key(sha256: str, content_type: str) -> str:
    """Return the content-addressed key of an image."""
    return f"media/{sha256}.{_TYPES.get(content_type, 'bin')}"


def subscription_url(settings: Settings, key: str) -> str:
    """Return the address of a calendar feed with which telephones offer to subscribe to it."""
    return f"webcal:{public_url(settings, key).partition(':')[2]}"


def public_url(settings: Settings, key: str) -> str:
    """Return the public URL of `key`: absolute, percent-encoded, without index.html."""
    return f"{settings.site_url.rstrip('/')}/{quote(key.removesuffix('index.html'))}"


def readable_url(settings: Settings, key: str) -> str:
    """Return the public URL of a page with its Persian letters as they are (an IRI), for people to read."""
    return f"{settings.site_url.rstrip('/')}/{key.removesuffix('index.html')}"


@per_province(cache)
def _sections(county: str, axis: str, agency: str) -> tuple[Section, Section, Section]:
    return section_of("county", county), section_of("axis", axis), section_of("agency", agency)


def _county(name: str) -> Section:
    return section_called("county/province", name) if name == province().name else _section("county", name)


@per_province(cache)
def _section(kind: str, name: str) -> Section:
    find = {"county": province().county, "axis": province().axis, "agency": province().agency}[kind]
    known = find(name)
    return Section(kind, getattr(known, "name", name), getattr(known, "slug", slugged(name)), _LABELS[kind])
