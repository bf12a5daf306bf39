"""Wrong passwords slow down whoever types them: by name and place, so that nobody shuts another person out.

Known names and unknown ones are treated alike, and while somebody waits no password is looked at: the answer tells
neither who has an account nor whether a password was right. It is kept in memory, as keyed hashes: people type
passwords where names belong.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, ip_address
from math import ceil
from threading import Lock

from bumi.newsroom.accounts.users import known_name

__all__ = ["Throttle", "Wait", "place_of"]

_FREE = 5  # wrong tries that cost nothing: people have several passwords in mind
_LONGEST_WAIT_S = 300
_FORGOTTEN_S = 3600  # after so long without a wrong try, what was before is forgotten
_PREFIX = 64  # bits of an IPv6 address that a provider gives a household; the others it chooses itself


@dataclass(frozen=True)
class Wait:
    """How many seconds are left, and whether nobody has been told of this wait yet."""

    seconds: int
    is_new: bool


@dataclass
class _Tries:
    wrong: int
    last: float
    told: bool = False


class Throttle:
    """Counts wrong tries of each name from each place; after the fifth, each costs twice the wait of the one before."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._tries: OrderedDict[bytes, _Tries] = OrderedDict()  # the longest ago first
        self._lock = Lock()

    def wait(self, name: str, address: str) -> Wait | None:
        """Return how long the next try of this name from there has to wait; None where it is welcome now.

        What is welcome counts as wrong until `forget` is called: of many tries at once none passes unseen.
        """
        with self._lock:
            moment, key = self._clock(), self._of(name, address)
            self._drop_old(moment)
            tries = self._tries.get(key, _Tries(0, moment))
            left = tries.last + _delay_s(tries.wrong) - moment
            if left > 0:
                is_new, tries.told = not tries.told, True
                return Wait(ceil(left), is_new)
            self._tries.pop(key, None)  # to be the latest
            self._tries[key] = _Tries(tries.wrong + 1, moment)
            return None

    def forget(self, name: str, address: str) -> None:
        """Forget the tries: the password was right."""
        with self._lock:
            self._tries.pop(self._of(name, address), None)

    def _drop_old(self, moment: float) -> None:
        while self._tries and next(iter(self._tries.values())).last < moment - _FORGOTTEN_S:
            self._tries.popitem(last=False)

    def _of(self, name: str, address: str) -> bytes:
        told_apart = f"{known_name(name)}\n{place_of(address)}".encode()
        return blake2b(told_apart, key=self._key, digest_size=16).digest()


def _delay_s(wrong: int) -> int:
    """Return how long the try after so many wrong ones waits: 1, 2, 4 ... seconds, once the free ones are used."""
    return 0 if wrong < _FREE else min(1 << min(wrong - _FREE, 16), _LONGEST_WAIT_S)


def place_of(address: str) -> str:
    """Return what an address shares with all that one household can choose: itself, or the first half of an IPv6."""
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        parsed = parsed.ipv4_mapped or IPv6Address(int(parsed) >> _PREFIX << _PREFIX)
    return str(parsed)
