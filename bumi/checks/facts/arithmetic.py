"""Sums that do not add up: a whole and its two halves, and the days of a range."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bumi.persian.amounts import Amount, amounts
from bumi.persian.dates import days
from bumi.persian.morphology import sentences
from bumi.persian.text import ZWNJ

__all__ = ["Sum", "wrong_sums"]

_HALVES = (("زن", "مرد"), ("بانو", "آقا"), ("خانم", "آقا"), ("دختر", "پسر"))
_TO_PARTS = re.compile(f"(?: [\\w{ZWNJ}]+){{1,3}}(?:،| شامل| که از این شمار| از جمله|:| \\() ?")
_HALF = re.compile(rf" (?:نفر )?(\w+?)(?:{ZWNJ}?ها|ان)?(?!\w)")
_AND = re.compile("(?: [\\w\u200c]+)? و |، ")
_DAYS = re.compile(f" روز(?:ه)?،? (?:از )?$|{ZWNJ}?روزه،? (?:از )?$")


class Sum(NamedTuple):
    """Where a sum stands, what is said of it and what it comes to."""

    start: int
    end: int
    said: int
    right: int


def wrong_sums(text: str) -> Iterator[Sum]:
    """Yield «۲۰ نفر، ۱۲ زن و ۹ مرد» and «سه روز از ۱۸ تا ۲۱ مهر»: what is parted in two has no third part."""
    for start, end in sentences(text):
        said = text[start:end]
        found = amounts(said)
        for whole, first, second in zip(found, found[1:], found[2:], strict=False):
            if _are_parts(said, whole, first, second):
                total, parts = _whole(whole), [_whole(first), _whole(second)]
                if total and all(parts) and total != sum(parts):
                    yield Sum(start + whole[0], start + whole[1], total, sum(parts))
        ends = [end for _, end, _ in found]
        for day in days(said):
            before = bisect_left(ends, day.start) - 1
            count = found[before] if before >= 0 and _DAYS.fullmatch(said, ends[before], day.start) else None
            ranged = len(day.days) > len(day.written) == 2
            if count and ranged and (number := _whole(count)) and number != len(day.days):
                yield Sum(start + count[0], start + count[1], number, len(day.days))


def _are_parts(text: str, whole: Amount, first: Amount, second: Amount) -> bool:
    """Say whether the second and third number are of women and men, girls and boys, and the first of both."""
    one, other = _HALF.match(text, first[1]), _HALF.match(text, second[1])
    if not one or not other or not _TO_PARTS.fullmatch(text, whole[1], first[0]):
        return False
    return tuple(sorted((one[1], other[1]))) in {tuple(sorted(pair)) for pair in _HALVES} and bool(
        _AND.search(text, one.end(), second[0] + 1)
    )


def _whole(amount: Amount) -> int:
    """Return a number without a fraction, or 0."""
    values = [value for value in amount[2] if isinstance(value, Decimal) and value == int(value)]
    return int(min(values, default=0))
