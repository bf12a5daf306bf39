"""Turns for heavy work: a few at a time, so that every other page stays quick; whoever waits holds no thread."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from bumi.errors import Busy

__all__ = ["Turns"]

_LONGEST = 100  # of one origin: more than an office has people


class _Queue:
    """Those of one origin, who wait here before they wait with all others; it is gone with the last of them."""

    def __init__(self, at_once: int) -> None:
        self.head, self.length = asyncio.Semaphore(at_once), 0


class Turns:
    """Lets in so many at a time, and keeps a crowd of one origin from keeping others waiting.

    `crowded` is what a person reads who waited too long, or behind too many.
    """

    def __init__(self, at_once: int, patience_s: float, crowded: str, longest: int = _LONGEST) -> None:
        self._at_once, self._free = at_once, asyncio.Semaphore(at_once)
        self._patience_s, self._crowded, self._longest = patience_s, crowded, longest
        self._queues: WeakValueDictionary[str, _Queue] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, origin: str) -> AsyncIterator[None]:
        """Wait for a turn of `origin` (an address, a user) and hold it for the block; Busy after too long."""
        queue = self._queues.setdefault(origin, _Queue(self._at_once))
        if queue.length >= self._longest:
            raise Busy(self._crowded)
        queue.length += 1
        try:
            async with AsyncExitStack() as held:
                try:
                    async with asyncio.timeout(self._patience_s):
                        await held.enter_async_context(queue.head)
                        await held.enter_async_context(self._free)
                except TimeoutError:
                    raise Busy(self._crowded) from None
                yield
        finally:
            queue.length -= 1
