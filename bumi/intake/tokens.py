"""Tokens of the question form: signed, good for a while, and used once.

The key is this process's own and is never stored. After a restart earlier forms are stale, so that none of them can be
used twice, and who sends one is given a new form with all that was typed.
"""

import asyncio
import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from bumi.errors import BadInput

VALID_S = 2 * 3600
"""How long a form can be sent."""

_OTHER_CONTENT = (
    "این فرم یک بار با نوشته دیگری فرستاده شده بود و این بار چیزی ثبت نشد؛ پاسخ جمع تازه را بنویسید و بفرستید"
)
_NONCE, _TIME, _SIGNATURE = 16, 6, 16  # bytes


class FormToken(NamedTuple):
    """A token that this process has made: which form it is of, when it was made, and whether its captcha is solved."""

    nonce: bytes
    made_at: float
    solved: bool


class _Use(NamedTuple):
    """What a form was sent with, as a keyed hash, and what becomes of it."""

    token: FormToken
    content: bytes
    accepting: asyncio.Task[str]


class FormTokens:
    """Makes tokens, reads them, and lets each be used once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._used: OrderedDict[bytes, _Use] = OrderedDict()  # in the order of use

    def new(self) -> FormToken:
        """Return the token of a new form."""
        return FormToken(secrets.token_bytes(_NONCE), self._clock(), False)

    def text(self, token: FormToken) -> str:
        """Return a token as the text that stands in its form."""
        told = token.nonce + int(token.made_at * 1000).to_bytes(_TIME) + bytes([token.solved])
        return urlsafe_b64encode(told + self._sign(b"token" + told)).decode()

    def read(self, text: str) -> FormToken | None:
        """Return the token that `text` is; None for one that is stale, or that this process has not made."""
        try:
            whole = urlsafe_b64decode(text.encode("ascii"))
        except ValueError:
            return None
        told, signature = whole[:-_SIGNATURE], whole[-_SIGNATURE:]
        if not hmac.compare_digest(signature, self._sign(b"token" + told)):
            return None
        made_at = int.from_bytes(told[_NONCE : _NONCE + _TIME]) / 1000
        token = FormToken(told[:_NONCE], made_at, bool(told[-1]))
        return token if self.age(token) < VALID_S else None

    def age(self, token: FormToken) -> float:
        """Return the seconds since a token was made."""
        return self._clock() - token.made_at

    def secret(self, token: FormToken) -> bytes:
        """Return the secret of a form, of which its captcha is made."""
        return self._sign(b"captcha" + token.nonce)

    async def once(self, token: FormToken, typed: tuple[str, ...], accept: Callable[[], Awaitable[str]]) -> str:
        """Return what `accept` gives for the form of `token`; who sends it again gets the same, and nothing happens.

        `typed` is all that the form has, with its page. Raise BadInput where the form was sent with something else
        before: to answer with that receipt would lose what is new, and show it to whoever uses the browser next. It is
        done to its end even where the browser goes away. A form that was refused can be sent again.
        """
        self._forget_stale()
        content = self._sign("\n".join(map(repr, typed)).encode())
        if token.nonce not in self._used:
            accepting = asyncio.create_task(_awaited(accept))
            accepting.add_done_callback(lambda done: self._keep_accepted(token.nonce, done))
            self._used[token.nonce] = _Use(token, content, accepting)
        used = self._used[token.nonce]
        if used.content != content:
            raise BadInput(_OTHER_CONTENT)
        return await asyncio.shield(used.accepting)

    def _keep_accepted(self, nonce: bytes, done: asyncio.Task[str]) -> None:
        if done.cancelled() or done.exception():
            self._used.pop(nonce, None)

    def _forget_stale(self) -> None:
        """Forget used tokens that are no longer valid, as far as none before them is."""
        while self._used and self.age(next(iter(self._used.values())).token) >= VALID_S:
            self._used.popitem(last=False)

    def _sign(self, message: bytes) -> bytes:
        return hmac.digest(self._key, message, "sha256")[:_SIGNATURE]


async def _awaited(accept: Callable[[], Awaitable[str]]) -> str:
    return await accept()
