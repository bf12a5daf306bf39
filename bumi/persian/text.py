"""Persian text as characters: its normal form, digits, and forms for comparing."""

import re
import unicodedata
from collections.abc import Iterator

from bumi.persian.characters import ALIKE, ODD, SLIPPED, STRAY, UNSEEN, Decimals, plain
from bumi.remembered import remembered

ZWNJ = "\u200c"
_WORD = re.compile(r"\w+")
_TO_LATIN = Decimals("0123456789")
_TO_PERSIAN = Decimals("۰۱۲۳۴۵۶۷۸۹")
_FLAT = ALIKE | str.maketrans({"ۀ": "ه", "أ": "ا", "إ": "ا", "ؤ": "و", "آ": "ا", ZWNJ: " ", "\u0640": ""})
_MARKS = re.compile("[\u064b-\u065f\u0670\u200d-\u200f\u202a-\u202e\u2066-\u2069]")
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_NUMBER = re.compile(r"[0-9]+(?:[.,/:٫٬][0-9]+)*")


def normal(text: str) -> str:
    """Return `text` in NFC as a Persian keyboard types it, without invisible characters; half-spaces stay.

    Letters become Persian. Digits of other scripts or in circles become Persian digits; Persian, Arabic and Latin ones
    stay. Everything is stored and judged in this form.
    """
    return ODD.sub(_normal, text)


def normal_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, replacement) for the runs of `text` that the normal form may change."""
    for run in ODD.finditer(text):
        yield run.start(), run.end(), _normal(run)


def is_whole(text: str) -> bool:
    """Say whether every character can be stored: no lone surrogate, no NUL."""
    return not _BROKEN.search(text)


def shown(text: str) -> str:
    """Return `text` with � for each character that `is_whole` refuses."""
    return _BROKEN.sub("\ufffd", text)


def digits_to_latin(text: str) -> str:
    """Return `text` with the decimal digits of every script as 0-9; the length does not change."""
    return text.translate(_TO_LATIN)


def digits_to_persian(text: str) -> str:
    """Return `text` with the decimal digits of every script as ۰-۹; the length does not change."""
    return text.translate(_TO_PERSIAN)


def grouped(number: int) -> str:
    """Return a number in Persian digits with its thousands apart, as «۱۲٬۵۰۰»."""
    return digits_to_persian(f"{number:,}").replace(",", "٬")


@remembered(many=10_000, few=0, short=200)  # most are words, asked for again and again
def flat(text: str) -> str:
    """Return a form for comparing: no marks, single spaces also for half-spaces, Latin digits, no look-alikes.

    It is not for display, and its length differs.
    """
    bare = _MARKS.sub("", normal(unicodedata.normalize("NFKC", normal(text)))).translate(_FLAT)
    return " ".join(digits_to_latin(unicodedata.normalize("NFKC", bare)).split())


def word_row(text: str) -> str:
    """Return the flat words of `text`, a space around each, for finding one sequence of words in another."""
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
