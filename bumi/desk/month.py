"""Days as the province counts them: Jalali months and weeks with what goes out on each, holidays, gaps and clashes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType

from persiantools.jdatetime import JalaliDate

from bumi.holidays import holiday
from bumi.newsroom.queries.agenda import Entry
from bumi.persian.calendar import MONTHS, TEHRAN, to_tehran
from bumi.persian.text import digits_to_persian

__all__ = ["Day", "Month", "Slot", "bounds", "days", "month", "month_of", "week"]

_CLOSE = timedelta(minutes=30)  # two pieces within it take readers from each other
_YEARS = range(1300, 1499)  # Jalali, that an address may ask for
_GAP_DAYS = 14  # how far ahead a day with nothing in it is worth a word


@dataclass(frozen=True)
class Slot:
    """A piece on a day; `clash` says that another goes out too near to it, while that can still be changed."""

    entry: Entry
    clash: bool


@dataclass(frozen=True)
class Day:
    """One day: its Jalali number and month, the holiday on it, what goes out, and whether nothing does.

    `more` is how many go out besides the `slots`.
    """

    on: date
    number: int
    month: str
    holiday: str
    slots: tuple[Slot, ...]
    gap: bool
    today: bool
    more: int

    @property
    def address(self) -> str:
        """The day as an address has it: 1405-09-04."""
        return JalaliDate(self.on).isoformat()


@dataclass(frozen=True)
class Month:
    """A Jalali month; its first day stands `blanks` places after Saturday."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """Its name with the year, as in «آذر ۱۴۰۵»."""
        return digits_to_persian(f"{MONTHS[self.number - 1]} {self.year}")

    @property
    def address(self) -> str:
        """The month as an address has it: 1405-09."""
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        """Its first day."""
        found: date = JalaliDate(self.year, self.number, 1).to_gregorian()
        return found

    @property
    def blanks(self) -> int:
        """How many days of the week are over when it begins."""
        return int(JalaliDate(self.first).weekday())

    def moved(self, by: int) -> "Month":
        """Return the month that many months later."""
        count = self.year * 12 + self.number - 1 + by
        return Month(count // 12, count % 12 + 1)


def month(address: str, today: date) -> Month:
    """Return the month of an address, or the one that `today` is in."""
    year, _, number = address.partition("-")
    written = address.isascii() and year.isdigit() and number.isdigit()
    if written and int(year) in _YEARS and 1 <= int(number) <= 12:
        return Month(int(year), int(number))
    return month_of(today)


def month_of(day: date) -> Month:
    """Return the month a day is in."""
    found = JalaliDate(day)
    return Month(found.year, found.month)


def week(address: str, today: date) -> date:
    """Return the Saturday of the week that the day of an address is in, or `today` where it names none of our time."""
    try:
        asked = JalaliDate.fromisoformat(address)
    except (ValueError, TypeError):
        asked = None
    day = asked.to_gregorian() if asked and asked.year in _YEARS else today
    first: date = day - timedelta(days=JalaliDate(day).weekday())
    return first


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the moments at which the days from `first` to before `last` begin and end in Tehran."""
    return datetime.combine(first, time(), TEHRAN), datetime.combine(last, time(), TEHRAN)


def days(
    first: date, last: date, entries: Iterable[Entry], today: date, in_all: Mapping[date, int] = MappingProxyType({})
) -> list[Day]:
    """Return the days from `first` to before `last`, each with its entries in order; `in_all` counts all there are."""
    by_day: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: (each.at, each.id)):
        by_day.setdefault(to_tehran(entry.at).date(), []).append(entry)
    return [_day(first + timedelta(days=n), by_day, today, in_all) for n in range((last - first).days)]


def _day(on: date, by_day: dict[date, list[Entry]], today: date, in_all: Mapping[date, int]) -> Day:
    entries, jalali = by_day.get(on, []), JalaliDate(on)
    near = [later.at - one.at < _CLOSE for one, later in pairwise(entries)]  # in order, so neighbours tell
    close = (before or after for before, after in pairwise([False, *near, False]))
    slots = tuple(Slot(entry, by and entry.movable) for entry, by in zip(entries, close, strict=False))
    more = max(0, in_all.get(on, 0) - len(slots))
    ahead = today <= on < today + timedelta(days=_GAP_DAYS)
    free = holiday(on)
    return Day(
        on, jalali.day, MONTHS[jalali.month - 1], free, slots, ahead and not slots and not free, on == today, more
    )
