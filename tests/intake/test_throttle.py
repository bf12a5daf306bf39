"""Rate limits of the question form: bursts, refills, bounded memory, and hashes that nobody can turn back."""

from datetime import timedelta

import pytest

from bumi.intake import throttle
from bumi.intake.throttle import Allowance, NetworkHashes
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
    assert hashes.of("10.0.0.1") == known != hashes.of("10.0.0.2")
    assert hashes.of("2001:db8:1:2::1") == hashes.of("2001:db8:1:2:ffff::9") != hashes.of("2001:db8:1:3::1")
    assert NetworkHashes().of("10.0.0.1") != known
    monkeypatch.setattr(throttle, "now", lambda: now() + timedelta(days=1))
    assert hashes.of("10.0.0.1") != known
