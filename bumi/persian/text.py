"""Persian text at the level of characters: one normal form for everything we store."""

import re
import unicodedata
from collections.abc import Iterator

from bumi.persian.characters import ALIKE, ODD, SLIPPED, STRAY, UNSEEN, Decimals, plain
from bumi.remembered import remembered

__all__ = [
    "ZWNJ",
    "digits_to_latin",
    "digits_to_persian",
    "flat",
    "is_whole",
    "normal",
    "normal_runs",
    "numbers",
    "shown",
    "word_row",
]

ZWNJ = "\u200c"
_WORD = re.compile(r"\w+")
_TO_LATIN = Decimals("0123456789")
_TO_PERSIAN = Decimals("۰۱۲۳۴۵۶۷۸۹")
_FLAT = ALIKE | str.maketrans({"ۀ": "ه", "أ": "ا", "إ": "ا", "ؤ": "و", "آ": "ا", ZWNJ: " ", "\u0640": ""})
_MARKS = re.compile("[\u064b-\u065f\u0670\u200d-\u200f\u202a-\u202e\u2066-\u2069]")
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_NUMBER = re.compile(r"[0-9]+(?:[.,/:٫٬][0-9]+)*")


def normal(text: str) -> str:
    """Return `text` in NFC as a Persian keyboard types it, without what nobody sees; half-spaces stay as they are.

    Letters are Persian. A digit of another script, or in a circle, is a Persian digit; those of Persian, Arabic and
    Latin stay. It is the form in which everything is stored, and in which everything is judged.
    """
    return ODD.sub(_normal, text)


def normal_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what the normal form has there) for the runs of `text` that may change in it."""
    for run in ODD.finditer(text):
        yield run.start(), run.end(), _normal(run)


def is_whole(text: str) -> bool:
    """Say whether every character can be stored: none is half a character (a lone surrogate), none the character 0."""
    return not _BROKEN.search(text)


def shown(text: str) -> str:
    """Return `text` as it can be printed and sent: with � for what `is_whole` does not have."""
    return _BROKEN.sub("\ufffd", text)


def digits_to_latin(text: str) -> str:
    """Return `text` with the decimal digits of every script as 0-9; the length does not change."""
    return text.translate(_TO_LATIN)


def digits_to_persian(text: str) -> str:
    """Return `text` with the decimal digits of every script as ۰-۹; the length does not change."""
    return text.translate(_TO_PERSIAN)


@remembered(many=10_000, few=0, short=200)  # most are words, asked for again and again
def flat(text: str) -> str:
    """Return a form for comparing: no marks, half-space as space, one space, Latin digits, one of all look-alikes.

    Not for display and not of the same length as `text`.
    """
    bare = _MARKS.sub("", normal(unicodedata.normalize("NFKC", normal(text)))).translate(_FLAT)
    return " ".join(digits_to_latin(unicodedata.normalize("NFKC", bare)).split())


def word_row(text: str) -> str:
    """Return the flat words of `text` in a row, a space around each, for finding one row of words in another.

    Spelling counts; spacing and marks between words do not.
    """
    return f" {' '.join(_WORD.findall(flat(text)))} "


def numbers(text: str) -> list[tuple[int, int, str]]:
    """Return every number written in digits as (start, end, value with Latin digits).

    A run with inner separators (۱۲٫۵، ۱۴۰۵/۷/۱، ۸:۳۰) is one number; offsets are code points of `text`.
    """
    return [(m.start(), m.end(), m.group()) for m in _NUMBER.finditer(digits_to_latin(text))]


def _normal(run: re.Match[str]) -> str:
    following = run.string[run.end() : run.end() + 1]
    seen = UNSEEN.sub("", SLIPPED.sub(ZWNJ, run.group() + following))
    composed = unicodedata.normalize("NFC", seen.removesuffix(following))  # first ي and its hamza become ئ, then ی
    typed = unicodedata.normalize("NFC", plain(composed)) + following
    return STRAY.sub("", SLIPPED.sub(ZWNJ, typed)).removesuffix(following)
