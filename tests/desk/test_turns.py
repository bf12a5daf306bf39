"""Turns: no more than a few at once, each given back, and nobody waits for ever."""

import asyncio

import pytest

from bumi.desk.turns import Turns
from bumi.errors import NotAvailable


def test_so_many_at_once_and_no_more() -> None:
    turns, within, most = Turns(at_once=2), 0, 0

    async def work() -> None:
        nonlocal within, most
        async with turns.turn():
            within, most = within + 1, max(most, within + 1)
            await asyncio.sleep(0)
            within -= 1

    async def all_at_once() -> None:
        await asyncio.gather(*(work() for _ in range(20)))

    asyncio.run(all_at_once())
    assert (within, most) == (0, 2)


def test_whoever_waits_too_long_is_told_so_and_a_turn_that_failed_is_free_again() -> None:
    async def tried() -> None:
        turns = Turns(at_once=1, seconds=0.01)
        async with turns.turn():
            with pytest.raises(NotAvailable, match="پرکار است و چیزی ثبت نشد"):
                await turns.turn().__aenter__()
        with pytest.raises(ZeroDivisionError):
            async with turns.turn():
                raise ZeroDivisionError
        async with turns.turn():
            pass

    asyncio.run(tried())
