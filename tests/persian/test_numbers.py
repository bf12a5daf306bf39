from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.numbers import number_words, number_words_in, spelled_out

NO_NUMBERS = (
    "دوستان نهاد سیب هفتگی پنجره صدای هزاره ششم یکشنبه دوره چهارراه سینه سیده دوده دهنه سی\u200cسی د\u0650ه سیّد یکّه"
    " دوباره بیست\u200cو\u200cپنجم سی\u200cوسه\u200cپل"
)


def read(text: str) -> list[tuple[str, Decimal]]:
    return [(text[start:end], value) for start, end, value in number_words_in(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("نوزده", "19"),
        ("سی و پنج هزار", "35000"),
        ("سی‌وپنج", "35"),
        ("یک میلیون و دویست هزار و سیصد و چهل و پنج", "1200345"),
        ("هزار و سیصد و هفتاد و نه", "1379"),
        ("۱۲ هزار و ۵۰۰", "12500"),
        ("۲٫۵ میلیون", "2500000"),
        ("دو و نیم میلیون", "2500000"),
        ("۳ هزار میلیارد", "3000000000000"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert read(text) == [(text, Decimal(value))]


@pytest.mark.parametrize(
    "text",
    ["بیست و پنجم مهر", "دو سوم مردم", "سه‌شنبه", "سه شنبه", "نه تنها", "ده‌ها نفر", "هفت‌باغ", "سی‌ام", "نیم ساعت", "۲۵"],
)
def test_what_is_no_number(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("صَد", "100"),
        ("نَود و نُه", "99"),
        ("نـود و نـه", "99"),
        ("بیستــوپنج", "25"),
        ("نو\u200cد", "90"),
        ("شش\u200cصد", "600"),
        ("نو\u200cد\u200cهزار", "90000"),
        ("نیم میلیون", "500000"),
        ("نیم\u200cمیلیون", "500000"),
    ],
)
def test_marks_tatweel_and_half_spaces_hide_no_number(text: str, value: str) -> None:
    assert read(text) == [(text, Decimal(value))]
    assert read(f"در {text} جا.") == [(text, Decimal(value))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("پانصدهزار", "500000"),
        ("دوهزار", "2000"),
        ("دوصد", "200"),
        ("صدوبیست", "120"),
        ("سیصدوچهل", "340"),
        ("نودونه", "99"),
        ("نودنه", "99"),
        ("بیستوپنج", "25"),
        ("هفتادودو", "72"),
        ("دوونیم\u200cمیلیون", "2500000"),
        ("هفتصدوپنجاه\u200cهزار", "750000"),
    ],
)
def test_numbers_written_as_one_word(text: str, value: str) -> None:
    assert read(text) == [(text, Decimal(value))]


def test_what_a_number_in_one_word_may_carry() -> None:
    assert read("پانصدهزارتومانی و دوهزار\u200cنفره") == [("پانصدهزار", Decimal(500_000)), ("دوهزار", Decimal(2000))]
    assert read("چهل\u200cپنجاه نفر") == [("چهل", Decimal(40)), ("پنجاه", Decimal(50))]


@pytest.mark.parametrize(
    "word",
    NO_NUMBERS.split(),
)
def test_words_that_only_begin_or_sound_as_numbers(word: str) -> None:
    assert read(word) == []


def test_a_preposition_with_a_half_space_is_no_part_of_the_number() -> None:
    assert read("با\u200cنود نوازنده") == [("نود", Decimal(90))]


def test_tatweel_between_digits_may_be_a_dash_and_joins_none() -> None:
    assert read("۴ـ۵ هزار") == [("هزار", Decimal(1000))]


def test_a_word_may_carry_its_measure() -> None:
    assert read("کارگاه سه‌روزه با گروه‌های دو نفره") == [("سه", Decimal(3)), ("دو", Decimal(2))]
    assert read("چهارتای اول") == [("چهار", Decimal(4))]


def test_neighbours_stay_apart() -> None:
    assert read("دو، سه و چهار نفر") == [("دو", Decimal(2)), ("سه", Decimal(3)), ("چهار", Decimal(4))]
    assert read("۳۵ هزار و ۶۰ هزار") == [("۳۵ هزار", Decimal(35_000)), ("۶۰ هزار", Decimal(60_000))]
    assert read("دو سه نفر") == [("دو", Decimal(2)), ("سه", Decimal(3))]


def test_words_are_positive_or_zero() -> None:
    assert number_words()["صفر"] == 0
    assert number_words()["نهصد"] == 900


@given(st.text(alphabet="دو سه صد هزار میلیون نیم و ۱۲٫\u200c\u0640\u064e") | st.text())
def test_any_text_has_spans_in_order(text: str) -> None:
    spans = [(start, end) for start, end, _ in number_words_in(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_money_is_spelled_out() -> None:
    assert spelled_out("تیم اول ۸۰ م.ت، ورودی ۳۵ ه.ت") == "تیم اول ۸۰ میلیون تومان، ورودی ۳۵ هزار تومان"
    assert spelled_out("آقای م.ت") == "آقای م.ت"
