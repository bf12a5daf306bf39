"""Numbers of persons in a text: bank accounts and cards, mobiles, national ids, postal codes; however they are parted.

The text has Latin digits. A number may stand in groups, over lines, and partly in words; what its words beside it say
that it is (a price, a file, a law) is not taken for another.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from bumi.checks.safety.personal_places import of_office, personal_words
from bumi.persian.number_parts import NumberPart, runs_of_parts
from bumi.persian.word_patterns import WORD_END

_BEFORE, _AFTER = 30, 25  # characters nearby that may say what a number is
_SPACE = r"\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u0640"  # what takes no place is one too
_TIGHT = re.compile(rf"[{_SPACE}.\-–—_/*()·•|+]{{0,4}}")
_PLAIN = re.compile(rf"[{_SPACE}\-–—_]{{0,4}}")
_LOOSE = re.compile(
    rf"[{_SPACE}.\-–—_/*()،,؛\"«»]{{0,4}}"
    rf"(?:(?:و|بعدش?|بعد از آن|سپس|خط|تیره|خط تیره|فاصله)[{_SPACE}،:]{{1,3}}){{0,2}}"
)
_DECIMAL = re.compile(r"[0-9][/.:٫٬,-]$")
_BARE_FIRST = (3, 10, 12)  # digits of the first part of a mobile without its zero

_COUNTRY = re.compile("(?<![A-Za-z])[Ii][Rr][ \u200c.-]{0,2}$")
_SHEBA = re.compile("شبا[^\n0-9]{0,20}$")
_CARD = re.compile("کارت[^\n0-9]{0,20}$")
_MOBILE = re.compile(r"(?:0|98|0098)?9[0-49]\d{8}")
_POST = re.compile("پستی[^\n0-9]{0,16}$")
_TELEPHONE = re.compile("(?:تلفن|تماس)[^\n0-9]{0,12}$")
_ID = re.compile("(?:کد|شماره)[ \u200c]?ملی")
_ID_BEFORE = re.compile(f"{_ID.pattern}[^0-9]{{0,20}}$")


class PersonalNumber(NamedTuple):
    """A number of a person: its span, and all its digits."""

    start: int
    end: int
    digits: str


Numbers = Callable[[str, list[NumberPart]], Iterator[PersonalNumber]]
"""Finds the numbers of one kind among the number parts of a text."""


def ibans(text: str, parts: list[NumberPart]) -> Iterator[PersonalNumber]:
    """Yield account numbers (ISO 13616): country and check digits go to the end, I is 18 and R 27, mod 97 is 1."""
    for run, digits in _runs(text, parts, _TIGHT, 24):
        country = _near(text, run[0].start, _COUNTRY)
        led = country or _near(text, run[0].start, _SHEBA)
        if led and int(f"{digits[2:]}1827{digits[:2]}") % 97 == 1:
            yield PersonalNumber(country.start() if country else run[0].start, run[-1].end, digits)


def cards(text: str, parts: list[NumberPart]) -> Iterator[PersonalNumber]:
    """Yield bank cards (ISO/IEC 7812): the Luhn sum, every second digit from the left doubled, is a multiple of ten."""
    for run, digits in _runs(text, parts, _TIGHT, 16):
        grouped = all(len(part.digits) % 4 == 0 for part in run)
        doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[::2])
        if (doubled + sum(map(int, digits[1::2]))) % 10 or not any(map(int, digits)):
            continue
        if _near(text, run[0].start, _CARD) or (grouped and not _something_else(text, run)):
            yield _whole(run, digits)


def mobiles(text: str, parts: list[NumberPart]) -> Iterator[PersonalNumber]:
    """Yield mobile numbers, with or without 0, 98 or 0098 before them."""
    for run, digits in _runs(text, parts, _LOOSE, 10, 11, 12, 14):
        if _MOBILE.fullmatch(digits) and _is_mobile(text, run, digits):
            yield _whole(run, digits)


def national_ids(text: str, parts: list[NumberPart]) -> Iterator[PersonalNumber]:
    """Yield Iran's national ids: digits weighted 10 to 2, mod 11; r < 2 is itself the check digit, else 11 - r.

    What the text calls one is one, though a digit be mistyped.
    """
    for run, digits in _runs(text, parts, _TIGHT, 10):
        if len(run) == 1 and _near(text, run[0].start, _ID_BEFORE):
            yield _whole(run, digits)
            continue
        rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
        if int(digits[-1]) != (rest if rest < 2 else 11 - rest) or len(set(digits)) == 1:
            continue
        solid = len(run) == 1 and text[run[0].start - 1 : run[0].start] not in ("/", "-")
        if _called_id(text, run) or (
            (solid or _gaps(text, run) == ["-", "-"])
            and not _something_else(text, run)
            and not _measured(text, run)
            and not _near(text, run[0].start, _TELEPHONE)
        ):
            yield _whole(run, digits)


def postal_codes(text: str, parts: list[NumberPart]) -> Iterator[PersonalNumber]:
    """Yield ten digits that the text calls a postal code, except those of offices."""
    for run, digits in _runs(text, parts, _TIGHT, 10):
        if _near(text, run[0].start, _POST) and not of_office(text, run[0].start):
            yield _whole(run, digits)


def _runs(
    text: str, parts: list[NumberPart], gap: re.Pattern[str], *lengths: int
) -> Iterator[tuple[tuple[NumberPart, ...], str]]:
    """Yield the runs of parts with so many digits, each with its digits; of words only where a gap may be loose."""
    written = parts if gap is _LOOSE else [part for part in parts if text[part.start : part.end].isdigit()]
    for run in runs_of_parts(text, written, gap, frozenset(lengths)):
        yield run, "".join(part.digits for part in run)


def _is_mobile(text: str, run: tuple[NumberPart, ...], digits: str) -> bool:
    """Return whether digits like those of a mobile are one, by their groups and the words beside them."""
    start, first = run[0].start, run[0].digits
    tight, plain = (all(gap.fullmatch(each) for each in _gaps(text, run)) for gap in (_TIGHT, _PLAIN))
    if _near(text, start, _ID_BEFORE) or (len(run) > 1 and _near(text, start, _DECIMAL)):
        return False
    if digits[0] == "0" or text[start - 1 : start] == "+":
        worded = not text[start].isdigit()
        return (len(first) > 2 or plain or worded) and (tight or not _measured(text, run))
    if _something_else(text, run) or _measured(text, run):
        return False
    if not tight or "\n" in text[start : run[-1].end]:
        return _near(text, start, personal_words("call", "[^\n0-9]{0,14}$")) is not None
    return len(first) in _BARE_FIRST


def _whole(run: tuple[NumberPart, ...], digits: str) -> PersonalNumber:
    return PersonalNumber(run[0].start, run[-1].end, digits)


def _gaps(text: str, run: tuple[NumberPart, ...]) -> list[str]:
    return [text[before.end : after.start] for before, after in pairwise(run)]


def _near(text: str, start: int, words: re.Pattern[str]) -> re.Match[str] | None:
    return words.search(text, max(0, start - _BEFORE), start)


def _called_id(text: str, run: Iterable[NumberPart]) -> bool:
    """Return whether the words before or after a number call it a national id."""
    first, *_, last = (*run, *run)
    return bool(_ID.search(text, max(0, first.start - _BEFORE), min(len(text), last.end + _AFTER)))


def _something_else(text: str, run: tuple[NumberPart, ...]) -> bool:
    """Return whether the words before a number say that it is one of a file, a bill, a law."""
    return _near(text, run[0].start, personal_words("other", "[^\n0-9]{0,14}$")) is not None


def _measured(text: str, run: tuple[NumberPart, ...]) -> bool:
    """Return whether a unit follows a number."""
    return personal_words("unit", WORD_END, "[ \u200c]?").match(text, run[-1].end) is not None
