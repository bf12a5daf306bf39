"""The state that all pages share: newsroom, settings, background processes, request queues, open pieces of users.

Kept in memory: a presence is true for a minute, and a write for every look would cost too much.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from threading import Lock

from bumi.checks import Judge
from bumi.desk.film_maker import FilmMaker
from bumi.desk.limits import RequestQueue, Throttle
from bumi.desk.model_processes import KnownSuggestions, no_suggestions
from bumi.models.planner.suggestions import About
from bumi.newsroom.accounts.passwords import AT_ONCE
from bumi.newsroom.database import Newsroom
from bumi.newsroom.tables import NotificationPlace
from bumi.newsroom.tables.columns import Json
from bumi.persian.calendar import now
from bumi.pipeline.films import film_cache
from bumi.settings import Settings
from bumi.words import Channel

_BUSY = "میز اکنون پرکار است و چیزی ثبت نشد؛ یک دقیقه دیگر دوباره بفرستید"
_CROWDED = "در این لحظه کسان بسیاری وارد می‌شوند؛ چند ثانیه دیگر دوباره بکوشید"
_PRESENT = timedelta(seconds=75)  # after a page was opened; its stream renews that every 20 seconds


class Presence:
    """Records which users have which piece open; safe to share between threads."""

    def __init__(self) -> None:
        self._seen: dict[int, dict[str, datetime]] = {}
        self._lock = Lock()

    def note(self, piece: int, name: str) -> None:
        """Record that a user has a piece open, and drop the users who no longer have one."""
        moment = now()
        with self._lock:
            self._seen.setdefault(piece, {})[name] = moment
            for other, names in list(self._seen.items()):
                for gone in [each for each, at in names.items() if at + _PRESENT < moment]:
                    del names[gone]
                if not names:
                    del self._seen[other]

    def present(self) -> dict[int, tuple[str, ...]]:
        """Return who has which piece open."""
        since = now() - _PRESENT
        with self._lock:
            found = {
                piece: tuple(sorted(name for name, at in names.items() if at > since))
                for piece, names in self._seen.items()
            }
        return {piece: names for piece, names in found.items() if names}

    def others(self, pieces: Iterable[int], besides: str) -> dict[int, tuple[str, ...]]:
        """Return who else has which of the pieces open; pieces that nobody has open are left out."""
        present = self.present()
        found = {piece: tuple(name for name in present.get(piece, ()) if name != besides) for piece in pieces}
        return {piece: names for piece, names in found.items() if names}


@dataclass(frozen=True)
class Drafting:
    """Whether drafting is running now, and what prevents it, as a sentence without its full stop."""

    busy: bool = False
    problem: str = ""


@dataclass(frozen=True)
class OpenPlaces:
    """Where this installation can tell people something, and the names of its bots, by messenger."""

    places: frozenset[NotificationPlace] = frozenset()
    bots: Mapping[Channel, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """The application state; `start_drafting` is called when a brief has been submitted, `drafting` reports progress.

    `submitted` holds the latest submissions: the browser tab that sent each, its form, and the address it led to. A
    second press of the button, or an automatic save that arrives late, finds its submission there and adds nothing.
    """

    newsroom: Newsroom
    settings: Settings
    start_drafting: Callable[[], None]
    drafting: Callable[[], Drafting] = Drafting
    judge: Judge | None = None
    """Says whether a sentence follows from its brief."""
    suggest: Callable[[str, About, Sequence[str]], KnownSuggestions] = no_suggestions
    """Returns the model's sentences for notes that a user types, without waiting."""
    places: Callable[[], OpenPlaces] = OpenPlaces
    """Returns where people can be told something."""
    presence: Presence = field(default_factory=Presence)
    throttle: Throttle = field(default_factory=Throttle)
    text_queue: RequestQueue = field(default_factory=lambda: RequestQueue(1, 20, _BUSY))
    """For requests that take a processor: checking a text, reading a release."""
    reading_queue: RequestQueue = field(default_factory=lambda: RequestQueue(1, 5, _BUSY))
    """For reading a brief while it is typed, which takes milliseconds and must not wait for a check."""
    photo_queue: RequestQueue = field(default_factory=lambda: RequestQueue(1, 20, _BUSY))
    """For opening photos, which another process does; no text waits for it."""
    sign_in_queue: RequestQueue = field(default_factory=lambda: RequestQueue(AT_ONCE, 60, _CROWDED))
    """For hashing passwords, which takes memory too."""
    submitted: deque[tuple[str, Json, str]] = field(default_factory=lambda: deque(maxlen=200))

    @cached_property
    def films(self) -> FilmMaker:
        """What makes the films that people ask for."""
        return FilmMaker(film_cache(self.settings.cache))

    def earlier_submission(self, tab: str, form: Json) -> str:
        """Return the address that submitting this form from this browser tab led to, or an empty string."""
        return next((place for page, sent, place in self.submitted if tab and (page, sent) == (tab, form)), "")

    @property
    def secure(self) -> bool:
        """Whether browsers reach the desk through TLS."""
        return self.settings.desk_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the session cookie; behind TLS its prefix binds it to this host and path."""
        return "__Host-bumi" if self.secure else "bumi"
