"""Days in running text with their hours and weekdays, and the dates that they mean."""

from datetime import date

import pytest

from bumi.persian.day_phrases import NEAR_DAY, RELATIVE_DAY, dated_days, day_phrases, goes_on_with_days, is_habit

TODAY = date(2026, 11, 30)  # دوشنبه ۹ آذر ۱۴۰۵


@pytest.mark.parametrize(
    ("text", "words", "clock", "on"),
    [
        ("از ساعت ۱۰ صبح روز شنبه ۱۴ آذر برپا می‌شود", "ساعت ۱۰ صبح روز شنبه ۱۴ آذر", "۱۰", date(2026, 12, 5)),
        ("پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۹ آغاز می‌شود", "پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۹", "۹", date(2026, 12, 3)),
        ("۲۴ و ۲۵ آذر ۱۴۰۵ برگزار می‌شود", "۲۴ و ۲۵ آذر ۱۴۰۵", "", date(2026, 12, 15)),
        ("۱۲ آذر برگزار می‌شود", "۱۲ آذر", "", None),
    ],
)
def test_a_day_has_its_hours_and_is_dated_where_year_or_weekday_settle_it(
    text: str, words: str, clock: str, on: date | None
) -> None:
    (found,) = day_phrases(text, TODAY)
    assert (found.words, found.clock, found.on) == (words, clock, on)


@pytest.mark.parametrize("text", ["مهلت تا ۱۲ آذر است", "در میدان ۱۲ فروردین", "روز ۴۵ آبان", "دوازدهم"])
def test_a_deadline_and_a_name_are_no_days_of_events(text: str) -> None:
    assert not [day for day in day_phrases(text, TODAY) if day.nearest]


def test_a_day_without_a_year_is_near_to_today() -> None:
    days = dated_days("یکشنبه ۱ فروردین، ۲۰ آبان و ۳۱ مهر", TODAY)
    assert [(each.day, each.weekday) for each in days] == [(date(2027, 3, 21), "یکشنبه"), (date(2026, 11, 11), "")]


def test_days_by_their_distance_from_today_are_found() -> None:
    found = NEAR_DAY.search("نشست ساعت ۱۰ فردا برپا می‌شود")
    assert found and found.group() == "ساعت ۱۰ فردا"
    assert RELATIVE_DAY.findall("دیروز و فردا شب، نه فرداها") == ["دیروز", "فردا شب"]


def test_recurring_weekdays_are_told_from_single_ones() -> None:
    assert is_habit("هر ") and is_habit("شنبه تا ") and not is_habit("روز ")
    assert goes_on_with_days("شنبه و یکشنبه", 4) and not goes_on_with_days("شنبه و بعد", 4)
