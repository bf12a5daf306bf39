"""Retries with exponential backoff and jitter, and a circuit breaker for unreachable storage.

Jitter is after Brooker, "Exponential Backoff and Jitter" (2015).
"""

import random
import threading
from collections.abc import Callable
from datetime import timedelta

from bumi.errors import NotAvailable
from bumi.storage import Rejected, Unreachable

TRIES = 3
"""Attempts per object in one run."""

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 3.0
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=30)
_MAX_FAILURES = 6


def pause(tried: int) -> float:
    """Return the seconds to wait within a run after `tried` failures (1 or more)."""
    return random.uniform(0.25, 1.0) * min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2.0 ** (tried - 1))


def next_attempt_in(runs: int) -> timedelta:
    """Return the time until another run tries again, after `runs` failed (1 or more): up to 30 minutes."""
    longest = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(runs - 1, 10))
    return _FIRST_WAIT / 2 + (longest - _FIRST_WAIT / 2) * random.random()


class Breaker:
    """Circuit breaker: stops a run from using storage that is down; shared by threads.

    After `_MAX_FAILURES` failures in a row, or an error that concerns every request, it calls `probe`; if that
    fails, the breaker stays open for the rest of the run.
    """

    def __init__(self, probe: Callable[[], object]) -> None:
        self._probe = probe
        self._lock = threading.Lock()
        self._failures = 0
        self.broken: NotAvailable | None = None

    def ask[T](self, question: Callable[[], T]) -> T:
        """Return the result of `question`; raises Unreachable, with the cause, while the breaker is open."""
        if self.broken:
            raise Unreachable(*self.broken.problems)
        try:
            answer = question()
        except NotAvailable as error:
            self._failed(error)
            raise
        self._failures = 0
        return answer

    def _failed(self, error: NotAvailable) -> None:
        with self._lock:
            self._failures += 1
            suspicious = error.to_all if isinstance(error, Rejected) else self._failures >= _MAX_FAILURES
            if not suspicious or self.broken:
                return
            try:
                self._probe()
                self._failures = 0
            except NotAvailable as dead:
                self.broken = dead
