from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.morphology import (
    content_lemmas,
    lemma,
    lexicon,
    parts_of_speech,
    sentences,
    stop_words,
    verb_forms,
    words,
)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_end_at_their_marks() -> None:
    assert cut("آمد. رفت؟ بله! شاید… دیگر") == ["آمد.", "رفت؟", "بله!", "شاید…", "دیگر"]


def test_quotations_are_not_cut() -> None:
    assert cut("او گفت: «بیایید. دیر نیست.» سپس رفت.") == ["او گفت: «بیایید. دیر نیست.»", "سپس رفت."]
    assert cut("او گفت: «بیایید. دیر نیست». سپس رفت.") == ["او گفت: «بیایید. دیر نیست».", "سپس رفت."]


def test_a_line_break_ends_a_sentence_and_an_open_quotation() -> None:
    assert cut("سطر نخست\n\n«باز مانده\r\nآمد. رفت.") == ["سطر نخست", "«باز مانده", "آمد.", "رفت."]


def test_decimals_and_initials_are_not_the_end() -> None:
    assert cut("م. رضایی ۳.۵ درصد گفت. آ.پ. ۲ رفت.") == ["م. رضایی ۳.۵ درصد گفت.", "آ.پ. ۲ رفت."]


def test_words_keep_half_spaces_and_part_hashtags() -> None:
    assert [word for _, _, word in words("کتاب‌ها، #قصه_گویی ۱۲")] == ["کتاب‌ها", "قصه", "گویی", "۱۲"]


@pytest.mark.parametrize(
    ("forms", "key"),
    [
        ("می‌رود می‌روم رفتن رفته‌اند نرفت میرود", "رفت"),
        ("است هست نیست باشد بودند", "بود"),
        ("بیایید می‌آید نیامد", "آمد"),
        ("می‌شود شدن شده", "شد"),
        ("کتاب‌ها کتابها کتابم کتاب‌هایشان کتاب", "کتاب"),
        ("خانه‌های خانه‌ای خانه‌اش خانه", "خانه"),
        ("بزرگ‌ترین بزرگ‌تر بزرگتر", "بزرگ"),
        ("کنندگان کننده", "کننده"),
        ("هنرمندان هنرمند", "هنرمند"),
        ("روستاییان روستا", "روستا"),
        ("مردم", "مردم"),
    ],
)
def test_forms_share_a_lemma(forms: str, key: str) -> None:
    assert {lemma(form) for form in forms.split()} == {key}


def test_content_lemmas_leave_out_stop_words_and_digits() -> None:
    found = content_lemmas("این جشنواره پنجشنبه ۱۸ مهر در باغ‌های شهر برگزار می‌شود.")
    assert {"جشنواره", "پنجشنبه", "مهر", "باغ", "شهر"} <= found
    assert not found & {"این", "در", "۱۸", "18"}


def test_the_lexicon_and_its_tables_are_read_once() -> None:
    assert lexicon()["برنامه"] > 0
    assert lexicon() is lexicon()
    assert "N" in parts_of_speech()["برنامه"]
    assert "است" in stop_words()
    assert verb_forms()["می‌رود"] == "رفت"


@given(st.text(alphabet="آب «».؟\n\r م\u200c\u0651😀") | st.text())
def test_sentences_hold_everything_but_spaces(text: str) -> None:
    spans = sentences(text)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(st.text())
def test_every_word_has_a_lemma_and_a_place(text: str) -> None:
    for start, end, word in words(text):
        assert text[start:end] == word
        lemma(word)
