"""How soon a password is guessed: what a guessing program tries first counts as one character, however long it is.

Such parts are common words and names, rows of the keyboard, the alphabet, numbers, and what was written before. A word
is the same on a Persian and on a Latin keyboard: people type «سلام» as «sghl».
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import takewhile

from bumi.persian.lexicon import listed_lines
from bumi.persian.text import ZWNJ, digits_to_latin, normal

__all__ = ["characters_to_guess"]

_PERSIAN = "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپوآژ"
_KEYS = str.maketrans(_PERSIAN, "qwertyuiop[]asdfghjkl;'zxcvbnm,hc")
_SPELT = str.maketrans("@$!013457", "asioieast")  # letters that are written as signs
_ROWS = (
    *("0123456789", "1234567890", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "abcdefghijklmnopqrstuvwxyz"),
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol."),
    *(row.translate(_KEYS) for row in ("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی", "ابجدهوزحطیکلمنسعفصقرشت")),
)
_SEQUENCES = tuple(sequence for row in _ROWS for sequence in (row, row[::-1]))
_NUMBER = re.compile("[0-9]{4,}")
_WORD = re.compile(r"\w+")
_SHORTEST = 3  # characters of a sequence, of what was written before, of somebody's name


def characters_to_guess(password: str, known: Collection[str] = ()) -> int:
    """Return how many characters of `password` have to be guessed, where the words of `known` are tried too."""
    keys = _keys(password)
    names = {_keys(word) for text in known for word in _WORD.findall(text) if len(word) >= _SHORTEST}
    words = _common() | names
    return min(sum(_costs(text, words)) for text in (keys, keys.translate(_SPELT)))


def _costs(text: str, words: Collection[str]) -> Iterator[int]:
    """Yield what each part of `text` costs whoever guesses: a number one for every three digits, all others one."""
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
    """Return how long `rest` begins with one character again and again, or goes along a row."""
    same = len(rest) - len(rest.lstrip(rest[0]))
    rows = (row[row.index(rest[0]) :] for row in _SEQUENCES if rest[0] in row)
    pairs = (takewhile(lambda pair: pair[0] == pair[1], zip(rest, row, strict=False)) for row in rows)
    along = max((sum(1 for _ in same) for same in pairs), default=0)
    return max(same, along if along >= _SHORTEST else 0)


def _again(text: str, at: int) -> int:
    """Return how much of `text` from `at` on stands before it too."""
    length = 0
    while at + length < len(text) and text.find(text[at : at + length + 1], 0, at + length) >= 0:
        length += 1
    return length if length >= _SHORTEST else 0


@cache
def _common() -> frozenset[str]:
    return frozenset(_keys(word) for line in listed_lines("passwords") for word in line.split())


def _keys(text: str) -> str:
    """Return the keys by which `text` is typed, without spaces."""
    return "".join(digits_to_latin(normal(text)).lower().replace(ZWNJ, "").split()).translate(_KEYS)
