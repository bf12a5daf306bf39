"""What every page of the desk works with: the newsroom, the settings, and whoever drafts what is handed in."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bumi.checks import Judge
from bumi.desk.presence import Presence
from bumi.desk.thinker import Thoughts, without_thoughts
from bumi.desk.throttle import Throttle
from bumi.desk.turns import Turns
from bumi.models.planner.suggestions import About
from bumi.newsroom.accounts.passwords import AT_ONCE
from bumi.newsroom.database import Newsroom
from bumi.newsroom.tables.columns import Json
from bumi.settings import Settings

__all__ = ["Desk", "Drafting"]


@dataclass(frozen=True)
class Drafting:
    """Whether somebody is drafting just now, and what keeps them from it, in a sentence without its full stop."""

    busy: bool = False
    problem: str = ""


_BUSY = "میز اکنون پرکار است و چیزی ثبت نشد؛ یک دقیقه دیگر دوباره بفرستید"
_CROWDED = "در این لحظه کسان بسیاری وارد می‌شوند؛ چند ثانیه دیگر دوباره بکوشید"


@dataclass(frozen=True)
class Desk:
    """One desk; `nudge` says that a brief has come in and somebody should write its draft, `drafting` how that goes.

    `handed_in` are the latest briefs: the page that sent each, its text, and where that led. A second press of the
    button and what the page keeps by itself come after them, and begin nothing new.
    """

    newsroom: Newsroom
    settings: Settings
    nudge: Callable[[], None]
    drafting: Callable[[], Drafting] = Drafting
    judge: Judge | None = None
    """Who says whether a sentence follows from its brief."""
    think: Callable[[str, About, Sequence[str]], Thoughts] = without_thoughts
    """What the model thinks of the notes that somebody types; it waits for nothing."""
    presence: Presence = field(default_factory=Presence)
    throttle: Throttle = field(default_factory=Throttle)
    turns: Turns = field(default_factory=lambda: Turns(1, 20, _BUSY))
    """For what takes a processor: checks of a text, reading a release."""
    reading_turns: Turns = field(default_factory=lambda: Turns(1, 5, _BUSY))
    """For reading a brief as it is typed, which takes milliseconds: it waits for no check."""
    photo_turns: Turns = field(default_factory=lambda: Turns(1, 20, _BUSY))
    """For opening photos, which another process does: no text waits for that."""
    sign_in_turns: Turns = field(default_factory=lambda: Turns(AT_ONCE, 60, _CROWDED))
    """For hashing passwords, which takes memory too."""
    handed_in: deque[tuple[str, Json, str]] = field(default_factory=lambda: deque(maxlen=200))

    def led_to(self, page: str, form: Json) -> str:
        """Return where handing in this very text from this very page has led, or nothing."""
        return next((place for tab, sent, place in self.handed_in if page and (tab, sent) == (page, form)), "")

    @property
    def secure(self) -> bool:
        """Say whether browsers reach the desk through TLS."""
        return self.settings.desk_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the one cookie; behind TLS it is bound to this host and path by its name."""
        return "__Host-bumi" if self.secure else "bumi"
