"""The parts of patterns match all that they name."""

import re
from datetime import timedelta

import pytest

from bumi.persian.calendar import MONTHS, WEEKDAYS, day_in_words, from_jalali, jalali_date, weekday_in_words
from bumi.persian.number_words import ORDINALS
from bumi.persian.patterns import CLOCK, CLOCK_WITH_HALVES, MONTH, UNIT, WEEKDAY, WEEKDAY_AS_SPELLED


@pytest.mark.parametrize("weekday", [WEEKDAY, WEEKDAY_AS_SPELLED])
def test_every_weekday_is_matched(weekday: str) -> None:
    assert all(re.fullmatch(weekday, name) for name in WEEKDAYS)


def test_weekdays_differ_in_their_gaps() -> None:
    assert not re.fullmatch(WEEKDAY_AS_SPELLED, "سه شنبه") and re.fullmatch(WEEKDAY, "سه شنبه")
    assert all(re.fullmatch(WEEKDAY, f"پنج{gap}شنبه") for gap in ("", " ", "\u200c"))


def test_months_units_and_clocks_are_matched() -> None:
    assert all(re.fullmatch(MONTH, name) for name in MONTHS)
    assert re.fullmatch(UNIT, "ده") and not re.fullmatch(UNIT, "یازده")
    assert re.fullmatch(CLOCK, "۱۰:۳۰") and not re.fullmatch(CLOCK, "۸ و نیم")
    assert re.fullmatch(CLOCK_WITH_HALVES, "۸ و نیم")


def test_every_day_of_a_month_has_an_ordinal() -> None:
    assert {*ORDINALS.values()} == {*range(1, 32)}
    assert (ORDINALS["سوم"], ORDINALS["هجدهم"], ORDINALS["بیست و سوم"]) == (3, 18, 23)


def test_a_date_in_words_has_its_weekday() -> None:
    first = from_jalali(1405, 1, 1)
    for day in (first + timedelta(days=number) for number in range(0, 730, 13)):
        year, month, number = jalali_date(day)
        assert (
            day_in_words(day, year=False).split()[0] == weekday_in_words(day)
            and from_jalali(year, month, number) == day
        )
