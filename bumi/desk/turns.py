"""Turns: heavy work is done a little at a time, so that every other page is as quick as ever."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bumi.errors import NotAvailable

__all__ = ["Turns"]


class Turns:
    """So much heavy work at once and no more; the rest waits, without a thread, and not for ever."""

    def __init__(self, at_once: int = 1, seconds: float = 20) -> None:
        self._free, self._seconds = asyncio.Semaphore(at_once), seconds

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn and keep it; NotAvailable where it does not come in time."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._free.acquire()
        except TimeoutError:
            raise NotAvailable("میز اکنون پرکار است و چیزی ثبت نشد؛ یک دقیقه دیگر دوباره بفرستید") from None
        try:
            yield
        finally:
            self._free.release()
