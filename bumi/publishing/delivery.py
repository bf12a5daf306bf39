"""Delivery of one object: look, put, confirm, and keep the ledger true at every step.

The ledger says `putting` before anything leaves, so whoever comes after a crash knows where to look; what
lies in the place decides, never the memory of having sent it.
"""

from collections.abc import Collection

from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.ledger import Outcome, forget, mark, recorded, wanted
from bumi.publishing.places import Listed, Place, StoredHead, UnknownOutcome
from bumi.publishing.site import WebObject

__all__ = ["Delivery"]


class Delivery:
    """One run's deliveries. Knows what the ledger calls done and, by one listing, what is really there.

    So a place that was emptied, restored or changed is put right, and what it holds already is never rewritten.
    """

    def __init__(self, newsroom: Newsroom, place: Place) -> None:
        """List the place; NotAvailable, before anything is touched, when it cannot be reached."""
        self.newsroom, self.place = newsroom, place
        self.present = place.listing()
        with newsroom.session() as session:
            rows = recorded(session)
        self.ours = set(rows)
        self.done = {key: (row.sha256, row.size) for key, row in rows.items() if row.outcome is Outcome.DONE}

    def is_due(self, item: WebObject) -> bool:
        """Return whether `item` is yet to be put or confirmed."""
        seen = self.present.get(item.key)
        if seen is None or self.done.get(item.key) != (item.sha256, seen.size):
            return True
        return bool(item.md5 and seen.md5) and item.md5 != seen.md5

    def deliver(self, item: WebObject) -> None:
        """Make the place hold `item`; NotAvailable when it does not, UnknownOutcome when nobody knows."""
        if not self.is_due(item):
            return
        body = item.load()
        with self.newsroom.session() as session:
            wanted(session, item.key, item.sha256, len(body), item.content_type)
            mark(session, item.key, Outcome.PUTTING)
        self.ours.add(item.key)
        self.done.pop(item.key, None)
        try:
            self._settle(item, body)
        except UnknownOutcome as error:
            self._mark(item, Outcome.UNKNOWN, str(error))
            raise
        except NotAvailable as error:
            self._mark(item, Outcome.FAILED, str(error))
            raise
        self._mark(item, Outcome.DONE)
        self.present[item.key] = Listed(len(body), item.md5)
        self.done[item.key] = (item.sha256, len(body))

    def remove_all_but(self, keys: Collection[str]) -> None:
        """Remove what this run and earlier ones stored under other keys; anything else is not ours to remove."""
        for key in sorted(self.ours.difference(keys)):
            self.place.delete(key)
            with self.newsroom.session() as session:
                forget(session, key)
        self.ours.intersection_update(keys)

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
