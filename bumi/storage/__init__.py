"""Storage of objects, published or private: a local folder, or an S3 bucket.

Errors of a storage:

    NotAvailable
    ├── Unreachable       not reached; nothing was sent
    ├── Rejected          a permanent error (4xx); `to_all` where it concerns every request
    └── UnknownOutcome    no complete answer to a request: check before putting again
        └── StorageBusy   asked to retry later (503, 429)
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from bumi.errors import BadInput, NotAvailable, Rejected, UnknownOutcome, Unreachable
from bumi.settings import Settings

__all__ = [
    "Copier",
    "ListedObject",
    "PrivateStorage",
    "Rejected",
    "Storage",
    "StorageBusy",
    "StoredHead",
    "UnknownOutcome",
    "Unreachable",
    "open_media",
    "open_storage",
    "overlap",
]

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class StoredHead:
    """Head of a stored object: SHA-256 in hex, size in bytes and, where the storage has one, its ETag."""

    sha256: str
    size: int
    etag: str = field(default="", compare=False)


@dataclass(frozen=True)
class ListedObject:
    """A listed object: size in bytes and, where known, MD5 in hex."""

    size: int
    md5: str = ""


class StorageBusy(UnknownOutcome):
    """The storage asked to retry later; the object may still have been stored behind a proxy."""


type Copier = Callable[[str, StoredHead, str, str, str], bool]
"""Copies an object, given its key and head in the source, and the key, media type and cache control of the copy.

Returns whether the answer confirmed it, and raises the errors of a put.
"""


class Storage(Protocol):
    """A storage; its methods raise the NotAvailable errors above, with the remedy."""

    def probe(self) -> datetime | None:
        """Check that the storage is reachable; return its clock time, or None where it has no clock of its own."""

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        """Store `body` under `key` atomically; return whether the answer confirmed its checksum.

        `gone` marks a page to be served with status 410.
        """

    def copier(self, source: "PrivateStorage") -> Copier | None:
        """Return what copies objects of `source` within the service, or None where both are not of one service."""

    def head(self, key: str) -> StoredHead | None:
        """Return the head of the object under `key`, or None."""

    def delete(self, key: str) -> None:
        """Remove `key`; no error if it is absent."""

    def listing(self) -> dict[str, ListedObject]:
        """Return all stored objects by key, sorted."""


class PrivateStorage(Storage, Protocol):
    """A storage whose objects only Bumi reads; `name` says in messages where it is."""

    name: str

    def get(self, key: str) -> bytes | None:
        """Return the bytes of the object under `key`, or None."""

    def listing(self, under: str = "") -> dict[str, ListedObject]:
        """Return the stored objects whose keys begin with `under`, by key, sorted."""


def open_media(settings: Settings) -> PrivateStorage:
    """Return the private storage of `media`: s3://bucket/prefix, or a folder that only its owner may enter.

    BadInput where it and the place of the pages lie within each other: readers must not reach it.
    """
    if overlap(settings.media, settings.storage_url):
        raise BadInput(
            f"BUMI_MEDIA ({settings.media}) و BUMI_STORAGE_URL ({settings.storage_url}) در یکدیگرند و تصویرهای "
            "تأییدنشده خواننده پیدا می‌کنند؛ برای BUMI_MEDIA پوشه یا مخزنی جدا بنویسید"
        )
    if settings.media.startswith("s3://"):
        from bumi.storage.s3 import S3Storage

        return S3Storage(settings, private=True)
    from bumi.storage.folder import FolderStorage

    return FolderStorage(Path(settings.media), private=True)


def open_storage(settings: Settings) -> Storage:
    """Return the storage of `storage_url`: s3://bucket/prefix, or a folder.

    NotAvailable for a bucket while `site_url` is a loopback address, to which pages would link.
    """
    if settings.storage_url.startswith("s3://"):
        from bumi.storage.s3 import S3Storage

        if urlsplit(settings.site_url).hostname in _LOOPBACK:
            address = settings.site_url
            raise NotAvailable(f"BUMI_SITE_URL ({address}) نشانی همین رایانه است؛ نشانی عمومی سایت را در آن بنویسید")
        return S3Storage(settings)
    from bumi.storage.folder import FolderStorage

    return FolderStorage(Path(settings.storage_url))


def overlap(one: str, other: str) -> bool:
    """Return whether one of two places is the other, or lies in it."""
    if one.startswith("s3://") != other.startswith("s3://"):
        return False
    if one.startswith("s3://"):
        first, second = (f"{each.strip('/')}/" for each in (one, other))
        return first.startswith(second) or second.startswith(first)
    folder, pages = Path(one).resolve(), Path(other).resolve()
    return folder.is_relative_to(pages) or pages.is_relative_to(folder)
