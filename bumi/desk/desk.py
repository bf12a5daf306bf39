"""What every page of the desk works with: the newsroom, the settings, and whoever drafts what is handed in."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bumi.desk.presence import Presence
from bumi.newsroom.database import Newsroom
from bumi.settings import Settings

__all__ = ["Desk", "Drafting"]


@dataclass(frozen=True)
class Drafting:
    """Whether somebody is drafting just now, and what keeps them from it, in a sentence without its full stop."""

    busy: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Desk:
    """One desk; `nudge` says that a brief has come in and somebody should write its draft, `drafting` how that goes."""

    newsroom: Newsroom
    settings: Settings
    nudge: Callable[[], None]
    drafting: Callable[[], Drafting] = Drafting
    presence: Presence = field(default_factory=Presence)

    @property
    def secure(self) -> bool:
        """Say whether browsers reach the desk through TLS."""
        return self.settings.desk_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the one cookie; behind TLS it is bound to this host and path by its name."""
        return "__Host-bumi" if self.secure else "bumi"
