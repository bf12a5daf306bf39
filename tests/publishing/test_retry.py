"""Retries: growing waits with jitter, and the circuit breaker."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bumi.errors import NotAvailable
from bumi.publishing.retry import Breaker, next_attempt_in, pause
from bumi.storage import Rejected, StorageBusy, UnknownOutcome, Unreachable


def failing(error: NotAvailable) -> Callable[[], object]:
    def ask() -> object:
        raise error

    return ask


def stumble(breaker: Breaker, error: NotAvailable, times: int) -> None:
    for _ in range(times):
        with pytest.raises(NotAvailable):
            breaker.ask(failing(error))


@pytest.mark.parametrize("tried", [1, 2, 5, 60])
def test_waits_grow_to_a_cap_and_are_spread(tried: int) -> None:
    drawn = {pause(tried) for _ in range(50)}
    assert len(drawn) > 1 and max(drawn) <= 3
    waits = {next_attempt_in(tried) for _ in range(50)}
    assert len(waits) > 1 and min(waits) >= timedelta(seconds=30)
    assert max(waits) <= min(timedelta(minutes=30), timedelta(minutes=1) * 2 ** min(tried - 1, 10))


@pytest.mark.parametrize("error", [StorageBusy("x"), UnknownOutcome("x"), Unreachable("x")])
def test_a_dead_place_is_spared_and_said_so(error: NotAvailable) -> None:
    breaker = Breaker(failing(Unreachable("خاموش است؛ روشنش کنید")))
    stumble(breaker, error, 6)
    with pytest.raises(Unreachable, match="خاموش است"):
        breaker.ask(lambda: 1)


def test_a_place_that_answers_is_not_blamed_for_its_objects() -> None:
    breaker = Breaker(lambda: None)
    stumble(breaker, UnknownOutcome("x"), 20)
    assert breaker.ask(lambda: 1) == 1


def test_a_success_in_between_starts_the_count_anew() -> None:
    breaker = Breaker(failing(Unreachable("x")))
    for _ in range(5):
        stumble(breaker, StorageBusy("x"), 5)
        breaker.ask(lambda: None)
    assert breaker.broken is None


def test_a_no_to_all_is_enough_and_a_no_to_one_is_not() -> None:
    breaker = Breaker(failing(Rejected("کلید نادرست است", True)))
    stumble(breaker, Rejected("این یکی نه"), 20)
    assert breaker.broken is None
    stumble(breaker, Rejected("کلید نادرست است", True), 1)
    assert breaker.broken is not None
