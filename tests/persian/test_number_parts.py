"""Parts of numbers, in digits and words, and the runs of them that make one number."""

import re

import pytest

from bumi.persian.number_parts import number_parts, runs_of_parts


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("۰۹۱۳ سیصد و چهل 7788", ["0913", "340", "7788"]),
        ("صفر نه یک سه", ["0", "9", "1", "3"]),
        ("نهصدوسیزده، هفتاد و هفت", ["913", "77"]),
        ("٠٩١٣", ["0913"]),
        ("سه میلیون و ۷", ["7"]),
        ("۲٫۵", ["2", "5"]),
        ("آب نیست", []),
    ],
    ids=range(7),
)
def test_parts_are_digits_and_words(text: str, digits: list[str]) -> None:
    assert [part.digits for part in number_parts(text)] == digits


def test_a_run_has_the_wanted_length_and_no_other_gap() -> None:
    text = "۱۲ ۳۴-۵ و ۶۷"
    runs = runs_of_parts(text, number_parts(text), re.compile("[ -]"), frozenset({3, 4, 5}))
    assert [text[run[0].start : run[-1].end] for run in runs] == ["۱۲ ۳۴", "۱۲ ۳۴-۵", "۳۴-۵"]
