"""Who has which piece open: kept in memory, for it is true for a minute, and a write for every look would be dear."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import Lock

from bumi.persian.calendar import now

__all__ = ["Presence"]

_ALIVE = timedelta(seconds=75)  # after the last sign of life; pages give one every 30 seconds


class Presence:
    """Signs of life by piece and name; safe to share between threads."""

    def __init__(self) -> None:
        self._seen: dict[int, dict[str, datetime]] = {}
        self._lock = Lock()

    def note(self, piece: int, name: str) -> None:
        """Say that somebody has a piece open, and forget who long has none."""
        moment = now()
        with self._lock:
            self._seen.setdefault(piece, {})[name] = moment
            for other, names in list(self._seen.items()):
                for gone in [each for each, at in names.items() if at + _ALIVE < moment]:
                    del names[gone]
                if not names:
                    del self._seen[other]

    def others(self, pieces: Iterable[int], besides: str) -> dict[int, tuple[str, ...]]:
        """Return who else has which of the pieces open; those that nobody has are left out."""
        since = now() - _ALIVE
        with self._lock:
            found = {
                piece: tuple(sorted(name for name, at in names.items() if name != besides and at > since))
                for piece in pieces
                if (names := self._seen.get(piece))
            }
        return {piece: names for piece, names in found.items() if names}
