"""Clauses that stand side by side without a mark."""

import pytest

from bumi.models.planner.run_on import parted
from bumi.models.training.support_examples import gold


@pytest.mark.parametrize(
    ("note", "parts"),
    [
        ("بلیت ندارد ثبت‌نام هم نمی‌خواهد، زود بیایید", "بلیت ندارد؛ ثبت‌نام هم نمی‌خواهد، زود بیایید"),
        ("غرفه رایگان است فقط روزی ۵۰ هزار تومان می‌گیرند", "غرفه رایگان است؛ فقط روزی ۵۰ هزار تومان می‌گیرند"),
        ("عینک همان‌جا نمی‌دهند نامه می‌دهند برای تخفیف", "عینک همان‌جا نمی‌دهند؛ نامه می‌دهند برای تخفیف"),
    ],
)
def test_a_clause_that_another_follows_is_parted_from_it(note: str, parts: str) -> None:
    assert parted(note) == parts


@pytest.mark.parametrize(
    "note",
    [
        "اگر گل‌ها باز نشده بود یک هفته عقب می‌افتد",
        "باد تند شد بیدخوان بسته می‌شود",
        "در خیابان دارند لوله فاضلاب می‌اندازند",
        "شهروندان می‌توانند خرابی را خبر دهند",
        "او ۶ سال است به کوه می‌رود",
        "گفت «بلیت ندارد ثبت‌نام هم نمی‌خواهد»",
        "باغ باز است و همه می‌آیند",
        "ورود آزاد",
        "",
    ],
)
def test_one_clause_and_what_belongs_to_it_stay(note: str) -> None:
    assert parted(note) == note


def test_sentences_of_a_newsroom_stay() -> None:
    every = [it.text for it in gold(True).values()]
    assert len(every) > 2000
    assert sum(parted(text) != text for text in every) <= 2
