"""The calendar page: a Jalali month or week of publications, holidays, gaps and clashes, and the date picker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response
from persiantools.jdatetime import JalaliDate

from bumi.desk.authorization import STAFF, allow
from bumi.desk.request import CurrentRequest
from bumi.holidays import holiday
from bumi.newsroom.plan.campaigns import occasions_taken
from bumi.newsroom.queries.agenda import Entry, agenda
from bumi.persian.calendar import MONTHS, TEHRAN, WEEKDAYS, now, tehran_day, to_tehran
from bumi.persian.months import YEARS, month_of, month_or
from bumi.planning import Occasion, occasions_between, proposals, province_plan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


_MOST, _MOST_OF_WEEK = 8, 60  # pieces of a day in a month and in a week


@router.get("/calendar")
@allow(STAFF)
def show(request: CurrentRequest) -> Response:
    """Show a month, or a week where the query has `week`."""
    asked, today = request.query, now().date()
    shown = month_or(asked.get("month", ""), month_of(today))
    first, last = shown.first, shown.moved(1).first
    if by_week := "week" in asked:
        first = week(asked["week"], today)
        last = first + timedelta(days=7)
    with request.reading() as (session, who):
        entries, in_all = agenda(session, who, *bounds(first, last), _MOST_OF_WEEK if by_week else _MOST)
        kept = _occasions(session, first, last)
    return request.page(
        "calendar.html",
        month=shown,
        by_week=by_week,
        first=first,
        days=days(first, last, entries, today, in_all),
        occasions=kept,
        begins=_by_day(kept),
        weekdays=WEEKDAYS,
        earlier=days(first - timedelta(days=7), first, (), today)[0],
        later=days(last, last + timedelta(days=1), (), today)[0],
    )


@router.get("/calendar/picker")
@allow(STAFF)
def pick(request: CurrentRequest) -> Response:
    """Show the month of the date picker; the page's script writes the chosen day into the field."""
    today = now().date()
    shown = month_or(request.query.get("month", ""), month_of(today))
    found = days(shown.first, shown.moved(1).first, (), today)
    return request.page("picker.html", month=shown, days=found, weekdays=WEEKDAYS)


def _occasions(session: "Session", first: date, last: date) -> list[tuple[Occasion, bool]]:
    """Return the occasions of some days, each with whether a brief is proposed for it now."""
    open_ones = proposals(tehran_day(now()), province_plan(), occasions_taken(session))
    proposed = {(it.occasion.kept.slug, it.occasion.first) for it in open_ones}
    found = occasions_between(first, last - timedelta(days=1))
    return [(each, (each.kept.slug, each.first) in proposed) for each in found]


def _by_day(kept: list[tuple[Occasion, bool]]) -> dict[date, list[Occasion]]:
    """Return the occasions by their first day."""
    found: dict[date, list[Occasion]] = {}
    for each, _ in kept:
        found.setdefault(each.first, []).append(each)
    return found


_CLOSE = timedelta(minutes=30)  # two pieces within this time compete for readers
_GAP_DAYS = 14  # how many days ahead an empty day is marked


@dataclass(frozen=True)
class DayEntry:
    """A piece on a day; `clash` says that another is published too close to it, and that this one can still move."""

    entry: Entry
    clash: bool


@dataclass(frozen=True)
class CalendarDay:
    """One day: its Jalali number and month, its holiday, its entries, and whether it is a gap.

    `more` counts the pieces that are not among the `entries`.
    """

    on: date
    number: int
    month: str
    holiday: str
    entries: tuple[DayEntry, ...]
    gap: bool
    today: bool
    more: int

    @property
    def address(self) -> str:
        """The day in an address: 1405-09-04."""
        return JalaliDate(self.on).isoformat()


def week(address: str, today: date) -> date:
    """Return the first day of the week of the day that an address names, or else of `today`."""
    try:
        asked = JalaliDate.fromisoformat(address)
    except (ValueError, TypeError):
        asked = None
    day = asked.to_gregorian() if asked and asked.year in YEARS else today
    first: date = day - timedelta(days=JalaliDate(day).weekday())
    return first


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """Return when the day `first` and the day `last` begin in Tehran."""
    return datetime.combine(first, time(), TEHRAN), datetime.combine(last, time(), TEHRAN)


def days(
    first: date, last: date, entries: Iterable[Entry], today: date, in_all: Mapping[date, int] = MappingProxyType({})
) -> list[CalendarDay]:
    """Return the days from `first` to before `last`, each with its entries in order; `in_all` has the full counts."""
    by_day: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: (each.at, each.id)):
        by_day.setdefault(to_tehran(entry.at).date(), []).append(entry)
    return [_day(first + timedelta(days=n), by_day, today, in_all) for n in range((last - first).days)]


def _day(on: date, by_day: dict[date, list[Entry]], today: date, in_all: Mapping[date, int]) -> CalendarDay:
    found, jalali = by_day.get(on, []), JalaliDate(on)
    near = [later.at - one.at < _CLOSE for one, later in pairwise(found)]  # entries are in order
    close = (before or after for before, after in pairwise([False, *near, False]))
    entries = tuple(DayEntry(entry, by and entry.movable) for entry, by in zip(found, close, strict=False))
    more = max(0, in_all.get(on, 0) - len(entries))
    ahead = today <= on < today + timedelta(days=_GAP_DAYS)
    free = holiday(on)
    return CalendarDay(
        on, jalali.day, MONTHS[jalali.month - 1], free, entries, ahead and not entries and not free, on == today, more
    )
