import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.spelling.edits import LETTERS, alike, one_edit_away
from bumi.persian.spelling.examples import mistyped

words = st.text(LETTERS, min_size=2, max_size=8)


@pytest.mark.parametrize(
    ("word", "meant", "slip"),
    [
        ("بازدیذ", "بازدید", "for kd"),
        ("آعاز", "آغاز", "for kd"),
        ("انتضار", "انتظار", "for s"),
        ("اتریخی", "تاریخی", "swap!"),
        ("رتببه", "رتبه", "double"),
        ("انتخابا", "انتخابات", "lost."),
        ("اموزش", "آموزش", "for ksd!"),
    ],
)
def test_slips(word: str, meant: str, slip: str) -> None:
    assert (meant, slip) in set(one_edit_away(word))


@given(words)
def test_another_word_is_one_edit_away(word: str) -> None:
    for other, _ in one_edit_away(word):
        assert other != word
        assert word in {back for back, _ in one_edit_away(other)} or not other


@given(words, st.integers(0, 1000))
def test_what_is_mistyped_can_be_found(word: str, seed: int) -> None:
    wrong = mistyped(word, random.Random(seed))
    assert wrong == word or word in {other for other, _ in one_edit_away(wrong)}


def test_letters_are_alike_both_ways() -> None:
    assert all(alike(a, b) == alike(b, a) for a in LETTERS for b in LETTERS)
    assert (alike("ذ", "د"), alike("ث", "س"), alike("م", "ش")) == ("kd", "ks", "")
