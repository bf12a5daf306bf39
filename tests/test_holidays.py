"""Holidays, against the official calendar of 1405."""

from datetime import date

from bumi.holidays import holiday, holidays, is_day_off
from bumi.persian.calendar import from_jalali

FIRST, LAST = from_jalali(1405, 1, 1), from_jalali(1405, 12, 29)
# Month and day of the official calendar's holidays of 1405.
OFFICIAL = {
    *((1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (1, 25), (3, 6), (3, 14), (3, 15), (4, 3), (4, 4)),
    *((5, 13), (5, 21), (5, 22), (5, 30), (6, 8), (8, 22), (10, 2), (11, 22), (12, 29)),
}


def test_the_holidays_are_the_official_calendars() -> None:
    found = {each.day for each in holidays(FIRST, LAST)}
    assert {from_jalali(1405, *day) for day in OFFICIAL} <= found


def test_a_holiday_of_the_moon_far_ahead_is_estimated_and_one_of_the_sun_is_not() -> None:
    ahead = {each.name: each.estimated for each in holidays(from_jalali(1409, 1, 1), from_jalali(1409, 12, 29))}
    assert ahead["عاشورای حسینی"]
    assert not ahead["روز طبیعت"]
    assert not any("تخمینی" in name for name in ahead)


def test_a_friday_is_a_day_off_and_a_plain_wednesday_is_not() -> None:
    assert is_day_off(date(2026, 11, 27))
    assert not is_day_off(date(2026, 11, 25))


def test_a_day_has_its_names_in_words() -> None:
    assert holiday(from_jalali(1405, 1, 1)) == "جشن نوروز؛ عید سعید فطر"
    assert holiday(date(2026, 11, 27)) == "جمعه"
    assert holiday(date(2026, 11, 25)) == ""
