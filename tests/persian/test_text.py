"""One normal form for Persian text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.text import ZWNJ, digits_to_latin, digits_to_persian, flat, normal, numbers, word_row

# Letters, marks, digits, spaces and controls that people and keyboards mix in Persian text, and anything else.
persian = st.text(
    "ابپکگیيىكۀهةأإؤئءآٔٓ\u06d5\u064b\u0650\u0651\u0670۰۵۹٠٥٩059.,/:٫٬ \u00a0\u200c\u200d\u200f\ufeff\u0640«»x"
)
texts = persian | st.text()


def test_arabic_letters_become_persian_and_half_spaces_stay() -> None:
    assert normal("كتاب‌هاي علي") == "کتاب‌های علی"
    assert normal("خانۀ ما") == "خانهٔ ما"


def test_a_decomposed_letter_with_hamza_stays_one_letter() -> None:
    assert normal("مس\u064a\u0654ول") == "مسئول"


@given(texts)
def test_normal_text_is_nfc_and_stays_as_it_is(text: str) -> None:
    once = normal(text)
    assert normal(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not set(once) & set("يىك\u00a0\ufeff")


@given(texts)
def test_digits_change_in_place_and_back(text: str) -> None:
    latin, shown = digits_to_latin(text), digits_to_persian(text)
    assert len(latin) == len(shown) == len(text)
    assert digits_to_latin(shown) == latin
    assert digits_to_persian(latin) == shown
    assert not set(shown) & set("0123456789٠١٢٣٤٥٦٧٨٩")


@given(persian)
def test_flat_text_has_single_spaces_and_no_marks(text: str) -> None:
    flattened = flat(text)
    assert flat(flattened) == flattened
    assert ZWNJ not in flattened
    assert "  " not in flattened


def test_flat_text_is_equal_for_what_readers_take_for_equal() -> None:
    assert flat("قلعه‌گنج") == flat("قلعه  گنج")
    assert flat("مُؤسسۀ آبِ ۱۲") == flat("موسسه اب 12")


@given(texts)
def test_numbers_are_spans_of_the_text_from_left_to_right(text: str) -> None:
    done = 0
    for start, end, value in numbers(text):
        assert done <= start < end
        assert digits_to_latin(text[start:end]) == value
        assert value[0].isdigit() and value[-1].isdigit()
        done = end
    digits = [mark for mark in digits_to_latin(text) if mark in "0123456789"]
    assert [mark for *_, value in numbers(text) for mark in value if mark in "0123456789"] == digits


def test_a_run_with_inner_marks_is_one_number_and_a_final_mark_is_outside() -> None:
    text = "۱۴۰۵/۹/۴، ساعت ۸:۳۰؛ ۱۲٫۵ درصد و ۱٬۲۰۰ نفر. ٣."
    assert [value for *_, value in numbers(text)] == ["1405/9/4", "8:30", "12٫5", "1٬200", "3"]


def test_a_row_of_words_is_found_whole_words_only_whatever_the_marks() -> None:
    assert word_row("باغ ملی") in word_row("در «باغ‌ملی»، کرمان")
    assert word_row("باغ") not in word_row("باغبان کرمان")
