"""A note is read by its marks and verbs: where it is parted, what each gap lets stand, whether it is a sentence."""

import pytest

from models.constraints.insertions import Gap
from models.constraints.licensing import unfitting
from models.constraints.note import Note


@pytest.mark.parametrize(
    ("note", "gaps"),
    [
        ("پلیس +۱۰؛ بلیت + شام", [Gap.START, Gap.INNER, Gap.BREAK, Gap.PLUS, Gap.END]),
        ("ظرفیت ۲۰ نفر", [Gap.START, Gap.INNER, Gap.INNER, Gap.END]),
        ("مدارک: شناسنامه، عکس", [Gap.LABELLED, Gap.LABEL, Gap.SOFT, Gap.END]),
        ("۴۰ → ۱۵", [Gap.START, Gap.ARROW, Gap.END]),
        ("شخصی=جعلی", [Gap.START, Gap.EQUALS, Gap.END]),
        ("غرفه+کارگاه", [Gap.START, Gap.PLUS, Gap.END]),
        ("ویلچر؟ نه", [Gap.START, Gap.NO, Gap.END]),
        ("بود نیامد", [Gap.START, Gap.CLOSED, Gap.END]),
        ("مبلغی که ماند", [Gap.START, Gap.RELATIVE, Gap.INNER, Gap.END]),
        ("گفت که ماند", [Gap.START, Gap.CLOSED, Gap.INNER, Gap.END]),
        ("بازدید (رایگان)", [Gap.START, Gap.SOFT, Gap.END]),
        ("کارگاه\nانار\n\n۲۰ نفر", [Gap.START, Gap.PART, Gap.NOTES, Gap.INNER, Gap.END]),
        ("۱۴۰۵/۰۷/۱۸", [Gap.START, Gap.END]),
    ],
)
def test_the_gaps_of_a_note(note: str, gaps: list[Gap]) -> None:
    assert [Note(note).gap(at) for at in range(len(gaps))] == gaps


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("کتاب درسی پذیرفته نمی‌شود", True),
        ("هر کس ۳ کتاب بیاورد، یک کتاب می‌برد", True),
        ("ورود آزاد", False),
        ("همه مهمان‌اند، سهم از آن‌هاست", True),
        ("باجه سالمند جداست، درخواست رایگان", False),
        ("مدارک: کارت ملی بیاورید", False),
        ("شهر تعطیل است، روستا نه", False),
        ("مسی → برقی است", False),
        ("سرویس‌ها راه نیفتند جز برای امتحان", True),
    ],
)
def test_what_is_a_sentence_already(note: str, sentence: bool) -> None:
    assert Note(note).is_sentence() is sentence


@pytest.mark.parametrize(
    ("note", "at", "word", "fits"),
    [
        ("۹ تا ۱۲", 0, "ساعت", True),
        ("۱۴ و ۱۵ آبان", 0, "از", False),
        ("۱ تا ۱۵ آبان", 0, "ساعت", False),
        ("۱ تا ۱۵ آبان", 0, "از", True),
        ("۱۲ تا ۱۷ سال", 0, "ساعت", False),
        ("۱۱۵", 0, "شماره", True),
        ("۱۲ نفر", 0, "شماره", False),
        ("لینک ناشناس باز نکنید", 2, "را", True),
        ("شرکت در برنامه رایگان است", 1, "را", False),
        ("با ۱۱۵ تماس بگیرید", 2, "را", False),
        ("هر کس کتاب بیاورد، جایزه می‌برد", 4, "و", False),
        ("کتاب می‌خرد، جایزه می‌برد", 2, "و", True),
        ("باقی تا دی، اگر کابل برسد", 3, "و", False),
        ("سر جایش، ولی داخل سالن", 2, "و", False),
        ("درها ۱۲:۳۰ باز", 1, "ساعت", True),
        ("باران شد → سالن", 0, "اگر", True),
        ("باران آمد، سالن", 0, "اگر", False),
    ],
)
def test_a_word_stands_only_before_what_asks_for_it(note: str, at: int, word: str, fits: bool) -> None:
    assert (word not in unfitting(Note(note), at)) is fits


def test_a_note_of_none_asks_for_a_denied_verb() -> None:
    assert Note("رمز را به هیچ‌کس، حتی کارمند").denies(6)
    assert not Note("رمز را به همه").denies(4)
    assert not Note("هیچ‌کس نیامد، سالن خالی").denies(4)
