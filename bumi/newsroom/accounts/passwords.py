"""Passwords: argon2id hashing, strength estimation, and random secrets for links, cookies and tokens.

The strength estimate counts each predictable part as one character, however long: common words and names, keyboard
rows, the alphabet, numbers, repetitions. Words are compared by keys, because people type «سلام» as «sghl» on a Latin
keyboard.
"""

import hashlib
import re
import secrets
from base64 import b64encode
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import takewhile
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bumi.current_province import per_province
from bumi.errors import BadInput, Busy
from bumi.persian.lexicon import listed_lines
from bumi.persian.text import ZWNJ, digits_to_latin, digits_to_persian, normal
from bumi.province import province

LEAST = 10
"""Minimum number of characters in a password."""

AT_ONCE = 2
"""Maximum number of passwords hashed at once: each takes 64 MB of memory and a full processor core."""

_MOST = 200
_LEAST_TO_GUESS = 8  # random letters: 38 bits, too many to guess at a few tries an hour
_PATIENCE_S = 30
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no easily confused characters
_HASHER = PasswordHasher()
_TURNS = BoundedSemaphore(AT_ONCE)


def secret() -> str:
    """Return a new secret for a cookie or a token: 256 random bits."""
    return secrets.token_urlsafe(32)


def code() -> str:
    """Return a new one-time code that can be typed, as in «k7fm-2qxd-w9tr-h4ns»: 79 random bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def fingerprint(secret: str) -> str:
    """Return the stored hash of a secret. A fast hash is enough: our secrets are too long to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hashed(password: str, *known: str) -> str:
    """Return the hash to store for a password. Raise BadInput, with all reasons, if it is easily guessed.

    `known` holds words others know about the owner, such as names. Raise Busy if too many passwords wait for hashing.
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
    """Return whether `password` matches the stored hash; without a stored hash the check takes equally long.

    Raise Busy if too many passwords wait for checking.
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
    """Return a hash of the usual cost that matches no password."""
    salt, hash_ = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}${salt}${hash_}"


_NOBODYS = _nobodys()


def _plain(password: str) -> str:
    """Return the password normalized, so that Persian, Arabic and Latin keyboards give the same text."""
    return digits_to_latin(normal(password[: _MOST + 1]))


_PERSIAN = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپوآژ"
_KEYS = str.maketrans(_PERSIAN, "qwertyuiop[]asdfghjkl;'zxcvbnm,hc")
_SPELT = str.maketrans("@$!013457", "asioieast")  # signs used in place of letters
_ROWS = (
    *("0123456789", "1234567890", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz"),
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol."),
    *(row.translate(_KEYS) for row in ("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", "ابجدهوزحطیکلمنسعفصقرشت")),
)
_SEQUENCES = tuple(sequence for row in _ROWS for sequence in (row, row[::-1]))
_NUMBER = re.compile("[0-9]{4,}")
_WORD = re.compile(r"\w+")
_SHORTEST = 3  # minimum characters of a sequence, of a repetition and of a known name


def characters_to_guess(password: str, known: Collection[str] = ()) -> int:
    """Return how many characters of `password` an attacker has to guess, given the words in `known`."""
    keys = _keys(password)
    names = {_keys(word) for text in known for word in _WORD.findall(text) if len(word) >= _SHORTEST}
    words = _common() | names
    return min(sum(_costs(text, words)) for text in (keys, keys.translate(_SPELT)))


def _costs(text: str, words: Collection[str]) -> Iterator[int]:
    """Yield the guessing cost of each part of `text`: one per three digits of a number, one for any other part."""
    at = 0
    while at < len(text):
        rest = text[at:]
        number = _NUMBER.match(rest)
        lengths = (len(word) for word in words if rest.startswith(word))
        foreseen = max(_sequence(rest), _again(text, at), *lengths, 1)
        if number and number.end() > foreseen:
            yield (number.end() + 2) // 3
            at += number.end()
        else:
            yield 1
            at += foreseen


def _sequence(rest: str) -> int:
    """Return the length of the repeated character or keyboard sequence at the start of `rest`."""
    same = len(rest) - len(rest.lstrip(rest[0]))
    rows = (row[row.index(rest[0]) :] for row in _SEQUENCES if rest[0] in row)
    pairs = (takewhile(lambda pair: pair[0] == pair[1], zip(rest, row, strict=False)) for row in rows)
    along = max((sum(1 for _ in same) for same in pairs), default=0)
    return max(same, along if along >= _SHORTEST else 0)


def _again(text: str, at: int) -> int:
    """Return the length of the text at `at` that already occurs earlier in `text`."""
    length = 0
    while at + length < len(text) and text.find(text[at : at + length + 1], 0, at + length) >= 0:
        length += 1
    return length if length >= _SHORTEST else 0


@per_province(cache)
def _common() -> frozenset[str]:
    """Return the listed words and the names of the province and its counties, with an ending of origin and without."""
    names = {name for each in province().counties for name in (each.name, each.slug)} | {province().own_name}
    own = {f"{name}{ending}" for name in names for ending in ("", "i" if name.isascii() else "ی")}
    listed = (word for line in listed_lines("passwords") for word in line.split())
    return frozenset(_keys(word) for word in (*listed, *own))


def _keys(text: str) -> str:
    """Return the keys pressed to type `text`, without spaces."""
    return "".join(digits_to_latin(normal(text)).lower().replace(ZWNJ, "").split()).translate(_KEYS)
