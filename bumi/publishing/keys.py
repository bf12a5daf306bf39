"""Where everything lies: keys are made from what never changes, so a link once given stays good."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from bumi.piece import Media, Story
from bumi.province import province
from bumi.settings import Settings
from bumi.text import normal

__all__ = ["HOME", "Section", "media_key", "public_url", "sections", "slugged", "story_key"]

HOME = "index.html"
_TYPES = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/avif": "avif"}
_LONGEST = 60


@dataclass(frozen=True)
class Section:
    """One county, axis or agency with a page of its own; `label` is what its kind is called on screen."""

    kind: str
    name: str
    slug: str
    label: str

    @property
    def key(self) -> str:
        """The key of its page."""
        return f"{self.kind}/{self.slug}/index.html"


def sections(story: Story) -> tuple[Section, Section, Section]:
    """Return the county, the axis and the agency of `story`, by the names the province gives them."""
    return _sections(story.county, story.axis, story.agency)


def slugged(name: str) -> str:
    """Return `name` as one safe path part: letters, digits and hyphens, in Persian or Latin; never empty."""
    words = re.sub(r"[\W_]+", "-", normal(name)).strip("-")
    if words and len(words) <= _LONGEST:
        return words
    digest = hashlib.sha256(name.encode(errors="replace")).hexdigest()[:8]
    return f"{words[: _LONGEST - 9]}-{digest}".lstrip("-")


def story_key(story: Story) -> str:
    """Return the key of a story's page."""
    return f"p/{slugged(story.slug)}/index.html"


def media_key(media: Media) -> str:
    """Return the key of an image: its content's hash, so the bytes under it never change."""
    return f"media/{media.sha256}.{_TYPES.get(media.content_type, 'bin')}"


def public_url(settings: Settings, key: str) -> str:
    """Return the address readers are given for `key`: absolute, percent-encoded, without index.html."""
    return f"{settings.site_url.rstrip('/')}/{quote(key.removesuffix('index.html'))}"


@cache
def _sections(county: str, axis: str, agency: str) -> tuple[Section, Section, Section]:
    land = province()
    return (
        Section("county", county, "province", "استان")
        if county == land.name
        else _section("county", "شهرستان", county, land.county(county)),
        _section("axis", "محور", axis, land.axis(axis)),
        _section("agency", "دستگاه", agency, land.agency(agency)),
    )


def _section(kind: str, label: str, name: str, known: object) -> Section:
    return Section(kind, getattr(known, "name", name), getattr(known, "slug", slugged(name)), label)
