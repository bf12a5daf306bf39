"""A bare number counts what others of its note do."""

import pytest

from models.constraints.units import is_bare, units


def test_units_are_what_stands_behind_numbers() -> None:
    assert units("تازه ۲۸۰ هزار تومان، خشک ۱۱۰") == {("هزار", "تومان")}
    assert units("۱۲ نفر، ۳ تیم؛ ساعت ۱۸:۳۰ نفر") == {("نفر",), ("تیم",)}
    assert units("ساعت ۱۲ ظهر") == frozenset()


@pytest.mark.parametrize(
    ("number", "before", "bare"),
    [
        ("۱۱۰", "خشک", True),
        ("۲.۵", "پارسال", True),
        ("۱۱", "ساعت", False),
        ("۱۴۰۴", "سال", False),
        ("۰۹۱۲", "همراه", False),
        ("۱۲:۳۰", "شنبه", False),
        ("دو", "پارسال", False),
    ],
)
def test_a_number_with_a_name_before_it_counts_nothing(number: str, before: str, bare: bool) -> None:
    assert is_bare(number, before) is bare
