"""Jalali months: their days, their names, and how people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.months import Month, month_of, month_or, parse_month


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_month_holds_its_days(day: date) -> None:
    held = month_of(day)
    assert held.first <= day <= held.last and held.moved(-1).moved(1) == held
    assert held.last + timedelta(days=1) == held.moved(1).first and 29 <= held.days <= 31
    assert parse_month(held.address) == held


def test_a_month_is_named_and_counted() -> None:
    azar = Month(1405, 9)
    assert (azar.name, azar.address, azar.days, azar.first) == ("آذر ۱۴۰۵", "1405-09", 30, date(2026, 11, 22))
    assert azar.moved(4) == Month(1406, 1) and Month(1405, 12) < Month(1406, 1)


@pytest.mark.parametrize("typed", ["1405-09", "1405/9", "۱۴۰۵/۰۹", " ۱۴۰۵-۹ "], ids=range(4))
def test_a_month_is_read_as_people_type_it(typed: str) -> None:
    assert parse_month(typed) == Month(1405, 9)


@pytest.mark.parametrize("odd", ["", "x", "1405-13", "1405-0", "99999-1", "1405-09-99", "0900-01", "<b>"])
def test_what_is_no_month_is_said_so(odd: str) -> None:
    with pytest.raises(ValueError, match=r"ماه نیست؛ مانند ۱۴۰۵/۰۹ بنویسید"):
        parse_month(odd)
    assert month_or(odd, Month(1404, 1)) == Month(1404, 1)
