"""Places that published objects go to: a folder of this machine, or a bucket of object storage."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from bumi.errors import NotAvailable
from bumi.settings import Settings

__all__ = ["Listed", "Place", "StoredHead", "UnknownOutcome", "open_place"]

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


class UnknownOutcome(NotAvailable):
    """The place went silent after the request had left: look before you ask again."""


class Place(Protocol):
    """Where objects are put; NotAvailable, with the remedy, when it cannot be reached or says no."""

    def put(self, key: str, body: bytes, content_type: str, cache_control: str) -> None:
        """Store `body` under `key`, whole or not at all; UnknownOutcome when no answer came."""

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
        from bumi.publishing.places.s3 import S3Place

        if urlsplit(settings.site_url).hostname in _LOOPBACK:
            address = settings.site_url
            raise NotAvailable(f"BUMI_SITE_URL ({address}) نشانی همین رایانه است؛ نشانی عمومی سایت را در آن بنویسید")
        return S3Place(settings.storage_url, settings.s3_endpoint_url)
    from bumi.publishing.places.folder import FolderPlace

    return FolderPlace(Path(settings.storage_url))
