"""Where everything lies: keys are made from what never changes, so a link once given stays good."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import quote

from bumi.persian.calendar import MONTHS, jalali_month
from bumi.persian.text import digits_to_persian, normal
from bumi.piece import Media, Story, Variant
from bumi.province import bare, province, titled
from bumi.settings import Settings

__all__ = [
    "AGENCIES",
    "ALL",
    "ARCHIVE",
    "CAMPAIGN",
    "HOME",
    "SEARCH",
    "Section",
    "image_key",
    "media_key",
    "month",
    "page_key",
    "public_url",
    "section_called",
    "sections",
    "shelves_of",
    "slugged",
    "standing_sections",
    "story_key",
]

HOME, ARCHIVE, AGENCIES, SEARCH = "index.html", "archive/index.html", "agency/index.html", "search/index.html"
ALL = "all"
"""The shelf of every story: it orders the home page, the sitemap and the search index."""

CAMPAIGN = "campaign"
"""The kind of the sections that campaigns have, and what their shelves are below."""

_LABELS = {"county": "شهرستان", "axis": "محور", "agency": "دستگاه", "archive": "بایگانی", CAMPAIGN: "کارزار"}
_TYPES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/avif": "avif"}
_LONGEST = 60


@dataclass(frozen=True)
class Section:
    """A county, axis, agency, month or campaign with pages of its own; `label` is what its kind is called on screen."""

    kind: str
    name: str
    slug: str
    label: str

    @property
    def title(self) -> str:
        """What it is and its name: «شهرستان بم», and «استان کرمان», which says so itself."""
        return titled(self.label, self.name)

    @property
    def own_name(self) -> str:
        """Its name beside its label: «کرمان» where that is «استان»."""
        return bare(self.label, self.name)

    @property
    def shelf(self) -> str:
        """The shelf that holds its stories."""
        return f"{self.kind}/{self.slug}"

    @property
    def key(self) -> str:
        """The key of its first page."""
        return f"{self.shelf}/index.html"

    def sheet(self, number: int) -> str:
        """The key of a page of older stories; 1 has the oldest."""
        return f"{self.shelf}/{number}.html"


def sections(story: Story) -> tuple[Section, ...]:
    """Return the county, the axis and the agency of `story`, by the names the province gives them, and its campaign."""
    own = _sections(story.county, story.axis, story.agency)
    if not story.campaign_id:
        return own
    slug = slugged(f"{story.campaign_id}-{story.campaign}")
    return (*own, Section(CAMPAIGN, story.campaign, slug, _LABELS[CAMPAIGN]))


def month(moment: datetime) -> Section:
    """Return the Jalali month of `moment` on Tehran's clock, as in «آذر ۱۴۰۵»."""
    year, number = jalali_month(moment)
    name = digits_to_persian(f"{MONTHS[number - 1]} {year}")
    return Section("archive", name, f"{year}/{number:02}", _LABELS["archive"])


def shelves_of(story: Story) -> dict[str, str]:
    """Return the shelves on which `story` has a place, each with its title."""
    return {ALL: ""} | {each.shelf: each.name for each in (*sections(story), month(story.published_at))}


def section_called(shelf: str, title: str) -> Section:
    """Return the section that a shelf's name and title speak of."""
    kind, _, slug = shelf.partition("/")
    label = "استان" if (kind, slug) == ("county", "province") else _LABELS[kind]
    return Section(kind, title, slug, label)


@cache
def standing_sections() -> tuple[Section, ...]:
    """Return the sections that have a page before anything is published in them: the province, counties, axes."""
    land = province()
    return (
        section_called("county/province", land.name),
        *(section_called(f"county/{each.slug}", each.name) for each in land.counties),
        *(section_called(f"axis/{each.slug}", each.name) for each in land.axes),
    )


def slugged(name: str) -> str:
    """Return `name` as one safe path part: letters, digits and hyphens, in Persian or Latin; never empty."""
    words = re.sub(r"[\W_]+", "-", normal(name)).strip("-")
    if words and len(words) <= _LONGEST:
        return words
    digest = hashlib.sha256(name.encode(errors="replace")).hexdigest()[:8]
    return f"{words[: _LONGEST - 9]}-{digest}".lstrip("-")


def story_key(story: Story) -> str:
    """Return the key of a story's page."""
    return page_key(story.slug)


def page_key(slug: str) -> str:
    """Return the key of the page that an address names."""
    return f"p/{slugged(slug)}/index.html"


def media_key(media: Media | Variant) -> str:
    """Return the key of an image."""
    return image_key(media.sha256, media.content_type)


def image_key(sha256: str, content_type: str) -> str:
    """Return the key of an image by its content's hash, so the bytes under it never change."""
    return f"media/{sha256}.{_TYPES.get(content_type, 'bin')}"


def public_url(settings: Settings, key: str) -> str:
    """Return the address readers are given for `key`: absolute, percent-encoded, without index.html."""
    return f"{settings.site_url.rstrip('/')}/{quote(key.removesuffix('index.html'))}"


@cache
def _sections(county: str, axis: str, agency: str) -> tuple[Section, Section, Section]:
    return _county(county), _section("axis", axis), _section("agency", agency)


def _county(name: str) -> Section:
    return section_called("county/province", name) if name == province().name else _section("county", name)


@cache
def _section(kind: str, name: str) -> Section:
    find = {"county": province().county, "axis": province().axis, "agency": province().agency}[kind]
    known = find(name)
    return Section(kind, getattr(known, "name", name), getattr(known, "slug", slugged(name)), _LABELS[kind])
