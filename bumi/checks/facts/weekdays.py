"""Weekdays: each must be that of its date in the Jalali calendar.

The year is written with the date, or given by the brief for the same day. Without a year, the weekday must be the one
that the brief writes with the day.
"""

from collections.abc import Iterator

from persiantools.jdatetime import JalaliDate

from bumi.checks.context import Context
from bumi.checks.facts.dates import known_days
from bumi.checks.rule import Match, Rule
from bumi.finding import Severity
from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.dates import days, weekday_of, weekdays
from bumi.persian.text import digits_to_persian

_LEAP = 1403  # where no year is known, 30 Esfand may exist


def _wrong(context: Context) -> Iterator[Match]:
    """Yield dates that are not in the calendar, and weekdays that do not match their date."""
    named = {start: number for start, _, number in weekdays(context.text)}
    known = known_days(context.brief)
    for day in days(context.text):
        for number, span in day.written:
            year = day.year or known.year(day.month, number)
            if not JalaliDate.check_date(year or _LEAP, day.month, number):
                yield Match(day.start, day.end, values={"code": "no-such-day"})
            elif span:
                right = weekday_of(year, day.month, number) if year else known.weekday(day.month, number)
                if right is not None and named.get(span[0], right) != right:
                    date = digits_to_persian(f"{number} {MONTHS[day.month - 1]} {year or 'در سفارش'}")
                    yield Match(*span, (WEEKDAYS[right],), {"code": "mismatch", "date": date})


RULES = (Rule("weekday/{code}", Severity.BLOCKS, _wrong),)
