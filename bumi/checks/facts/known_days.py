"""The days that a brief gives, for checks that compare a draft's dates and weekdays with them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from persiantools.jdatetime import JalaliDate

from bumi.brief import Brief
from bumi.persian.abbreviations import spelled_out
from bumi.persian.calendar import to_tehran
from bumi.persian.dates import Day, days, weekday_of, weekdays

__all__ = ["KnownDays", "known_days"]


@lru_cache(maxsize=64)
def known_days(brief: Brief | None) -> "KnownDays":
    """Return the days that a brief gives."""
    return KnownDays(brief)


class KnownDays:
    """The days that a brief gives: with month and day, as weekdays, and in which year."""

    def __init__(self, brief: Brief | None) -> None:
        self._text = spelled_out(brief.facts()) if brief else ""
        self._written = days(self._text)
        self._exact = [JalaliDate(day.date()) for day in _between(brief)] if brief else []
        self._own = days(brief.when) if brief else ()

    @cached_property
    def keys(self) -> set[tuple[int, int]]:
        """Every (month, day) of the brief."""
        written = {key for day in self._written for key in day.keys}
        return written | {(day.month, day.day) for day in self._exact}

    @cached_property
    def own_keys(self) -> set[tuple[int, int]]:
        """The (month, day) pairs of what the brief is of: those of its `when`, and of its exact times."""
        own = {key for day in self._own for key in day.keys}
        return own | {(day.month, day.day) for day in self._exact}

    @cached_property
    def weekdays(self) -> set[int]:
        """Every weekday of the brief, written or following from an exact date."""
        dated = (weekday_of(day.year, *key) for day in self._written if day.year for key in _real(day))
        return {number for _, _, number in weekdays(self._text)} | {*dated} | {day.weekday() for day in self._exact}

    def weekday(self, month: int, day: int) -> int | None:
        """Return the weekday that the brief writes with a day, None where it writes none or several."""
        found = self._beside.get((month, day), set())
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def _beside(self) -> dict[tuple[int, int], set[int]]:
        named = {start: number for start, _, number in weekdays(self._text)}
        found: dict[tuple[int, int], set[int]] = {}
        for known in self._written:
            for number, span in known.written:
                if span and span[0] in named:
                    found.setdefault((known.month, number), set()).add(named[span[0]])
        return found

    def year(self, month: int, day: int) -> int | None:
        """Return the year of a day, where the brief's exact times or a written year give it."""
        exact = (known.year for known in self._exact if (known.month, known.day) == (month, day))
        written = (known.year for known in self._written if known.year and (month, day) in known.keys)
        return next(exact, None) or next(written, None)


def _real(day: Day) -> Iterator[tuple[int, int]]:
    for month, number in day.keys:
        if day.year and JalaliDate.check_date(day.year, month, number):
            yield month, number


def _between(brief: Brief) -> Iterator[datetime]:
    """Yield the brief's exact days, and those between its start and end if they are no more than two months."""
    first, last = brief.starts_at, brief.ends_at
    if first and last and (last - first).days <= 62:
        for number in range((to_tehran(last).date() - to_tehran(first).date()).days + 1):
            yield to_tehran(first) + timedelta(days=number)
    else:
        yield from (to_tehran(moment) for moment in (first, last) if moment)
