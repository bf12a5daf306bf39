"""Working time of offices: working days, the deadline after so many of them, and the working hours between moments."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bumi.holidays import is_day_off
from bumi.persian.calendar import start_of, tehran_day, weekday_in_words

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class OfficeHours:
    """The weekdays on which offices work, by their Persian names, and the hours in Tehran; never on a holiday."""

    days: frozenset[str]
    opens: time
    closes: time

    def works_on(self, day: date) -> bool:
        """Return whether offices work on `day`."""
        return weekday_in_words(day) in self.days and not is_day_off(day)

    def closing(self, moment: datetime, days: int) -> datetime:
        """Return when offices close on the last of `days` working days (1 or more) after the day of `moment`."""
        day = tehran_day(moment)
        for _ in range(days):
            day = self._next(day)
        return start_of(day, self.closes)

    def hours_between(self, begin: datetime, end: datetime) -> float:
        """Return the working hours from `begin` to `end`; 0 where `end` is not later."""
        if end <= begin:
            return 0.0
        days = self._count(tehran_day(begin), tehran_day(end))
        return (days * self._whole_day + self._worked_by(end) - self._worked_by(begin)) / _HOUR

    def days_between(self, begin: datetime, end: datetime) -> int:
        """Return how many working days come after the day of `begin`, up to that of `end`; 0 where `end` is before."""
        return self._count(tehran_day(begin) + _DAY, tehran_day(end) + _DAY)

    @property
    def _whole_day(self) -> timedelta:
        return datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)

    def _worked_by(self, moment: datetime) -> timedelta:
        """Return how long offices have worked on the day of `moment`, until then."""
        day = tehran_day(moment)
        if not self.works_on(day):
            return timedelta()
        return min(max(moment - start_of(day, self.opens), timedelta()), self._whole_day)

    def _count(self, first: date, after: date) -> int:
        """Return how many working days there are from `first` to before `after`."""
        return sum(self.works_on(first + timedelta(days=number)) for number in range((after - first).days))

    def _next(self, day: date) -> date:
        day += _DAY
        while not self.works_on(day):
            day += _DAY
        return day
