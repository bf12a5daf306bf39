"""What is stored: one object of the site, with how long others may keep it and, sums included, what it is."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bumi.newsroom.publication.ledger import Wanted
from bumi.publishing.assets import font, search_script, stylesheet

__all__ = ["HTML", "WebObject", "assets", "image", "text_object"]

HTML = "text/html; charset=utf-8"
_FOR_EVER = "public, max-age=31536000, immutable"
_FRESH = "public, max-age=60, stale-while-revalidate=600"


@dataclass(frozen=True)
class WebObject:
    """One object of the site: `load` gives the bytes that `sha256` is of, only when they are needed.

    `md5` and `size` are known for what can change under its key; what is named by its content has neither.
    `piece` is the number of the piece whose page it is, or 0; `gone` marks a page to be sent with status 410.
    Images are of no edition: templates and settings do not change them.
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

    def wanted(self, edition: str) -> Wanted:
        """Return what the ledger is told of it."""
        own = edition if self.of_edition else ""
        return Wanted(self.key, self.sha256, self.md5, self.size, self.content_type, own, self.piece or None)


def text_object(key: str, text: str, content_type: str = HTML, piece: int = 0, gone: bool = False) -> WebObject:
    """Return a page, list or feed: what changes under its key, and is looked at again after a minute."""
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
    """Return an image, whose bytes `media` gives by their SHA-256."""
    return WebObject(key, sha256, content_type, _FOR_EVER, partial(media, sha256), of_edition=False)


def assets() -> list[WebObject]:
    """Return what every page loads."""
    return [
        WebObject(asset.key, asset.sha256, asset.content_type, _FOR_EVER, partial(bytes, asset.body))
        for asset in (font(), stylesheet(), search_script())
    ]
