"""Passwords (argon2id) and the secrets of links, cookies and tokens, of which only hashes are kept."""

import hashlib
import secrets
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bumi.errors import BadInput, Busy
from bumi.newsroom.accounts.password_strength import characters_to_guess
from bumi.persian.text import digits_to_latin, digits_to_persian, normal

__all__ = ["AT_ONCE", "LEAST", "code", "fingerprint", "hashed", "matches", "secret"]

LEAST = 10
"""Characters a password has at least."""

AT_ONCE = 2
"""How many passwords are hashed at a time: each takes 64 MB, and as much of a processor as there is."""

_MOST = 200
_LEAST_TO_GUESS = 8  # of random letters: 38 bits, which at a few tries an hour are out of reach
_PATIENCE_S = 30
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_HASHER = PasswordHasher()
_TURNS = BoundedSemaphore(AT_ONCE)


def secret() -> str:
    """Return a new secret for a cookie or a token: 256 random bits."""
    return secrets.token_urlsafe(32)


def code() -> str:
    """Return a new one-time code that can be typed, as in «k7fm-2qxd-w9tr-h4ns»: 79 random bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def fingerprint(secret: str) -> str:
    """Return what is kept of a secret: nobody can sign in with it. Our secrets are too long to be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hashed(password: str, *known: str) -> str:
    """Return what is kept of a password; BadInput, with all the reasons, where it is easily guessed.

    `known` is what others know of its owner: names. Busy where too many passwords wait to be hashed.
    """
    plain = _plain(password)
    reasons = []
    if not LEAST <= len(plain) <= _MOST:
        least, most = digits_to_persian(str(LEAST)), digits_to_persian(str(_MOST))
        reasons.append(f"گذرواژه {least} تا {most} نویسه می‌خواهد؛ چند واژه پشت سر هم خوب است")
    if not any(char.isalpha() for char in plain):
        reasons.append("گذرواژه حرف ندارد و شماره و تاریخ زود حدس زده می‌شود؛ چند واژه پشت سر هم بنویسید")
    elif len(plain) >= LEAST and characters_to_guess(plain[:_MOST], known) < _LEAST_TO_GUESS:
        reasons.append(
            "گذرواژه زود حدس زده می‌شود: واژه رایج، نام، شماره، تکرار و ردیف صفحه‌کلید یا الفبا هر کدام یک نویسه "
            "به شمار می‌آید؛ چند واژه بی‌ربط پشت سر هم بنویسید"
        )
    if reasons:
        raise BadInput(*reasons)
    with _turn():
        return _HASHER.hash(plain)


def matches(kept: str | None, password: str) -> bool:
    """Say whether `password` is the one that was kept; where none is, it takes as long to say no.

    Busy where too many wait for this.
    """
    with _turn():
        try:
            return _HASHER.verify(kept or _NOBODYS, _plain(password)) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


@contextmanager
def _turn() -> Iterator[None]:
    if not _TURNS.acquire(timeout=_PATIENCE_S):
        raise Busy("گذرواژه‌های بسیاری در نوبت سنجش است؛ چند ثانیه دیگر دوباره بکوشید")
    try:
        yield
    finally:
        _TURNS.release()


def _nobodys() -> str:
    """Return a hash of the usual cost that no password has."""
    salt, hash_ = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}${salt}${hash_}"


_NOBODYS = _nobodys()


def _plain(password: str) -> str:
    """Return the same whether it was typed on a Persian, an Arabic or a Latin keyboard's digits and letters."""
    return digits_to_latin(normal(password[: _MOST + 1]))
