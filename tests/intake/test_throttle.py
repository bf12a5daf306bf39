"""Rate limits of the question form: bursts, refills, bounded memory, and hashes that nobody can turn back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bumi.intake import throttle
from bumi.intake.intake import question_limits
from bumi.intake.throttle import Admission, Allowance, FairLimits, NetworkHashes, Networks, Rate
from bumi.persian.calendar import now
from tests.intake.stage import Clock


def test_an_allowance_is_a_burst_and_then_one_at_a_time(clock: Clock) -> None:
    allowance = Allowance(3, 10, clock)
    for _ in range(3):
        assert allowance.wait_s(b"a") == 0
        allowance.take(b"a")
    assert allowance.wait_s(b"a") == 10 and allowance.wait_s(b"b") == 0
    clock.seconds += 9
    assert allowance.wait_s(b"a") == 1
    clock.seconds += 1
    assert allowance.wait_s(b"a") == 0
    clock.seconds += 1000
    for _ in range(3):
        allowance.take(b"a")
    assert allowance.wait_s(b"a") == 10  # never more than a burst, however long one waits


def test_memory_is_bounded_and_who_was_seen_last_is_remembered(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_MOST_KEPT", 100)
    allowance = Allowance(1, 10, clock)
    for number in range(1000):
        allowance.take(b"steady")
        allowance.take(str(number).encode())
    assert len(allowance._full_at) == 100 and allowance.wait_s(b"steady") > 0


def test_a_network_is_the_same_for_a_day_and_then_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = NetworkHashes()
    known = hashes.of("10.0.0.1")
    assert hashes.of("10.0.0.1") == hashes.of("::ffff:10.0.0.1") == known
    assert NetworkHashes().of("10.0.0.1") != known
    monkeypatch.setattr(throttle, "now", lambda: now() + timedelta(days=1))
    assert hashes.of("10.0.0.1") != known


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("10.1.1.1", "10.1.1.2", 3),
        ("10.1.1.1", "10.1.2.1", 2),
        ("10.1.1.1", "10.1.99.1", 1),
        ("10.1.1.1", "10.2.1.1", 0),
        ("2001:db8:1:2::1", "2001:db8:1:2:f::9", 4),
        ("2001:db8:1:201::1", "2001:db8:1:202::1", 3),
        ("2001:db8:1:2::1", "2001:db8:1:ff02::1", 2),
        ("2001:db8:1:2::1", "2001:db8:2:2::1", 1),
        ("2001:db8:1:2::1", "2001:db9:1:2::1", 0),
        ("", "198.51.100.7:5001", 4),
    ],
    ids=range(10),
)
def test_addresses_share_the_networks_that_both_lie_in(one: str, other: str, shared: int) -> None:
    hashes = NetworkHashes()
    pairs = [*zip(hashes.of(one), hashes.of(other), strict=True)]
    assert [first == second for first, second in pairs] == [False] * (4 - shared) + [True] * shared


def _taken(limits: FairLimits, networks: Networks) -> bool:
    """Take something if it may be, and return whether it was."""
    admission = limits.admission(networks)
    if admission.own_s or admission.all_s:
        return False
    limits.take(networks)
    return True


ATTACKERS: dict[str, Callable[[int], str]] = {
    "thirteen of 64 bits": lambda n: f"2001:db8:{n % 13}::1",
    "thirteen providers": lambda n: f"2001:{n % 13:x}::1",
    "all of 48 bits": lambda n: f"2001:db8:1:{n:x}::1",
    "all of 32 bits": lambda n: f"2001:db8:{n:x}::1",
    "all addresses of 16 bits": lambda n: f"10.7.{n >> 8}.{n & 255}",
}


@pytest.mark.parametrize("attacker", ATTACKERS)
def test_whatever_network_floods_a_calm_one_is_served(clock: Clock, attacker: str) -> None:
    """Six hours of twenty tries a minute, from thousands of networks, and somebody else who asks once an hour."""
    limits, hashes = question_limits(clock), NetworkHashes()
    taken, calm = 0, list[bool]()
    for number in range(7200):
        taken += _taken(limits, hashes.of(ATTACKERS[attacker](number * 7 % 65_536)))
        if number % 1200 == 600:
            calm += [_taken(limits, hashes.of(person)) for person in ("192.0.2.7", "2a01:5ec0:9:1::1", "10.8.0.1")]
        clock.seconds += 3
    assert all(calm) and taken > 60
    assert taken <= 13 * (60 + 21_600 / 30) if attacker == "thirteen providers" else taken <= 60 + 21_600 / 30 + 1


def test_a_burst_of_many_networks_leaves_room_for_the_calm_alone(clock: Clock) -> None:
    limits, hashes = question_limits(clock), NetworkHashes()
    taken = [_taken(limits, hashes.of(f"2001:{n % 2:x}:{n}::1")) for n in range(5000)]
    assert sum(taken) == 60  # all that is there for everybody
    known, new = hashes.of("2001:0:9999::1"), hashes.of("192.0.2.7")
    assert limits.admission(known).all_s == 2 and not limits.admission(known).calm
    assert limits.admission(new) == Admission(0, 0, calm=True)
    assert [_taken(limits, new) for _ in range(7)] == [True] * 5 + [False] * 2


def test_limits_keep_so_many_networks_and_no_more(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_MOST_KEPT", 50)
    limits, hashes = FairLimits((Rate(1, 1),) * 4, Rate(10**6, 1), Rate(1, 1), clock), NetworkHashes()
    for number in range(500):
        assert _taken(limits, hashes.of(f"{number % 200 + 1}.{number // 200}.0.1"))
    assert [len(each._full_at) for each in (*limits._own, limits._calm, limits._together)] == [50] * 5 + [1]
