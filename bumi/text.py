"""Persian text at the level of characters: one normal form for everything we store."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["ZWNJ", "digits_to_latin", "digits_to_persian", "flat", "is_whole", "normal", "numbers", "shown"]

ZWNJ = "\u200c"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_LATIN = "0123456789"
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "هٔ", "\u00a0": " "})
_TO_LATIN = str.maketrans(_PERSIAN + _ARABIC, _LATIN * 2)
_TO_PERSIAN = str.maketrans(_LATIN + _ARABIC, _PERSIAN * 2)
_FLAT = str.maketrans({"ۀ": "ه", "أ": "ا", "إ": "ا", "ؤ": "و", "آ": "ا", ZWNJ: " ", "\u0640": ""})
_MARKS = re.compile("[\u064b-\u065f\u0670\u200d-\u200f\u202a-\u202e\u2066-\u2069]")
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_NUMBER = re.compile(r"[0-9]+(?:[.,/:٫٬][0-9]+)*")


def normal(text: str) -> str:
    """Return `text` in NFC with Persian ی and ک; digits, spaces and half-spaces stay as they are."""
    composed = unicodedata.normalize("NFC", text.replace("\ufeff", ""))  # first ي and its hamza become ئ, then ی
    return unicodedata.normalize("NFC", composed.translate(_LETTERS))


def is_whole(text: str) -> bool:
    """Say whether every character can be stored: none is half a character (a lone surrogate), none the character 0."""
    return not _BROKEN.search(text)


def shown(text: str) -> str:
    """Return `text` as it can be printed and sent: with � for what `is_whole` does not have."""
    return _BROKEN.sub("\ufffd", text)


def digits_to_latin(text: str) -> str:
    """Return `text` with Persian and Arabic digits as 0-9; the length does not change."""
    return text.translate(_TO_LATIN)


def digits_to_persian(text: str) -> str:
    """Return `text` with Latin and Arabic digits as ۰-۹; the length does not change."""
    return text.translate(_TO_PERSIAN)


@lru_cache(maxsize=10_000)  # most are words, asked for again and again
def flat(text: str) -> str:
    """Return a form for comparing: no marks, half-space as space, one space, Latin digits.

    Not for display and not of the same length as `text`.
    """
    bare = _MARKS.sub("", normal(text)).translate(_FLAT)
    return " ".join(digits_to_latin(bare).split())


def numbers(text: str) -> list[tuple[int, int, str]]:
    """Return every number written in digits as (start, end, value with Latin digits).

    A run with inner separators (۱۲٫۵، ۱۴۰۵/۷/۱، ۸:۳۰) is one number; offsets are code points of `text`.
    """
    return [(m.start(), m.end(), m.group()) for m in _NUMBER.finditer(digits_to_latin(text))]
