"""Delivery of objects to storage: record the intent in the ledger, put, confirm, record the outcome.

After a crash or a time-out the outcome is unknown; the storage is then asked before an object is put again.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import ledger, publication, story_links
from bumi.newsroom.publication.ledger import PutOutcome, Wanted
from bumi.newsroom.publication.stories import StoryVersion
from bumi.publishing.objects import WebObject
from bumi.publishing.retry import TRIES, Breaker, next_attempt_in, pause
from bumi.storage import Copier, Rejected, Storage, StoredHead, UnknownOutcome

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_log = logging.getLogger(__name__)

Missing = list[tuple[WebObject, PutOutcome]]
"""Objects not known to be delivered, each with its ledger outcome."""


_PATIENCE_S, _POLL_S = 20, 0.1


def together[T, R](
    work: Callable[[Sequence[T]], Sequence[R]], items: Sequence[T], failed: Callable[[T, Exception], R]
) -> list[R]:
    """Do `work` for all items at once or, if that fails, for each alone; `failed` gives the result of a failed item."""
    try:
        return list(work(items)) if items else []
    except Exception as error:
        if len(items) == 1:
            return [failed(items[0], error)]
        _log.warning("%d items failed together; each is tried alone.", len(items), exc_info=error)
        return [answer for item in items for answer in together(work, [item], failed)]


class Delivery:
    """Deliveries of one run, thread-safe; `put` lists the keys that were put."""

    def __init__(
        self,
        newsroom: Newsroom,
        place: Storage,
        run: str,
        edition: str,
        now: datetime,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.newsroom, self.place, self.run, self.edition, self.now = newsroom, place, run, edition, now
        self.breaker = Breaker(place.probe)
        self.put: list[str] = []
        self._copier = place.copier(newsroom.media)  # until the service is seen not to copy
        self._sleep = sleep

    def deliver(
        self,
        items: Sequence[WebObject],
        also: Callable[["Session"], None] = lambda session: None,
        of: StoryVersion | None = None,
    ) -> bool:
        """Deliver `items` in order, then record them, and call `also`, in one transaction.

        Items that are done in the ledger are skipped. Pages `of` a story are left, and False is returned, if its piece
        has changed since the story was read: they would be older than what another run puts. Raises NotAvailable for
        the first item that cannot be stored; the ledger has the reason, and the items before it are done.
        """
        try:
            [missing] = self.want([items], partial(_refuse_changed, of))
        except _StoryChangedError:
            return False
        settled = self.settle(missing)
        with self.newsroom.session() as session:
            ledger.done(session, settled)
            also(session)
            if of:
                story_links.outdate_overtaken(session, [of.story])
        return True

    def want(
        self, groups: Sequence[Sequence[WebObject]], check: Callable[["Session"], None] = lambda session: None
    ) -> list[Missing]:
        """Record the wanted objects of several deliveries in the ledger; return the missing objects of each.

        `check` may raise, and then nothing is recorded. Waits a little for a run that puts other bytes under a key,
        then raises NotAvailable.
        """
        wanted = [item.wanted(self.edition) for items in groups for item in items]
        until = time.monotonic() + _PATIENCE_S
        while True:
            try:
                with self.newsroom.session() as session:
                    known = ledger.want(session, wanted, self.run, self.newsroom.is_present)
                    check(session)  # with the keys locked, so that whoever wants them next waits for what is put now
                break
            except ledger.HeldKeyError:
                if len(groups) > 1 or time.monotonic() > until:  # of several, each is tried alone
                    raise
                time.sleep(_POLL_S)
        asked: set[str] = set()
        missing: list[Missing] = []
        for items in groups:
            left = [(item, known[item.key]) for item in items if known[item.key] is not PutOutcome.DONE]
            # An object that another delivery is to put is looked for first.
            missing.append([(item, PutOutcome.UNKNOWN if item.key in asked else before) for item, before in left])
            asked |= {item.key for item, _ in left}
        return missing

    def settle(self, missing: Missing) -> list[Wanted]:
        """Put the `missing` objects in order; return the ledger entries to mark done. Raises as `deliver`."""
        settled: list[Wanted] = []
        for item, before in missing:
            try:
                settled.append(self._settle(item, before))
            except NotAvailable as error:
                self._record(settled, [item.key for item, _ in missing[len(settled) :]], error)
                raise
        return settled

    def remove(self) -> None:
        """Remove objects that are no longer wanted and due for removal; raises NotAvailable."""
        with self.newsroom.session() as session:
            keys = ledger.begin_removal(session, self.run, self.now)
        for number, key in enumerate(keys):
            try:
                self.breaker.ask(partial(self.place.delete, key))
            except NotAvailable as error:
                self._put_off(keys[number:], str(error))
                raise
            with self.newsroom.session() as session:
                ledger.forget(session, key)

    def _settle(self, item: WebObject, before: PutOutcome) -> Wanted:
        """Put and confirm an object, with retries; asks first where it may already be stored."""
        original = self._original(item)
        body = b"" if original else item.load()
        expected = original or StoredHead(item.sha256, len(body))
        look, sent = before is not PutOutcome.PENDING, False
        for tried in range(1, TRIES + 1):
            try:
                if look and self._head(item) == expected:
                    break
                look = True
                copier = self._copier if original and tried == 1 else None
                body = body if copier else body or item.load()
                confirmed = self._copy(copier, item, original) if copier and original else self._put(item, body)
                sent = True
                if confirmed or self._head(item) == expected:
                    break
                self._copier = None if copier else self._copier
                problem = f"آنچه در «{item.key}» نوشته شد همان نیست که خوانده می‌شود؛ دوباره نوشته می‌شود"
                failure: NotAvailable = UnknownOutcome(problem)
            except NotAvailable as error:
                failure = error
                sent = sent or isinstance(error, UnknownOutcome)
            if isinstance(failure, Rejected) or self.breaker.broken or tried == TRIES:
                raise failure if not sent else _unknown(failure)
            self._sleep(pause(tried))
        md5 = item.md5 or (hashlib.md5(body, usedforsecurity=False).hexdigest() if body else "")
        return item.wanted(self.edition)._replace(md5=md5, size=expected.size)

    def _original(self, item: WebObject) -> StoredHead | None:
        """Return the head of an image in the media store, if it can be copied from there to the place."""
        head = self.newsroom.media.head(item.private) if item.private and self._copier else None
        return head if head and head.sha256 == item.sha256 else None

    def _copy(self, copier: Copier, item: WebObject, original: StoredHead) -> bool:
        """Have the service copy an image. What comes of it is looked at: some say yes, and copy nothing."""
        try:
            return self.breaker.ask(
                lambda: copier(item.private, original, item.key, item.content_type, item.cache_control)
            )
        except Rejected as error:
            _log.warning("The service does not copy %s; it is put instead.", item.key, exc_info=error)
            return False
        finally:
            self.put.append(item.key)

    def _head(self, item: WebObject) -> StoredHead | None:
        return self.breaker.ask(lambda: self.place.head(item.key))

    def _put(self, item: WebObject, body: bytes) -> bool:
        confirmed = self.breaker.ask(
            lambda: self.place.put(item.key, body, item.content_type, item.cache_control, item.gone)
        )
        self.put.append(item.key)
        return confirmed

    def _record(self, settled: Sequence[Wanted], rest: Sequence[str], error: NotAvailable) -> None:
        """Record a failure: `settled` are done, the first of `rest` failed, the others were not sent."""
        failed, *others = rest
        unknown = isinstance(error, UnknownOutcome)
        with self.newsroom.session() as session:
            ledger.done(session, settled)
            row = ledger.row(session, failed)
            retry = None if isinstance(error, Rejected) else self.now + next_attempt_in(row.attempts if row else 1)
            ledger.mark(session, failed, PutOutcome.UNKNOWN if unknown else PutOutcome.FAILED, str(error), retry)
            for key in others:
                ledger.mark(session, key, PutOutcome.UNKNOWN)

    def _put_off(self, keys: Sequence[str], why: str) -> None:
        with self.newsroom.session() as session:
            for key in keys:
                ledger.mark(session, key, PutOutcome.FAILED, why, self.now + next_attempt_in(1))


def _unknown(error: NotAvailable) -> UnknownOutcome:
    """Return the error as an unknown outcome, since something was sent before."""
    return error if isinstance(error, UnknownOutcome) else UnknownOutcome(*error.problems)


class _StoryChangedError(Exception):
    """The piece has changed since its story was read."""


def _refuse_changed(of: StoryVersion | None, session: "Session") -> None:
    if of and not publication.is_unchanged(session, of.story.id, of.version):
        raise _StoryChangedError
