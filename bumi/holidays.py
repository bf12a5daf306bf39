"""Official holidays of Iran by day; those of the lunar calendar are marked as estimates."""

from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from bumi.persian.text import normal

_FRIDAY = 4
_ESTIMATED = " (تخمینی)"


class Holiday(NamedTuple):
    """An official holiday; an `estimated` one depends on the moon and may be a day earlier or later."""

    day: date
    name: str
    estimated: bool


def holidays(first: date, last: date) -> list[Holiday]:
    """Return the holidays from `first` to `last`, both included; a day with two names has two."""
    years = range(first.year, last.year + 1)
    return [each for year in years for each in _of_year(year) if first <= each.day <= last]


def holiday(day: date) -> str:
    """Return the Persian name of the holiday on `day`, «جمعه» on Fridays, or nothing."""
    names = (f"{each.name}{_ESTIMATED if each.estimated else ''}" for each in holidays(day, day))
    return "؛ ".join(names) or ("جمعه" if day.weekday() == _FRIDAY else "")


@lru_cache(maxsize=4_096)  # reports count the working days of a year, question by question
def is_day_off(day: date) -> bool:
    """Say whether offices are closed on `day`: a Friday, or a holiday."""
    return holiday(day) != ""


@cache
def _of_year(year: int) -> tuple[Holiday, ...]:
    from holidays.countries.iran import Iran  # imported late, as it is slow

    known = Iran(years=year, language="fa_IR")
    named = ((day, normal(name).replace(";", "؛")) for day in sorted(known) for name in known.get_list(day))
    return tuple(Holiday(day, name.removesuffix(_ESTIMATED), name.endswith(_ESTIMATED)) for day, name in named)
