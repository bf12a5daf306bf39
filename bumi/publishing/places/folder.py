"""A folder as a place: what a web server can serve as it stands. Content types are the server's part."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from bumi.publishing.places import Listed, StoredHead, Unreachable

__all__ = ["FolderPlace"]

_PART = ".part"
_CHANGING = frozenset({".atom", ".html", ".json", ".txt", ".xml"})


class FolderPlace:
    """Objects as files under `root`; a reader sees the old file or the new one, never half of one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def probe(self) -> None:
        """Make the folder where it is not there yet."""
        with self._explained():
            self.root.mkdir(parents=True, exist_ok=True)

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        """Write beside the target, flush to the disk, then rename over it; only reading it again confirms it."""
        path = self.root / key
        part = path.with_name(f".{uuid4().hex}{_PART}")
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with part.open("xb") as file:
                    file.write(body)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
            _sync(path.parent)
        return False

    def head(self, key: str) -> StoredHead | None:
        """Hash the file: what is on the disk is the only witness."""
        with self._explained():
            try:
                body = (self.root / key).read_bytes()
            except FileNotFoundError:
                return None
        return StoredHead(hashlib.sha256(body).hexdigest(), len(body))

    def delete(self, key: str) -> None:
        """Remove the file, and the folders it leaves empty."""
        path = self.root / key
        with self._explained():
            path.unlink(missing_ok=True)
            with suppress(OSError):  # the first folder that still holds something ends the climb
                for folder in path.relative_to(self.root).parents:
                    if folder != Path():
                        (self.root / folder).rmdir()

    def listing(self) -> dict[str, Listed]:
        """Return the files under the root, without half-written ones that a crash left behind.

        Pages, lists and feeds come with their sum; what never changes is named by its own.
        """
        with self._explained():
            if not self.root.exists():
                return {}
            walk = os.walk(self.root, onerror=_raise)  # what cannot be read is no reason to think it absent
            files = [Path(folder) / name for folder, _, names in walk for name in names if not name.endswith(_PART)]
            found = {file.relative_to(self.root).as_posix(): file for file in files}
            return {key: _listed(found[key]) for key in sorted(found)}

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Unreachable(
                f"در پوشه «{self.root}» نمی‌توان خواند یا نوشت ({error.strerror})؛ "
                "دسترسی و جای خالی دیسک را ببینید یا BUMI_STORAGE_URL را به پوشه‌ای دیگر بگردانید"
            ) from error


def _listed(path: Path) -> Listed:
    if path.suffix not in _CHANGING:
        return Listed(path.stat().st_size)
    body = path.read_bytes()
    return Listed(len(body), hashlib.md5(body, usedforsecurity=False).hexdigest())


def _raise(error: OSError) -> None:
    raise error


def _sync(folder: Path) -> None:
    """Make the rename itself durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
