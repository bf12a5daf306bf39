"""Clauses that speech puts side by side are parted or joined, and one clause stays."""

import pytest

from bumi.models.training.support_examples import gold
from bumi.persian.syntax import joined_run_on, separate_clauses


@pytest.mark.parametrize(
    ("note", "joined"),
    [
        ("باد شدید شود برنامه به تالار شهر می‌رود", "اگر باد شدید شود، برنامه به تالار شهر می‌رود"),
        ("علامت داشتید صبر نکنید", "اگر علامت داشتید، صبر نکنید"),
        ("کارتخوان هست پول نقد کمتر بیاورید", "کارتخوان هست؛ پول نقد کمتر بیاورید"),
        ("قدمتش را ۷۵۰ سال می‌گویند سند قطعی نیست", "قدمتش را ۷۵۰ سال می‌گویند؛ سند قطعی نیست"),
    ],
)
def test_two_clauses_that_run_on_are_joined_by_what_is_between_them(note: str, joined: str) -> None:
    assert joined_run_on(note) == joined


@pytest.mark.parametrize(
    "note",
    [
        "رانندگان اجازه ندارند بدون زنجیر چرخ حرکت کنند",
        "اداره اعلام کرد مهلت تمدید نمی‌شود",
        "وی گفت گوشت را از بندرعباس می‌برد",
        "نقشه را باید مهندس ناظر امضا کند",
        "طاهره ۴۱ سال است کلمپه می‌پزد",
        "باغ باز است و همه می‌آیند",
        "ورود آزاد",
        "",
    ],
)
def test_one_clause_is_no_run_on(note: str) -> None:
    assert joined_run_on(note) == ""


@pytest.mark.parametrize(
    ("note", "parts"),
    [
        ("بلیت ندارد ثبت‌نام هم نمی‌خواهد، زود بیایید", "بلیت ندارد؛ ثبت‌نام هم نمی‌خواهد، زود بیایید"),
        ("غرفه رایگان است فقط روزی ۵۰ هزار تومان می‌گیرند", "غرفه رایگان است؛ فقط روزی ۵۰ هزار تومان می‌گیرند"),
        ("عینک همان‌جا نمی‌دهند نامه می‌دهند برای تخفیف", "عینک همان‌جا نمی‌دهند؛ نامه می‌دهند برای تخفیف"),
    ],
)
def test_a_clause_that_another_follows_is_parted_from_it(note: str, parts: str) -> None:
    assert separate_clauses(note) == parts


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
    assert separate_clauses(note) == note


def test_sentences_of_a_newsroom_stay() -> None:
    every = [it.text for it in gold(True).values()]
    assert len(every) > 2000
    assert sum(separate_clauses(text) != text for text in every) <= 2
