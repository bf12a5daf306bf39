"""Storage of published objects: a local folder, or an S3 bucket.

Errors of a storage:

    NotAvailable
    ├── Unreachable       not reached; nothing was sent
    ├── Rejected          a permanent error (4xx); `to_all` where it concerns every request
    └── UnknownOutcome    no complete answer to a request: check before putting again
        └── StorageBusy   asked to retry later (503, 429)
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from bumi.errors import NotAvailable
from bumi.settings import Settings

__all__ = [
    "ListedObject",
    "Rejected",
    "Storage",
    "StorageBusy",
    "StoredHead",
    "UnknownOutcome",
    "Unreachable",
    "open_storage",
]

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class StoredHead:
    """Head of a stored object: SHA-256 in hex, and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class ListedObject:
    """A listed object: size in bytes and, where known, MD5 in hex."""

    size: int
    md5: str = ""


class Unreachable(NotAvailable):
    """The storage was not reached; nothing was sent."""


class Rejected(NotAvailable):
    """The storage refused with a reason; a retry would not help."""

    def __init__(self, problem: str, to_all: bool = False) -> None:
        super().__init__(problem)
        self.to_all = to_all


class UnknownOutcome(NotAvailable):
    """No complete answer after the request was sent: check before putting again."""


class StorageBusy(UnknownOutcome):
    """The storage asked to retry later; the object may still have been stored behind a proxy."""


class Storage(Protocol):
    """A storage; its methods raise the NotAvailable errors above, with the remedy."""

    def probe(self) -> datetime | None:
        """Check that the storage is reachable; return its clock time, or None where it has no clock of its own."""

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        """Store `body` under `key` atomically; return whether the answer confirmed its checksum.

        `gone` marks a page to be served with status 410.
        """

    def head(self, key: str) -> StoredHead | None:
        """Return the head of the object under `key`, or None."""

    def delete(self, key: str) -> None:
        """Remove `key`; no error if it is absent."""

    def listing(self) -> dict[str, ListedObject]:
        """Return all stored objects by key, sorted."""


def open_storage(settings: Settings) -> Storage:
    """Return the storage of `storage_url`: s3://bucket/prefix, or a folder.

    NotAvailable for a bucket while `site_url` is a loopback address, to which pages would link.
    """
    if settings.storage_url.startswith("s3://"):
        from bumi.publishing.storage.s3 import S3Storage

        if urlsplit(settings.site_url).hostname in _LOOPBACK:
            address = settings.site_url
            raise NotAvailable(f"BUMI_SITE_URL ({address}) نشانی همین رایانه است؛ نشانی عمومی سایت را در آن بنویسید")
        return S3Storage(settings)
    from bumi.publishing.storage.folder import FolderStorage

    return FolderStorage(Path(settings.storage_url))
