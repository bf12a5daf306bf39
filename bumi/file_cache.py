"""A cache of files in a folder, by key: drawn cards, signed images, films."""

import os
from pathlib import Path


class FileCache:
    """A folder of files by key, of which the newest `most` stay; it may be deleted at any time."""

    def __init__(self, folder: Path, most: int, suffix: str = "") -> None:
        self._folder, self._most, self._suffix = folder, most, suffix

    def path(self, key: str) -> Path | None:
        """Return the file of a key, or None."""
        found = self._at(key)
        return found if found.is_file() else None

    def get(self, key: str) -> bytes | None:
        """Return the content of the file of a key, or None."""
        try:
            return self._at(key).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Store a file atomically; processes may write at once."""
        self._folder.mkdir(parents=True, exist_ok=True)
        new = self._folder / f"{key}.{os.getpid()}"
        try:
            new.write_bytes(data)
            new.replace(self._at(key))
        finally:
            new.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Delete the oldest files beyond the limit."""
        if self._folder.is_dir():
            kept = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in kept[self._most :]:
                path.unlink(missing_ok=True)

    def _at(self, key: str) -> Path:
        return self._folder / f"{key}{self._suffix}"
