"""Waits that grow by name and place, are forgotten, and shut nobody else out."""

import pytest

from bumi.desk.throttle import Throttle, place_of
from tests.desk.stage import Clock

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
    assert place_of(address) == place
