"""Passwords (argon2id) and the secrets of links, cookies and tokens, of which only hashes are kept."""

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bumi.errors import BadInput
from bumi.text import digits_to_latin, digits_to_persian, flat, normal

__all__ = ["LEAST", "code", "fingerprint", "hashed", "matches", "secret"]

LEAST = 10
"""Characters a password has at least."""

_MOST = 200
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_HASHER = PasswordHasher()


def secret() -> str:
    """Return a new secret for a cookie or a token: 256 random bits."""
    return secrets.token_urlsafe(32)


def code() -> str:
    """Return a new one-time code that can be typed, as in «k7fm-2qxd-w9tr-h4ns»: 79 random bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def fingerprint(secret: str) -> str:
    """Return what is kept of a secret: nobody can sign in with it. Our secrets are too long to be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hashed(password: str, name: str) -> str:
    """Return what is kept of a password; BadInput, with all the reasons, where it is easily guessed."""
    plain = _plain(password)
    reasons = []
    if not LEAST <= len(plain) <= _MOST:
        least, most = digits_to_persian(str(LEAST)), digits_to_persian(str(_MOST))
        reasons.append(f"گذرواژه {least} تا {most} نویسه می‌خواهد؛ چند واژه پشت سر هم خوب است")
    if len(set(plain)) < 5:
        reasons.append("گذرواژه از تکرار چند نویسه ساخته شده است؛ نویسه‌های گوناگون بنویسید")
    if flat(name) in flat(plain) and len(plain) < len(name) + LEAST:
        reasons.append("گذرواژه نام شماست؛ چیزی بنویسید که دیگران حدس نزنند")
    if reasons:
        raise BadInput(*reasons)
    return _HASHER.hash(plain)


def matches(kept: str | None, password: str) -> bool:
    """Say whether `password` is the one that was kept; where none is, it takes as long to say no."""
    try:
        return _HASHER.verify(kept or _nobodys(), _plain(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _HASHER.hash(secret())


def _plain(password: str) -> str:
    """Return the same whether it was typed on a Persian, an Arabic or a Latin keyboard's digits and letters."""
    return digits_to_latin(normal(password[: _MOST + 1]))
