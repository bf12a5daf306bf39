"""Storage in a local folder, private or for a web server, which then sets the content types."""

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

from bumi.storage import ListedObject, PrivateStorage, StoredHead, Unreachable

_PART = ".part"
_PRIVATE = 0o700
_OLD_S = 3600
_CHANGING = frozenset({".atom", ".html", ".json", ".txt", ".xml"})


class FolderStorage:
    """Objects as files under `root`, replaced atomically; only its owner may enter a `private` one."""

    def __init__(self, root: Path, private: bool = False) -> None:
        self.root = root
        self.name = str(root)
        self._mode, self._setting = (_PRIVATE, "BUMI_MEDIA") if private else (0o777, "BUMI_STORAGE_URL")

    def probe(self) -> None:
        """Create the folder, and remove partial files that dead runs left."""
        with self._explained():
            self.root.mkdir(self._mode, parents=True, exist_ok=True)
            with suppress(OSError), _held(self._partials, fcntl.LOCK_EX | fcntl.LOCK_NB):  # no writer is active
                for part in self._partials.iterdir():
                    part.unlink()

    def put(self, key: str, body: bytes, content_type: str, cache_control: str, gone: bool = False) -> bool:
        """Write a partial file, flush it to disk, and rename it over the target."""
        path = self.root / key
        with self._explained():
            self.root.mkdir(self._mode, parents=True, exist_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            with _held(self._partials, fcntl.LOCK_SH):
                part = self._partials / uuid4().hex
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

    def copier(self, source: PrivateStorage) -> None:
        """Return None: a file that shares its bytes with a private one could change it."""

    def head(self, key: str) -> StoredHead | None:
        """Return the SHA-256 and the size of the stored file."""
        body = self.get(key)
        return None if body is None else StoredHead(hashlib.sha256(body).hexdigest(), len(body))

    def get(self, key: str) -> bytes | None:
        """Return the bytes of the stored file."""
        with self._explained():
            try:
                return (self.root / key).read_bytes()
            except FileNotFoundError:
                return None

    def delete(self, key: str) -> None:
        """Remove the file, and public folders that become empty; in a private one another may be writing just now."""
        path = self.root / key
        with self._explained():
            path.unlink(missing_ok=True)
            if self._mode == _PRIVATE:
                return
            with suppress(OSError):  # stops at the first folder that is not empty
                for folder in path.relative_to(self.root).parents:
                    if folder != Path():
                        (self.root / folder).rmdir()

    def listing(self, under: str = "") -> dict[str, ListedObject]:
        """List the files under the root except partial ones; those that can change have their MD5."""
        within, _, beginning = under.rpartition("/")
        start = self.root / within
        with self._explained():
            if not start.exists():
                return {}
            named: list[Path] = []
            for folder, folders, names in os.walk(start, onerror=_raise):  # an unreadable folder is not an empty one
                if Path(folder) == start:
                    folders[:] = [name for name in folders if name.startswith(beginning)]
                named += (Path(folder) / name for name in names)
            files = [file for file in named if file.parent.name != _PART and not _left(file)]
            found = {file.relative_to(self.root).as_posix(): file for file in files}
            listed = ((key, _listed(found[key])) for key in sorted(found) if key.startswith(under))
            return {key: each for key, each in listed if each}

    @cached_property
    def _partials(self) -> Path:
        """Private folder of partial files: beside a root that is served, or in it where renaming from beside fails."""
        within, root = self.root / _PART, self.root.absolute()
        if self._mode == _PRIVATE:
            within.mkdir(_PRIVATE, exist_ok=True)
            return within
        beside = root.parent / f".{root.name}{_PART}"
        try:
            beside.mkdir(_PRIVATE, exist_ok=True)
            tried = Path(mkdtemp(dir=beside))
            try:
                tried.rename(root / tried.name)
            except OSError:
                tried.rmdir()
                beside.rmdir()
                raise
            (root / tried.name).rmdir()
        except OSError:
            within.mkdir(_PRIVATE, exist_ok=True)
            return within
        return beside

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Unreachable(
                f"در پوشه «{self.root}» نمی‌توان خواند یا نوشت ({error.strerror})؛ "
                f"دسترسی و جای خالی دیسک را ببینید یا {self._setting} را به پوشه‌ای دیگر بگردانید"
            ) from error


@contextmanager
def _held(folder: Path, how: int) -> Iterator[None]:
    """Hold a lock on a folder; it ends with the process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def _left(file: Path) -> bool:
    """Return whether an earlier version left this partial file; remove it where it is old."""
    if not file.name.endswith(_PART):
        return False
    with suppress(FileNotFoundError):
        if file.stat().st_mtime < time.time() - _OLD_S:
            file.unlink()
    return True


def _listed(path: Path) -> ListedObject | None:
    """Return what a listing says of a file; None where it was deleted meanwhile."""
    try:
        if path.suffix not in _CHANGING:
            return ListedObject(path.stat().st_size)
        body = path.read_bytes()
    except FileNotFoundError:
        return None
    return ListedObject(len(body), hashlib.md5(body, usedforsecurity=False).hexdigest())


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # which was deleted meanwhile
        raise error


def _sync(folder: Path) -> None:
    """Flush a rename to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
