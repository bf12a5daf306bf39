"""Patience with a place that stumbles: how long to wait, and when to stop asking.

Waiting grows twofold and is spread by chance ("full jitter", Brooker, *Exponential Backoff and Jitter*, 2015), so
that many who failed together do not come back together.
"""

import random
import threading
from collections.abc import Callable
from datetime import timedelta

from bumi.errors import NotAvailable
from bumi.publishing.storage import Rejected, Unreachable

__all__ = ["TRIES", "Breaker", "next_attempt_in", "pause"]

TRIES = 3
"""How often one run tries to put one object."""

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 3.0
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=30)
_STUMBLES = 6


def pause(tried: int) -> float:
    """Return how many seconds to wait within a run after `tried` failures (1 or more)."""
    return random.uniform(0.25, 1.0) * min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2.0 ** (tried - 1))


def next_attempt_in(runs: int) -> timedelta:
    """Return when to try again in another run, after `runs` of them failed (1 or more): 1 to 30 minutes."""
    longest = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(runs - 1, 10))
    return _FIRST_WAIT / 2 + (longest - _FIRST_WAIT / 2) * random.random()


class Breaker:
    """Stops a run from asking a place that is dead; shared by its threads. The next run asks again, once.

    After `_STUMBLES` failures in a row the place itself is asked (`probe`): if it answers, the fault was with the
    objects, and the run goes on.
    """

    def __init__(self, probe: Callable[[], object]) -> None:
        self._probe = probe
        self._lock = threading.Lock()
        self._failures = 0
        self.broken: NotAvailable | None = None

    def ask[T](self, question: Callable[[], T]) -> T:
        """Return the place's answer; where it is known to be dead, raise what it died of, as Unreachable."""
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
            suspicious = error.to_all if isinstance(error, Rejected) else self._failures >= _STUMBLES
            if not suspicious or self.broken:
                return
            try:
                self._probe()
                self._failures = 0
            except NotAvailable as dead:
                self.broken = dead
