"""Rate limits of the question form, for each network and for all together, in memory alone.

A network is kept as a hash with a salt of the day, which is never stored: no address is, and none can be found out.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b

from bumi.desk.limits import network_of
from bumi.persian.calendar import now, tehran_day

_MOST_KEPT = 50_000  # networks; the one that was seen least recently is forgotten first


class Allowance:
    """How often each of many may do something: `at_once` times, and once more every `every_s` seconds."""

    def __init__(self, at_once: int, every_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._before_s, self._every_s, self._clock = (at_once - 1) * every_s, every_s, clock
        self._full_at: OrderedDict[bytes, float] = OrderedDict()  # when all of an allowance is there again

    def wait_s(self, who: bytes = b"") -> float:
        """Return after how many seconds `who` may do it; 0 for now."""
        return max(0.0, self._full_at.get(who, 0.0) - self._clock() - self._before_s)

    def take(self, who: bytes = b"") -> None:
        """Count once more of `who`."""
        self._full_at[who] = max(self._clock(), self._full_at.pop(who, 0.0)) + self._every_s
        if len(self._full_at) > _MOST_KEPT:
            self._full_at.popitem(last=False)


class NetworkHashes:
    """Hashes of networks: the same for a day, and then unknown."""

    def __init__(self) -> None:
        self._day, self._salt = tehran_day(now()), secrets.token_bytes(32)

    def of(self, address: str) -> bytes:
        """Return the hash of the network of an address."""
        if (today := tehran_day(now())) != self._day:
            self._day, self._salt = today, secrets.token_bytes(32)
        return blake2b(network_of(address).encode(), key=self._salt, digest_size=16).digest()
