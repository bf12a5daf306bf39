"""Rate limits of the public forms, for each network and for all together, in memory alone.

A network is kept as a hash with a salt of the day, which is never stored: no address is, and none can be found out.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from ipaddress import ip_network
from typing import NamedTuple

from bumi.desk.limits import parsed_address
from bumi.persian.calendar import now, tehran_day

_MOST_KEPT = 20_000  # networks of one size; the one that was seen least recently is forgotten first
_PREFIXES = {4: (32, 24, 20, 16), 6: (64, 56, 48, 32)}  # bits: a household, a site, a street, a provider

Networks = tuple[bytes, ...]
"""Hashes of the networks that an address lies in, the smallest first; the last is as much as a provider has."""


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


class Rate(NamedTuple):
    """So many at once, and then one more every so many seconds."""

    at_once: int
    every_s: float


class Admission(NamedTuple):
    """Whether something of a network is taken now.

    `own_s` and `all_s` are the seconds that its own networks and that everybody has to wait, both 0 where it is taken;
    `calm` tells that it is of a network that sends little.
    """

    own_s: float
    all_s: float
    calm: bool


class FairLimits:
    """Limits of something that many networks do, in which a flood takes from those who send most.

    1. It counts for each network that its address lies in: of IPv4 the address, its /24, its /20 and its /16; of IPv6
       its /64, its /56, its /48 and its /32. Each size has a rate (`own`, the smallest first): who has more addresses
       has more, but not in proportion.
    2. All together have a rate (`together`). What is above it is taken from calm networks alone: those whose /16 or
       /32 stays within a low rate (`calm`). So whoever empties the common rate empties it for the noisy.
    3. What the calm send is taken in any case, by the holding pen too, half of which is kept for them.

    A provider's network is the measure of calm, since nobody has many of them cheaply: 13 /64s, a /48 or all /48s of a
    /32 are one noisy network. Two who share a /16 or a /32 share its calm; while there is no flood this shows nothing.
    Memory is bounded: 20,000 networks of each size, in which only what was taken is counted, and that is bounded too.
    """

    def __init__(
        self, own: tuple[Rate, ...], together: Rate, calm: Rate, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._own = tuple(Allowance(*rate, clock) for rate in own)
        self._together, self._calm = Allowance(*together, clock), Allowance(*calm, clock)

    def admission(self, networks: Networks) -> Admission:
        """Return whether something of an address in these networks is taken now; count nothing."""
        own_s = max(each.wait_s(network) for each, network in zip(self._own, networks, strict=True))
        calm_s = self._calm.wait_s(networks[-1])
        return Admission(own_s, min(self._together.wait_s(), calm_s), calm_s == 0)

    def take(self, networks: Networks) -> None:
        """Count something that was taken."""
        for each, network in zip(self._own, networks, strict=True):
            each.take(network)
        self._calm.take(networks[-1])
        if self._together.wait_s() == 0:
            self._together.take()


class NetworkHashes:
    """Hashes of networks: the same for a day, and then unknown."""

    def __init__(self) -> None:
        self._day, self._salt = tehran_day(now()), secrets.token_bytes(32)

    def of(self, address: str) -> Networks:
        """Return the hashes of the networks of an address."""
        if (today := tehran_day(now())) != self._day:
            self._day, self._salt = today, secrets.token_bytes(32)
        return tuple(
            blake2b(network.encode(), key=self._salt, digest_size=16).digest() for network in _networks_of(address)
        )


def _networks_of(address: str) -> tuple[str, ...]:
    """Return the networks that an address lies in, the smallest first; all that are no address lie in one."""
    parsed = parsed_address(address)
    if parsed is None:
        return ("",) * len(_PREFIXES[4])
    return tuple(str(ip_network((parsed, bits), strict=False)) for bits in _PREFIXES[parsed.version])
