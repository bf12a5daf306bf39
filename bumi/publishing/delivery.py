"""Delivery of one object: look, put, confirm, and keep the ledger true at every step.

The ledger says `putting` before anything leaves, so whoever comes after a crash knows where to look; what
lies in the place decides, never the memory of having sent it.
"""

from collections.abc import Collection

from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.ledger import Outcome, mark, recorded, wanted
from bumi.publishing.places import Place, StoredHead, UnknownOutcome
from bumi.publishing.site import WebObject

__all__ = ["Delivery"]


class Delivery:
    """One run's deliveries. Knows what the ledger calls done and, by one listing, which keys are really there.

    So a place that was emptied, or is new, is filled again, and what it holds already is never rewritten.
    """

    def __init__(self, newsroom: Newsroom, place: Place) -> None:
        """List the place; NotAvailable, before anything is touched, when it cannot be reached."""
        self.newsroom, self.place = newsroom, place
        self.present = set(place.keys())
        with newsroom.session() as session:
            self.done = {key: row.sha256 for key, row in recorded(session).items() if row.outcome is Outcome.DONE}

    def is_due(self, item: WebObject) -> bool:
        """Return whether `item` is yet to be put or confirmed."""
        return self.done.get(item.key) != item.sha256 or item.key not in self.present

    def deliver(self, item: WebObject) -> None:
        """Make the place hold `item`; NotAvailable when it does not, UnknownOutcome when nobody knows."""
        if not self.is_due(item):
            return
        body = item.load()
        with self.newsroom.session() as session:
            wanted(session, item.key, item.sha256, len(body), item.content_type)
            mark(session, item.key, Outcome.PUTTING)
        try:
            self._settle(item, body)
        except UnknownOutcome as error:
            self._mark(item, Outcome.UNKNOWN, str(error))
            raise
        except NotAvailable as error:
            self._mark(item, Outcome.FAILED, str(error))
            raise
        self._mark(item, Outcome.DONE)
        self.present.add(item.key)
        self.done[item.key] = item.sha256

    def remove_all_but(self, keys: Collection[str]) -> None:
        """Remove what earlier runs stored under other keys; what we never stored is not ours to remove."""
        with self.newsroom.session() as session:
            stale = [key for key in recorded(session) if key not in keys]
        for key in stale:
            self.place.delete(key)
            with self.newsroom.session() as session:
                session.delete(recorded(session)[key])

    def _settle(self, item: WebObject, body: bytes) -> None:
        expected = StoredHead(item.sha256, len(body))
        if item.key in self.present and self.place.head(item.key) == expected:
            return
        try:
            self.place.put(item.key, body, item.content_type, item.cache_control)
        except UnknownOutcome:
            if self._look(item) == expected:
                return
            self.place.put(item.key, body, item.content_type, item.cache_control)
        if self._look(item) != expected:
            raise UnknownOutcome(f"آنچه در «{item.key}» نوشته شد همان نیست که خوانده می‌شود؛ بار دیگر منتشر کنید")

    def _look(self, item: WebObject) -> StoredHead | None:
        try:
            return self.place.head(item.key)
        except NotAvailable as error:  # something was sent, and now nobody answers
            raise UnknownOutcome(*error.problems) from error

    def _mark(self, item: WebObject, outcome: Outcome, error: str = "") -> None:
        with self.newsroom.session() as session:
            mark(session, item.key, outcome, error)
