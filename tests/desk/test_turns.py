"""Turns: few at a time, the crowd of one place beside the others, and a wait that has an end."""

import asyncio

import pytest

from bumi.desk.turns import Turns
from bumi.errors import NotAvailable

CROWDED = "میز پرکار است؛ یک دقیقه دیگر دوباره بفرستید"


async def take(turns: Turns, place: str, done: list[str]) -> None:
    async with turns.of(place):
        await asyncio.sleep(0)
        done.append(place)


def test_a_crowd_at_one_place_keeps_nobody_else_waiting() -> None:
    async def crowd() -> list[str]:
        turns, done = Turns(2, 60, CROWDED), list[str]()
        async with asyncio.TaskGroup() as group:
            for place in ["office"] * 50 + ["home", "phone"]:
                group.create_task(take(turns, place, done))
        return done

    done = asyncio.run(crowd())
    assert len(done) == 52 and {"home", "phone"} <= set(done[:8])


def test_no_more_are_in_than_may_be() -> None:
    inside, most = 0, 0

    async def enter(turns: Turns, place: str) -> None:
        nonlocal inside, most
        async with turns.of(place):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    async def crowd() -> None:
        turns = Turns(2, 60, CROWDED)
        await asyncio.gather(*(enter(turns, str(number % 7)) for number in range(60)))

    asyncio.run(crowd())
    assert most == 2


def test_who_waits_too_long_or_behind_too_many_is_told_so() -> None:
    async def wait() -> None:
        hasty, short = Turns(1, 0.01, CROWDED), Turns(1, 60, CROWDED, longest=1)
        for turns in (hasty, short):
            async with turns.of("office"):
                with pytest.raises(NotAvailable, match=CROWDED):
                    async with turns.of("office"):
                        raise AssertionError
            with pytest.raises(ZeroDivisionError):
                async with turns.of("office"):
                    raise ZeroDivisionError
            async with turns.of("office"):  # and a turn that was not taken, or failed, is not lost
                pass

    asyncio.run(wait())
