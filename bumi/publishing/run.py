"""One run of publishing: a name by which others see that it lives, and its deliveries."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import ledger, publication
from bumi.newsroom.publication.stories import Known, images
from bumi.publishing.delivery import Delivery
from bumi.publishing.edition import edition
from bumi.publishing.storage import Place
from bumi.settings import Settings

__all__ = ["GRACE", "LISTS", "Run", "opened"]

GRACE = timedelta(minutes=15)
"""How long an image without use stays, for readers who hold a page that shows it."""

LISTS = "publishing-lists"
"""The lock of what only one run at a time may do: lists, feeds, what is taken back."""


@dataclass(frozen=True)
class Run:
    """What the steps of one run share."""

    newsroom: Newsroom
    settings: Settings
    now: datetime
    delivery: Delivery
    there: set[str] = field(default_factory=set)
    """Keys that are known to have something under them: a run asks about each once."""
    known: Known = field(default_factory=dict)
    """Stories that lists were made of."""

    @property
    def name(self) -> str:
        """The name by which it holds pieces and objects."""
        return self.delivery.run

    def media(self, hashes: Collection[str]) -> Callable[[str], bytes]:
        """Return what gives the bytes of these images by their SHA-256; they are read together, when one is wanted."""
        read: dict[str, bytes] = {}

        def load(sha256: str) -> bytes:
            if not read:
                with self.newsroom.reading() as session:
                    read.update(images(session, hashes))
            return read[sha256]

        return load


@contextmanager
def opened(newsroom: Newsroom, place: Place, settings: Settings, now: datetime) -> Iterator[Run]:
    """Give a run for the block; what runs that died were at is free again."""
    name = f"run-{uuid4().hex}"
    with newsroom.present(name):
        _recover(newsroom)
        yield Run(newsroom, settings, now, Delivery(newsroom, place, name, edition(settings), now))


def _recover(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        held = publication.held_runs(session) | ledger.held_runs(session)
    for name in sorted(held - {""}):
        if not newsroom.is_present(name):
            with newsroom.session() as session:
                publication.release(session, name)
                ledger.orphan(session, name)
