"""Web objects to deliver: pages, images and assets, with checksums and cache headers; and the site's edition."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from bumi.county_map import tiles
from bumi.newsroom.media.store import key_of
from bumi.newsroom.publication.ledger import Wanted
from bumi.province import province, site_name
from bumi.settings import PACKAGE, Settings

_FONT = PACKAGE / "assets" / "fonts" / "Vazirmatn-NL[wght].woff2"
_TEMPLATES = Path(__file__).parent / "templates"
_STYLES = ("site.css", "front.css", "story.css", "answers.css", "print.css")
HTML = "text/html; charset=utf-8"
_FOR_EVER = "public, max-age=31536000, immutable"
_FRESH = "public, max-age=60, stale-while-revalidate=600"


@dataclass(frozen=True)
class SiteAsset:
    """A file that pages load: font, stylesheet or script; its key has a hash of its content."""

    key: str
    sha256: str
    body: bytes
    content_type: str


@cache
def font() -> SiteAsset:
    """Return Vazirmatn as one variable font without Latin letters."""
    return _asset("vazirmatn", "woff2", _FONT.read_bytes(), "font/woff2")


@cache
def stylesheet() -> SiteAsset:
    """Return the stylesheet: its files joined, with the file name of the font filled in."""
    parts = (_TEMPLATES / name for name in _STYLES)
    style = "".join(part.read_text("utf-8") for part in parts).replace("FONT_FILE", font().key.rpartition("/")[2])
    return _asset("site", "css", style.encode(), "text/css; charset=utf-8")


@cache
def search_script() -> SiteAsset:
    """Return the script of the search page."""
    return _asset("search", "js", (_TEMPLATES / "search.js").read_bytes(), "text/javascript; charset=utf-8")


@cache
def story_script() -> SiteAsset:
    """Return the script of story pages, which copies the address."""
    return _asset("story", "js", (_TEMPLATES / "story.js").read_bytes(), "text/javascript; charset=utf-8")


def _asset(name: str, suffix: str, body: bytes, content_type: str) -> SiteAsset:
    digest = hashlib.sha256(body).hexdigest()
    return SiteAsset(f"assets/{name}.{digest[:12]}.{suffix}", digest, body, content_type)


@dataclass(frozen=True)
class WebObject:
    """One object of the site; `load` returns the bytes of `sha256`, when they are needed.

    `md5` and `size` are known for objects that can change under their key, not for content-addressed ones. `piece` is
    the id of the piece whose page it is, or 0; `gone` marks a page to be served with status 410; `of_edition` is false
    for images, which templates and settings do not affect; `private` is the key of an image in the media store.
    """

    key: str
    sha256: str
    content_type: str
    cache_control: str
    load: Callable[[], bytes]
    md5: str = ""
    size: int = 0
    piece: int = 0
    gone: bool = False
    of_edition: bool = True
    private: str = ""

    def wanted(self, edition: str) -> Wanted:
        """Return the ledger entry of the object."""
        own = edition if self.of_edition else ""
        return Wanted(self.key, self.sha256, self.md5, self.size, self.content_type, own, self.piece or None)


def text_object(key: str, text: str, content_type: str = HTML, piece: int = 0, gone: bool = False) -> WebObject:
    """Return a page, list or feed, which may change under its key and is cached for a minute."""
    body = text.encode()
    return WebObject(
        key,
        hashlib.sha256(body).hexdigest(),
        content_type,
        _FRESH,
        lambda: body,
        hashlib.md5(body, usedforsecurity=False).hexdigest(),
        len(body),
        piece,
        gone,
    )


def image(key: str, sha256: str, content_type: str, media: Callable[[str], bytes]) -> WebObject:
    """Return an image object; `media` returns its bytes by SHA-256."""
    load = partial(media, sha256)
    return WebObject(key, sha256, content_type, _FOR_EVER, load, of_edition=False, private=key_of(sha256))


def assets() -> list[WebObject]:
    """Return the font, the stylesheet and the scripts."""
    return [
        WebObject(asset.key, asset.sha256, asset.content_type, _FOR_EVER, partial(bytes, asset.body))
        for asset in (font(), stylesheet(), search_script(), story_script())
    ]


def edition(settings: Settings) -> str:
    """Return a hash of code, templates, font, axes, settings and public notes that every page rests on.

    Pages of another edition are made again. Names of counties and agencies are no part of it: a page rests on its own
    (`bumi.newsroom.publication.section_names`).
    """
    axes = "\n".join(f"{axis.slug} {axis.name} {' '.join(axis.aliases)}" for axis in province().axes)
    land = province()
    public = " ".join(f"{agency.slug}={agency.publishes}" for agency in land.agencies)
    said = (land.disclosure, land.contact, str(land.names_approvers), str(_layout()))
    shown = (_made_with(), axes, public, settings.site_url, settings.intake_url, site_name(settings), *said)
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:16]


def _layout() -> list[list[str]]:
    """Return the map of the counties by slugs: where it shows another name, `_renew_names` of a run sees to it."""
    found = ((province().county(name) for name in row) for row in tiles())
    return [[county.slug if county else "" for county in row] for row in found]


_CODE = (
    "piece.py",
    "answers.py",
    "persian/contacts.py",
    *(
        f"newsroom/publication/{name}.py"
        for name in ("alike", "answers", "bylines", "changes", "facts", "making", "quotations", "story_links")
    ),
)
"""Files of other rooms that decide what a story's page says, from the folder of the package."""


@cache
def _made_with() -> str:
    here = Path(__file__).parent
    files = [*here.glob("*.py"), *(here / "templates").iterdir(), *(here.parent / name for name in _CODE)]
    files += (PACKAGE / "assets" / "fonts").glob("*.woff2")
    digest = hashlib.sha256()
    for file in sorted(file for file in files if file.is_file()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
