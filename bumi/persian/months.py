"""Months of the Jalali calendar: read from an address or an option, named in Persian, with their first and last day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate

from bumi.persian.calendar import MONTHS, from_jalali
from bumi.persian.text import digits_to_latin, digits_to_persian, normal

YEARS = range(1300, 1499)
"""The Jalali years that people may name."""

_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    """A Jalali month."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """Its name with the year, as in «آذر ۱۴۰۵»."""
        return digits_to_persian(f"{MONTHS[self.number - 1]} {self.year}")

    @property
    def address(self) -> str:
        """The month in an address: 1405-09."""
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        return from_jalali(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.moved(1).first - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.moved(1).first - self.first).days

    @property
    def blanks(self) -> int:
        """The empty cells before its first day, in weeks that begin on Saturday."""
        return int(JalaliDate(self.first).weekday())

    def moved(self, by: int) -> "Month":
        """Return the month that many months later."""
        count = self.year * 12 + self.number - 1 + by
        return Month(count // 12, count % 12 + 1)


def month_of(day: date) -> Month:
    """Return the month of a day."""
    found = JalaliDate(day)
    return Month(found.year, found.month)


def parse_month(text: str) -> Month:
    """Read a month as people type it, «۱۴۰۵/۰۹» or 1405-09; ValueError, in Persian, for anything else."""
    match = _MONTH.fullmatch(digits_to_latin(normal(text)).strip())
    if not match or int(match[1]) not in YEARS or not 1 <= int(match[2]) <= 12:
        raise ValueError(f"«{text[:20]}» ماه نیست؛ مانند ۱۴۰۵/۰۹ بنویسید")
    return Month(int(match[1]), int(match[2]))


def month_or(text: str, other: Month) -> Month:
    """Return the month that a text names, or `other` where it names none."""
    try:
        return parse_month(text)
    except ValueError:
        return other
