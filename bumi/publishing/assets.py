"""What pages load besides images, under names that carry their content's hash so that they may be kept for ever."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bumi.settings import PACKAGE

__all__ = ["Asset", "font", "search_script", "stylesheet"]

_FONT = PACKAGE / "assets" / "fonts" / "Vazirmatn-NL[wght].woff2"
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Asset:
    """One file that pages load, with the key it is served under."""

    key: str
    sha256: str
    body: bytes
    content_type: str


@cache
def font() -> Asset:
    """Return Vazirmatn, one variable file for every weight; Latin letters come from the reader's system."""
    return _asset("vazirmatn", "woff2", _FONT.read_bytes(), "font/woff2")


@cache
def stylesheet() -> Asset:
    """Return the stylesheet, naming the font that lies beside it."""
    style = (_TEMPLATES / "site.css").read_text("utf-8").replace("FONT_FILE", font().key.rpartition("/")[2])
    return _asset("site", "css", style.encode(), "text/css; charset=utf-8")


@cache
def search_script() -> Asset:
    """Return what makes the search page search; no other page has a script."""
    return _asset("search", "js", (_TEMPLATES / "search.js").read_bytes(), "text/javascript; charset=utf-8")


def _asset(name: str, suffix: str, body: bytes, content_type: str) -> Asset:
    digest = hashlib.sha256(body).hexdigest()
    return Asset(f"assets/{name}.{digest[:12]}.{suffix}", digest, body, content_type)
