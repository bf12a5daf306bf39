"""Limits: request queues serve a few at a time and are fair by origin; delays grow by name and network."""

import asyncio

import pytest

from bumi.desk.limits import RequestQueue, Throttle, network_of
from bumi.errors import NotAvailable
from tests.desk.stage import Clock

CROWDED = "میز پرکار است؛ یک دقیقه دیگر دوباره بفرستید"


async def take(queue: RequestQueue, place: str, done: list[str]) -> None:
    async with queue.slot(place):
        await asyncio.sleep(0)
        done.append(place)


def test_a_crowd_at_one_place_keeps_nobody_else_waiting() -> None:
    async def crowd() -> list[str]:
        queue, done = RequestQueue(2, 60, CROWDED), list[str]()
        async with asyncio.TaskGroup() as group:
            for place in ["office"] * 50 + ["home", "phone"]:
                group.create_task(take(queue, place, done))
        return done

    done = asyncio.run(crowd())
    assert len(done) == 52 and {"home", "phone"} <= set(done[:8])


def test_no_more_are_in_than_may_be() -> None:
    inside, most = 0, 0

    async def enter(queue: RequestQueue, place: str) -> None:
        nonlocal inside, most
        async with queue.slot(place):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    async def crowd() -> None:
        queue = RequestQueue(2, 60, CROWDED)
        await asyncio.gather(*(enter(queue, str(number % 7)) for number in range(60)))

    asyncio.run(crowd())
    assert most == 2


def test_who_waits_too_long_or_behind_too_many_is_told_so() -> None:
    async def wait() -> None:
        hasty, short = RequestQueue(1, 0.01, CROWDED), RequestQueue(1, 60, CROWDED, longest=1)
        for queue in (hasty, short):
            async with queue.slot("office"):
                with pytest.raises(NotAvailable, match=CROWDED):
                    async with queue.slot("office"):
                        raise AssertionError
            with pytest.raises(ZeroDivisionError):
                async with queue.slot("office"):
                    raise ZeroDivisionError
            async with queue.slot("office"):  # and a turn that was not taken, or failed, is not lost
                pass

    asyncio.run(wait())


HERE, THERE = "198.51.100.7", "203.0.113.9"


def waited(throttle: Throttle, name: str = "مریم", address: str = HERE) -> int:
    wait = throttle.wait(name, address)
    return wait.seconds if wait else 0


def test_waits_double_up_to_five_minutes(clock: Clock) -> None:
    throttle = Throttle(clock)
    waits = []
    for _ in range(2000):  # who goes on for a week waits no longer, and breaks nothing
        waits.append(waited(throttle))
        clock.seconds += waits[-1]
        if waits[-1]:
            assert waited(throttle) == 0
    assert waits[:5] == [0] * 5 and waits[5:14] == [1, 2, 4, 8, 16, 32, 64, 128, 256] and set(waits[14:]) == {300}


def test_a_wait_is_new_once(clock: Clock) -> None:
    throttle = Throttle(clock)
    for _ in range(5):
        throttle.wait("مریم", HERE)
    told = [throttle.wait("مریم", HERE) for _ in range(3)]
    assert [each.is_new for each in told if each] == [True, False, False]


def test_an_office_is_not_shut_out_by_one_of_its_people_nor_by_many(clock: Clock) -> None:
    throttle = Throttle(clock)
    assert [waited(throttle, f"همکار {number}") for number in range(200) for _ in range(5)] == [0] * 1000
    assert waited(throttle, "همکار ۱") == 0 and waited(throttle, "همکار 1") == 1
    assert waited(throttle, "همکار 1", THERE) == 0


def test_what_was_is_forgotten(clock: Clock) -> None:
    throttle = Throttle(clock)
    for _ in range(5):
        throttle.wait("مریم", HERE)
    throttle.forget("مریم", HERE)
    assert [waited(throttle) for _ in range(6)] == [0] * 5 + [1]
    clock.seconds += 3601
    assert [waited(throttle) for _ in range(6)] == [0] * 5 + [1]


def test_no_more_is_kept_than_came_within_an_hour_and_no_name(clock: Clock) -> None:
    throttle = Throttle(clock)
    for number in range(100):
        throttle.wait(f"گذرواژه من {number}", HERE)
    assert "گذرواژه" not in repr(vars(throttle))
    clock.seconds += 3601
    throttle.wait("مریم", HERE)
    assert len(throttle._tries) == 1


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:1:a:b:c:d", "2001:db8:1:1::"),
        ("fe80::1%eth0", "fe80::"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_the_place_of_an_address(address: str, place: str) -> None:
    assert network_of(address) == place
