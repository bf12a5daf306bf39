"""Working time: deadlines fall on working days, and hours count only while offices are open."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.calendar import WEEKDAYS, parse_moment, start_of, tehran_day
from bumi.working_time import OfficeHours

OFFICE = OfficeHours(frozenset(WEEKDAYS[:5]), time(7, 30), time(14, 30))
MOMENTS = st.datetimes(datetime(2026, 3, 21), datetime(2028, 3, 19)).map(lambda at: start_of(at.date(), at.time()))


@pytest.mark.parametrize(
    ("sent", "days", "closing"),
    [
        ("1405/09/07 10:00", 5, "1405/09/14 14:30"),  # Saturday: Thursday and Friday do not count
        ("1405/09/05 10:00", 1, "1405/09/07 14:30"),  # Thursday
        ("1404/12/27 10:00", 2, "1405/01/08 14:30"),  # over Nowruz: 1 to 4 Farvardin, and what follows
    ],
)
def test_days_off_do_not_count(sent: str, days: int, closing: str) -> None:
    found = OFFICE.closing(parse_moment(sent), days)
    counted = [tehran_day(parse_moment(sent)) + timedelta(days=number) for number in range(1, 40)]
    assert sum(OFFICE.works_on(day) for day in counted if day <= tehran_day(found)) == days
    assert found == parse_moment(closing)


def test_hours_outside_the_office_do_not_count() -> None:
    wednesday, saturday = parse_moment("1405/09/04 13:00"), parse_moment("1405/09/07 09:00")
    assert OFFICE.hours_between(wednesday, saturday) == pytest.approx(1.5 + 1.5)
    assert OFFICE.hours_between(saturday, wednesday) == 0
    assert OFFICE.hours_between(parse_moment("1405/09/06 08:00"), parse_moment("1405/09/06 12:00")) == 0  # Friday


@given(MOMENTS, st.integers(1, 20))
def test_a_deadline_is_the_closing_hour_of_a_working_day(sent: datetime, days: int) -> None:
    found = OFFICE.closing(sent, days)
    assert OFFICE.works_on(tehran_day(found)) and found.time() == OFFICE.closes
    assert OFFICE.days_between(sent, found) == days and OFFICE.days_between(found, sent) == 0
    assert found > sent and (days == 1 or OFFICE.closing(sent, days - 1) < found)
    whole_days = OFFICE.hours_between(start_of(tehran_day(sent) + timedelta(days=1)), found)
    assert whole_days == pytest.approx(7 * days)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_hours_add_up(one: datetime, two: datetime, three: datetime) -> None:
    begin, middle, end = sorted((one, two, three))
    parts = OFFICE.hours_between(begin, middle) + OFFICE.hours_between(middle, end)
    assert parts == pytest.approx(OFFICE.hours_between(begin, end))


def test_offices_that_work_on_thursday() -> None:
    six_days = OfficeHours(frozenset(WEEKDAYS[:6]), time(8), time(13))
    thursday = date(2026, 11, 26)
    assert six_days.works_on(thursday) and not OFFICE.works_on(thursday)
