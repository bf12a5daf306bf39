"""Places that published objects go to: a folder of this machine, or a bucket of object storage.

What a place may do instead of what it was asked:

    NotAvailable
    ├── Unreachable       it was never reached: nothing left this machine
    ├── Rejected          it said no, and will say no again (4xx); `to_all` where it would to anything else too
    └── UnknownOutcome    the request had left, and no whole answer came: look before you ask again
        └── Busy          it asked for patience (503, 429)
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from bumi.errors import NotAvailable
from bumi.settings import Settings

__all__ = ["Busy", "Listed", "Place", "Rejected", "StoredHead", "UnknownOutcome", "Unreachable", "open_place"]

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class StoredHead:
    """What a place says about an object it holds: SHA-256 of the bytes in hex, and their number."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Listed:
    """What a listing tells of an object at no further cost: its size and, where known, the MD5 of the bytes in hex."""

    size: int
    md5: str = ""


class Unreachable(NotAvailable):
    """The place was never reached; nothing was sent."""


class Rejected(NotAvailable):
    """The place said no and gave its reason; asking again would not help."""

    def __init__(self, problem: str, to_all: bool = False) -> None:
        super().__init__(problem)
        self.to_all = to_all


class UnknownOutcome(NotAvailable):
    """The place went silent after the request had left: look before you ask again."""


class Busy(UnknownOutcome):
    """The place asked for patience; a proxy before it may say so after it has stored the object."""


class Place(Protocol):
    """Where objects are put; NotAvailable, of the kinds above and with the remedy, where that does not work."""

    def probe(self) -> datetime | None:
        """Ask whether it is there, and what time it has; None where it has no clock of its own."""

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        """Store `body` under `key`, whole or not at all; say whether the answer confirmed its sum.

        `gone` marks a page that a server should send with status 410.
        """

    def head(self, key: str) -> StoredHead | None:
        """Return what is stored under `key`, or None."""

    def delete(self, key: str) -> None:
        """Remove `key`; no error when it is absent."""

    def listing(self) -> dict[str, Listed]:
        """Return what is there, by key and in order."""


def open_place(settings: Settings) -> Place:
    """Return the place that `storage_url` names: s3://bucket/prefix, or else a folder.

    NotAvailable for a bucket while `site_url` is an address of this machine: readers' pages would lead there.
    """
    if settings.storage_url.startswith("s3://"):
        from bumi.publishing.storage.s3 import S3Place

        if urlsplit(settings.site_url).hostname in _LOOPBACK:
            address = settings.site_url
            raise NotAvailable(f"BUMI_SITE_URL ({address}) نشانی همین رایانه است؛ نشانی عمومی سایت را در آن بنویسید")
        return S3Place(settings)
    from bumi.publishing.storage.folder import FolderPlace

    return FolderPlace(Path(settings.storage_url))
