"""Pages that move by themselves: server-sent events say which part of a page has changed, and the page asks for it.

An event has no content, only the name of a part: «queue», «progress» or «lookers». What a person may see is decided
where the page asks, as for every page. One task a process looks into the database, while any page is open; a stream
holds no connection to it and no thread.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool

from bumi.desk.desk import Presence
from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.changes import Changes, changes

_EVERY_S = 2.0  # between two looks
_HEARTBEAT_S = 20.0  # proxies close a connection that is silent for a minute
_LIFE_S = 600.0  # after which the browser asks again, and authorization is tested again
_RETRY_MS = 3000
_PROGRESS_S, _QUEUE_S = 10.0, 60.0  # estimates and «five minutes ago» change without anything happening
_OF_ONE_PERSON, _OF_ALL = 12, 1000

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Stream:
    """An open page: of whom, of which piece (None for the queue), and the parts that have changed."""

    user: str
    piece: int | None
    changed: set[str] = field(default_factory=set)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, part: str) -> None:
        self.changed.add(part)
        self.woken.set()


class LiveUpdates:
    """The streams of this process, all in its event loop, and the task that looks what has changed for them."""

    def __init__(self, newsroom: Newsroom, presence: Presence) -> None:
        self._newsroom, self._presence = newsroom, presence
        self._streams: set[_Stream] = set()
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    def full(self, user: str) -> bool:
        """Return whether no more streams are opened, for this person or for anybody."""
        own = sum(stream.user == user for stream in self._streams)
        return self._closed or own >= _OF_ONE_PERSON or len(self._streams) >= _OF_ALL

    def close(self) -> None:
        """End all streams, so that the server can end; browsers ask again, and reach the next server."""
        self._closed = True
        for stream in self._streams:
            stream.woken.set()

    async def stream(self, user: str, piece: int | None = None) -> AsyncIterator[str]:
        """Give the events of one page, until its browser leaves, or the time of the stream is over."""
        own = _Stream(user, piece)
        self._streams.add(own)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch())
        until = time.monotonic() + _LIFE_S
        try:
            yield f"retry: {_RETRY_MS}\n\n"
            if piece is not None:
                own.tell("progress")  # what changed between the page and its stream
            while not self._closed and time.monotonic() < until:
                if piece is not None:
                    self._presence.note(piece, user)
                try:
                    async with asyncio.timeout(_HEARTBEAT_S):
                        await own.woken.wait()
                except TimeoutError:
                    yield ":\n\n"
                own.woken.clear()
                parts, own.changed = own.changed, set()
                for part in sorted(parts):
                    yield f"event: {part}\ndata: 1\n\n"
        finally:
            self._streams.discard(own)

    async def _watch(self) -> None:
        """Look every two seconds, until the last stream has ended."""
        before: Changes | None = None
        present: dict[int, tuple[str, ...]] = {}
        told: Counter[str] = Counter()
        while self._streams and not self._closed:
            try:
                found = await run_in_threadpool(self._look, {it.piece for it in self._streams if it.piece is not None})
            except NotAvailable as error:
                _log.warning("Open pages are not told of changes just now: %s", error)
            except Exception:
                _log.exception("Open pages are not told of changes just now.")
            else:
                there = self._presence.present()
                self._tell(before or found, found, present, there)
                before, present = found, there
            self._tell_by_clock(told)
            await asyncio.sleep(_EVERY_S)

    def _look(self, pieces: set[int]) -> Changes:
        with self._newsroom.reading() as session:
            return changes(session, pieces)

    def _tell(
        self,
        before: Changes,
        found: Changes,
        present: dict[int, tuple[str, ...]],
        there: dict[int, tuple[str, ...]],
    ) -> None:
        moved = found.timeline != before.timeline
        for stream in self._streams:
            if stream.piece is None:
                if moved or there != present:
                    stream.tell("queue")
                continue
            if moved or found.pieces.get(stream.piece) != before.pieces.get(stream.piece):
                stream.tell("progress")
            if there.get(stream.piece) != present.get(stream.piece):
                stream.tell("lookers")

    def _tell_by_clock(self, told: Counter[str]) -> None:
        for part, seconds in (("progress", _PROGRESS_S), ("queue", _QUEUE_S)):
            told[part] += 1
            if told[part] * _EVERY_S >= seconds:
                told[part] = 0
                for stream in self._streams:
                    if (stream.piece is None) == (part == "queue"):
                        stream.tell(part)
