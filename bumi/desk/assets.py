"""What pages load: the stylesheet, the scripts and the font, by names that carry their content's hash."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bumi.settings import PACKAGE

__all__ = ["NAMES", "Asset", "address", "asset"]

_HERE = Path(__file__).parent / "static"
_FILES = {
    "desk.css": (_HERE / "desk.css", "text/css; charset=utf-8"),
    "desk.js": (_HERE / "desk.js", "text/javascript; charset=utf-8"),
    "htmx.js": (_HERE / "htmx.min.js", "text/javascript; charset=utf-8"),
    "vazirmatn.woff2": (PACKAGE / "assets" / "fonts" / "Vazirmatn-NL[wght].woff2", "font/woff2"),
}

NAMES = frozenset(_FILES)
"""The names there are."""


@dataclass(frozen=True)
class Asset:
    """One file, with the hash that is in its address."""

    body: bytes
    content_type: str
    digest: str


@cache
def asset(name: str) -> Asset:
    """Return a file by its plain name; KeyError where there is none."""
    path, content_type = _FILES[name]
    body = path.read_bytes()
    if name == "desk.css":
        body = body.replace(b"FONT_FILE", address("vazirmatn.woff2").encode())
    return Asset(body, content_type, hashlib.sha256(body).hexdigest()[:12])


def address(name: str) -> str:
    """Return where a page finds the file."""
    return f"/static/{asset(name).digest}/{name}"
