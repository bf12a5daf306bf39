"""Holidays of Iran, by day; those that hang on the moon are estimates until they are near, and say so."""

from datetime import date
from functools import cache

from holidays import country_holidays

from bumi.text import normal

__all__ = ["holiday"]

_FRIDAY = 4


def holiday(day: date) -> str:
    """Return the Persian name of the holiday on `day` (Gregorian), «جمعه» on Fridays, or nothing."""
    return _of_year(day.year).get(day, "") or ("جمعه" if day.weekday() == _FRIDAY else "")


@cache
def _of_year(year: int) -> dict[date, str]:
    found = country_holidays("IR", years=year, language="fa")
    return {day: normal(name).replace(";", "؛") for day, name in found.items()}
