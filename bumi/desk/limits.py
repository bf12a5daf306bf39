"""Rate and size limits: queues for heavy requests, delays after wrong passwords, the largest request body.

A queue serves a few requests at a time, so that other pages stay quick; a request that waits holds no thread. Delays
after wrong passwords are counted by name and network, so that nobody can lock out another person. Known and unknown
names are treated alike, and no password is verified during a delay: the answer reveals neither whether an account
exists nor whether a password was right. Names are kept as keyed hashes, because people type passwords into name fields.
"""

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv4Address, IPv6Address, ip_address
from math import ceil
from threading import Lock
from weakref import WeakValueDictionary

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bumi.errors import Busy
from bumi.newsroom.accounts.users import known_name

_LONGEST = 100  # requests of one origin in a queue: more than an office has people
_FREE = 5  # wrong passwords without a delay
_LONGEST_WAIT_S = 300
_FORGOTTEN_S = 3600  # after the last wrong password
_PREFIX = 64  # bits of an IPv6 address that a provider assigns; a household chooses the rest


class _OriginQueue:
    """The waiting requests of one origin; removed with the last of them."""

    def __init__(self, at_once: int) -> None:
        self.head, self.length = asyncio.Semaphore(at_once), 0


class RequestQueue:
    """Admits `at_once` requests at a time, in turn by origin, so that many requests of one origin delay no other.

    `crowded` is the message for a request that waited longer than `patience_s`, or behind `longest` others.
    """

    def __init__(self, at_once: int, patience_s: float, crowded: str, longest: int = _LONGEST) -> None:
        self._at_once, self._free = at_once, asyncio.Semaphore(at_once)
        self._patience_s, self._crowded, self._longest = patience_s, crowded, longest
        self._queues: WeakValueDictionary[str, _OriginQueue] = WeakValueDictionary()

    @asynccontextmanager
    async def slot(self, origin: str) -> AsyncIterator[None]:
        """Wait for a slot for `origin` (an address, a user) and hold it for the block; Busy after too long."""
        queue = self._queues.setdefault(origin, _OriginQueue(self._at_once))
        if queue.length >= self._longest:
            raise Busy(self._crowded)
        queue.length += 1
        try:
            async with AsyncExitStack() as held:
                try:
                    async with asyncio.timeout(self._patience_s):
                        await held.enter_async_context(queue.head)
                        await held.enter_async_context(self._free)
                except TimeoutError:
                    raise Busy(self._crowded) from None
                yield
        finally:
            queue.length -= 1


@dataclass(frozen=True)
class Wait:
    """The seconds that are left, and whether this delay is reported for the first time."""

    seconds: int
    is_new: bool


@dataclass
class _Tries:
    wrong: int
    last: float
    told: bool = False


class Throttle:
    """Counts wrong passwords for each name and network; after the fifth, each doubles the delay before the next."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._tries: OrderedDict[bytes, _Tries] = OrderedDict()  # the oldest first
        self._lock = Lock()

    def wait(self, name: str, address: str) -> Wait | None:
        """Return the delay before the next try of this name from this address; None where it may go on now.

        A try that may go on counts as wrong until `forget` is called, so that parallel tries are all counted.
        """
        with self._lock:
            moment, key = self._clock(), self._key_of(name, address)
            while self._tries and next(iter(self._tries.values())).last < moment - _FORGOTTEN_S:
                self._tries.popitem(last=False)
            tries = self._tries.get(key, _Tries(0, moment))
            left = tries.last + _delay_s(tries.wrong) - moment
            if left > 0:
                is_new, tries.told = not tries.told, True
                return Wait(ceil(left), is_new)
            self._tries.pop(key, None)  # so that it becomes the newest
            self._tries[key] = _Tries(tries.wrong + 1, moment)
            return None

    def forget(self, name: str, address: str) -> None:
        """Forget the tries, after a right password."""
        with self._lock:
            self._tries.pop(self._key_of(name, address), None)

    def _key_of(self, name: str, address: str) -> bytes:
        told_apart = f"{known_name(name)}\n{network_of(address)}".encode()
        return blake2b(told_apart, key=self._key, digest_size=16).digest()


def _delay_s(wrong: int) -> int:
    """Return the delay after so many wrong passwords: none for the first few, then 1, 2, 4 ... seconds."""
    return 0 if wrong < _FREE else min(1 << min(wrong - _FREE, 16), _LONGEST_WAIT_S)


def network_of(address: str) -> str:
    """Return the part of an address that one household cannot choose: all of an IPv4, the first half of an IPv6."""
    parsed = parsed_address(address)
    if isinstance(parsed, IPv6Address):
        parsed = IPv6Address(int(parsed) >> _PREFIX << _PREFIX)
    return str(parsed or address)


def parsed_address(address: str) -> IPv4Address | IPv6Address | None:
    """Return the address of a client without its zone, an IPv4 within an IPv6 as such; None for what is no address."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed


class BodyLimit:
    """ASGI middleware that answers a request body of more than `most` bytes with `answer`."""

    def __init__(self, app: ASGIApp, most: int, answer: ASGIApp) -> None:
        self.app, self.most, self.answer = app, most, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if not said.isdigit() or int(said) > self.most:
            return await self.answer(scope, receive, send)
        read, started = 0, False

        async def receive_some() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            # A client that sends more without a content-length is treated as disconnected.
            return message if read <= self.most else {"type": "http.disconnect"}

        async def send_unless_too_large(message: Message) -> None:
            nonlocal started
            if started or read <= self.most:
                started = True
                await send(message)

        await self.app(scope, receive_some, send_unless_too_large)
        if read > self.most and not started:
            await self.answer(scope, receive, send)
