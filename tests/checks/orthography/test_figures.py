"""Figures apart from their unit, with Persian separators, in groups of three."""

import pytest

from bumi.checks import check_text, fix


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("۵۰۰تومان و ۱۵درصد", "۵۰۰ تومان و ۱۵ درصد"),
        ("۲۰ساله، ۱۲نفره و ۳هزار", "۲۰ ساله، ۱۲ نفره و ۳ هزار"),
        ("۱,۲۰۰ ریال و ۱۲,۳۴۵,۶۷۸ نفر", "۱٬۲۰۰ ریال و ۱۲٬۳۴۵٬۶۷۸ نفر"),
    ],
)
def test_safe_fixes(wrong: str, right: str) -> None:
    assert fix(wrong, only=["punctuation"]) == right


def test_a_long_number_is_advised_and_left_alone() -> None:
    text = "۱۲۳۴۵۶۷ ریال برای ۱۲۰۰۰ نفر"
    found = check_text(text, only=["punctuation"])
    assert [(it.code, it.suggestions, it.safe) for it in found] == [
        ("ungrouped", ("۱٬۲۳۴٬۵۶۷",), False),
        ("ungrouped", ("۱۲٬۰۰۰",), False),
    ]
    assert fix(text, only=["punctuation"]) == text


@pytest.mark.parametrize(
    "text",
    [
        "تلفن ۰۳۴۳۲۱۱۲۲۳۳، روز ۱۴۰۵/۱۲/۱۱، ساعت ۸:۳۰ و ۱۲٫۵ درصد",
        "۴۵۰۰ نفر، ۱۲٬۰۰۰ نفر و شماره ۱۲۳۴۵۶",
        "۱۲م آبان و ۲۰ها، ۵ماهیگیر",
        "۱,۲ و ۱,۲۳۴۵",
        "نشانی https://bumi.ir/۱,۲۰۰/۵۰۰تومان",
    ],
)
def test_silence(text: str) -> None:
    assert check_text(text, only=["punctuation"]) == []
