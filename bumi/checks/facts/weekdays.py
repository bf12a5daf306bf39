"""Weekdays against the Jalali calendar, wherever the year is known."""

from collections.abc import Iterator

from persiantools.jdatetime import JalaliDate

from bumi.checks.context import Context
from bumi.checks.facts.known_days import known_days
from bumi.finding import Finding, Severity
from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.dates import days, weekday_of, weekdays
from bumi.persian.text import digits_to_persian

__all__ = ["check"]

_LEAP = 1403  # where no year is known, 30 Esfand may exist


def check(context: Context) -> Iterator[Finding]:
    """Find dates that the calendar does not have, and weekdays that are not those of their date.

    The year is the one written with the date, or the one that the brief gives for the same day; where there is none,
    the weekday is that which the brief writes with the day.
    """
    named = {start: number for start, _, number in weekdays(context.text)}
    known = known_days(context.brief)
    for day in days(context.text):
        for number, span in day.written:
            year = day.year or known.year(day.month, number)
            if not JalaliDate.check_date(year or _LEAP, day.month, number):
                message = f"«{context.text[day.start : day.end]}» در تقویم نیست؛ روز و ماه را دوباره ببینید"
                yield context.finding("weekday/no-such-day", Severity.BLOCKS, day.start, day.end, message)
            elif span:
                right = weekday_of(year, day.month, number) if year else known.weekday(day.month, number)
                if right is not None and named.get(span[0], right) != right:
                    date = f"{number} {MONTHS[day.month - 1]} {year or 'در سفارش'}"
                    yield _wrong(context, span, date, WEEKDAYS[right])


def _wrong(context: Context, span: tuple[int, int], date: str, right: str) -> Finding:
    message = f"{digits_to_persian(date)} «{right}» است، نه «{context.text[slice(*span)]}»؛ روز هفته را درست کنید"
    return context.finding("weekday/mismatch", Severity.BLOCKS, *span, message, right)
