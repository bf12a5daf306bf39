"""Days in the wrong order: a range that ends before it begins, and a deadline after what it is for."""

import re
from collections.abc import Iterator

from bumi.brief import Brief, Kind
from bumi.persian.dates import Day, days

__all__ = ["late_deadlines", "reversed_ranges"]

_RANGE = re.compile("(?:تا|الی|[-–])")
_DEADLINE = re.compile(r"(?:ثبت.?نام|نام.?نویسی|مهلت)[^.؛!؟\n]{0,40}(?<!\w)تا (?:پایان |روز |ظهر )?$")
_BEFORE = 70  # characters
_HALF_YEAR = 6  # months; days that are farther apart may be of two years


def reversed_ranges(text: str) -> Iterator[Day]:
    """Yield the ranges of one month whose second day is before the first: «۲۰ تا ۱۸ مهر»."""
    for day in days(text):
        first, last = day.written[0][0], day.written[-1][0]
        if len(day.written) == 2 and last < first and _RANGE.search(text, day.start, day.end):
            yield day


def late_deadlines(text: str, brief: Brief) -> Iterator[tuple[Day, Day]]:
    """Yield the last days to enrol that are later than the last day of the event, with that day as the brief has it."""
    held = days(brief.parts().get("when", "")) if brief.kind is Kind.EVENT else []
    if not held:
        return
    last = max(held, key=_last)
    for day in days(text):
        apart = abs(day.month - last.month)
        if (
            _last(day) > _last(last)
            and apart < _HALF_YEAR
            and _DEADLINE.search(text[max(0, day.start - _BEFORE) : day.start])
        ):
            yield day, last


def _last(day: Day) -> tuple[int, int]:
    return day.month, max(day.days)
