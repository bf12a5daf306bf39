"""Contradictions within a text: wrong sums, ranges of days that end before they begin, deadlines after the event."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from bumi.brief import Brief, Kind
from bumi.checks.context import Context
from bumi.checks.rule import Match, with_brief
from bumi.persian.amounts import Amount, amounts
from bumi.persian.calendar import MONTHS
from bumi.persian.dates import Day, days
from bumi.persian.text import ZWNJ, digits_to_persian

_HALVES = (("زن", "مرد"), ("بانو", "آقا"), ("خانم", "آقا"), ("دختر", "پسر"))
_TO_PARTS = re.compile(f"(?: [\\w{ZWNJ}]+){{1,3}}(?:،| شامل| که از این شمار| از جمله|:| \\() ?")
_HALF = re.compile(rf" (?:نفر )?(\w+?)(?:{ZWNJ}?ها|ان)?(?!\w)")
_AND = re.compile("(?: [\\w\u200c]+)? و |، ")
_DAYS = re.compile(f" روز(?:ه)?،? (?:از )?$|{ZWNJ}?روزه،? (?:از )?$")
_RANGE = re.compile("(?:تا|الی|[-–])")
_DEADLINE = re.compile(r"(?:ثبت.?نام|نام.?نویسی|مهلت)[^.؛!؟\n]{0,40}(?<!\w)تا (?:پایان |روز |ظهر )?$")
_BEFORE = 70  # characters
_HALF_YEAR = 6  # months; days that are farther apart may be of two years


def wrong_sums(said: str, _: Context) -> Iterator[Match]:
    """Yield «۲۰ نفر، ۱۲ زن و ۹ مرد» and «سه روز از ۱۸ تا ۲۱ مهر»: a whole of two parts that do not add up."""
    found = amounts(said)
    for whole, first, second in zip(found, found[1:], found[2:], strict=False):
        if _are_parts(said, whole, first, second):
            total, parts = _whole(whole), [_whole(first), _whole(second)]
            if total and all(parts) and total != sum(parts):
                yield Match(*whole[:2], values={"said": total, "right": sum(parts)})
    ends = [end for _, end, _ in found]
    for day in days(said):
        before = bisect_left(ends, day.start) - 1
        count = found[before] if before >= 0 and _DAYS.fullmatch(said, ends[before], day.start) else None
        ranged = len(day.days) > len(day.written) == 2
        if count and ranged and (number := _whole(count)) and number != len(day.days):
            yield Match(*count[:2], values={"said": number, "right": len(day.days)})


def reversed_ranges(context: Context) -> Iterator[Match]:
    """Yield the ranges of one month whose second day is before the first: «۲۰ تا ۱۸ مهر»."""
    for day in days(context.text):
        first, last = day.written[0][0], day.written[-1][0]
        if len(day.written) == 2 and last < first and _RANGE.search(context.text, day.start, day.end):
            yield Match(day.start, day.end)


@with_brief
def late_deadlines(context: Context, brief: Brief) -> Iterator[Match]:
    """Yield deadlines for enrolment after the last day of the event in the brief, with that day."""
    held = days(brief.parts().get("when", "")) if brief.kind is Kind.EVENT else []
    if not held:
        return
    last = max(held, key=_last)
    until = {"last": digits_to_persian(f"{max(last.days)} {MONTHS[last.month - 1]}")}
    for day in days(context.text):
        late = _last(day) > _last(last) and abs(day.month - last.month) < _HALF_YEAR
        if late and _DEADLINE.search(context.text[max(0, day.start - _BEFORE) : day.start]):
            yield Match(day.start, day.end, values=until)


def _are_parts(text: str, whole: Amount, first: Amount, second: Amount) -> bool:
    """Return whether the second and third number count women and men, or girls and boys, and the first both."""
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


def _last(day: Day) -> tuple[int, int]:
    return day.month, max(day.days)
