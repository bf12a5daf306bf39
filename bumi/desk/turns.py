"""Turns for work that takes much memory: few at a time, and whoever waits holds no thread."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from bumi.errors import NotAvailable

__all__ = ["Turns"]

_PATIENCE_S = 60.0
_LONGEST = 100  # of one place: more than an office has people


class _Queue:
    """Those of one place, who wait here before they wait with all others; it is gone with the last of them."""

    def __init__(self, at_once: int) -> None:
        self.head, self.length = asyncio.Semaphore(at_once), 0


class Turns:
    """Lets in so many at a time, and keeps a crowd at one place from keeping others waiting."""

    def __init__(self, at_once: int, patience_s: float = _PATIENCE_S, longest: int = _LONGEST) -> None:
        self._at_once, self._free = at_once, asyncio.Semaphore(at_once)
        self._patience_s, self._longest = patience_s, longest
        self._queues: WeakValueDictionary[str, _Queue] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, place: str) -> AsyncIterator[None]:
        """Wait for a turn of `place` and hold it for the block; NotAvailable where that takes too long."""
        queue = self._queues.setdefault(place, _Queue(self._at_once))
        if queue.length >= self._longest:
            raise _crowded()
        queue.length += 1
        try:
            async with AsyncExitStack() as held:
                try:
                    async with asyncio.timeout(self._patience_s):
                        await held.enter_async_context(queue.head)
                        await held.enter_async_context(self._free)
                except TimeoutError:
                    raise _crowded() from None
                yield
        finally:
            queue.length -= 1


def _crowded() -> NotAvailable:
    return NotAvailable("در این لحظه کسان بسیاری وارد می‌شوند؛ چند ثانیه دیگر دوباره بکوشید")
