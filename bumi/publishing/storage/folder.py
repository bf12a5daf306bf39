"""A folder as a place: what a web server can serve as it stands. Content types are the server's part."""

import fcntl
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

from bumi.publishing.storage import Listed, StoredHead, Unreachable

__all__ = ["FolderPlace"]

_PART = ".part"
_OLD_S = 3600
_CHANGING = frozenset({".atom", ".html", ".json", ".txt", ".xml"})


class FolderPlace:
    """Objects as files under `root`; a reader sees the old file or the new one, never half of one."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def probe(self) -> None:
        """Make the folder where it is not there yet, and clear away what runs that died left half-written."""
        with self._explained():
            self.root.mkdir(parents=True, exist_ok=True)
            with suppress(OSError), _held(self._halves, fcntl.LOCK_EX | fcntl.LOCK_NB):  # nobody writes just now
                for part in self._halves.iterdir():
                    part.unlink()

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        """Write where nobody reads, flush to the disk, then rename over the target; reading it again confirms it."""
        path = self.root / key
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            with _held(self._halves, fcntl.LOCK_SH):
                part = self._halves / uuid4().hex
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
            named = (Path(folder) / name for folder, _, names in walk for name in names)
            files = [file for file in named if file.parent.name != _PART and not _left(file)]
            found = {file.relative_to(self.root).as_posix(): file for file in files}
            return {key: _listed(found[key]) for key in sorted(found)}

    @cached_property
    def _halves(self) -> Path:
        """The folder of half-written files: beside the root, or in it where nothing can be moved in from beside.

        Nobody else may look into it, a web server neither.
        """
        within, root = self.root / _PART, self.root.absolute()
        beside = root.parent / f".{root.name}{_PART}"
        try:
            beside.mkdir(0o700, exist_ok=True)
            tried = Path(mkdtemp(dir=beside))
            try:
                tried.rename(root / tried.name)
            except OSError:
                tried.rmdir()
                beside.rmdir()
                raise
            (root / tried.name).rmdir()
        except OSError:
            within.mkdir(0o700, exist_ok=True)
            return within
        return beside

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Unreachable(
                f"در پوشه «{self.root}» نمی‌توان خواند یا نوشت ({error.strerror})؛ "
                "دسترسی و جای خالی دیسک را ببینید یا BUMI_STORAGE_URL را به پوشه‌ای دیگر بگردانید"
            ) from error


@contextmanager
def _held(folder: Path, how: int) -> Iterator[None]:
    """Hold a lock on a folder, which goes with whoever dies."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def _left(file: Path) -> bool:
    """Say whether a file is what earlier versions left half-written among the others; remove it where it is old."""
    if not file.name.endswith(_PART):
        return False
    with suppress(FileNotFoundError):
        if file.stat().st_mtime < time.time() - _OLD_S:
            file.unlink()
    return True


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
