"""The captcha of the question form: a sum that is taken in digits of any script and in words, and in nothing else."""

import secrets

import pytest

from bumi.intake.captcha import SumCaptcha, captcha_of
from bumi.persian.number_words import UNITS


@pytest.mark.parametrize("typed", ["17", "۱۷", "١٧", " ۱۷ ", "هفده", "هفده تا", "هِفده"])
def test_the_sum_is_taken_in_digits_and_in_words(typed: str) -> None:
    assert SumCaptcha(8, 9).answered(typed)


def test_every_sum_is_taken_as_a_word_alone() -> None:
    for first in range(1, 10):
        for second in range(1, 10):
            assert SumCaptcha(first, second).answered(UNITS[first + second]), (first, second)


OTHERS = ("", " ", "16", "8 9", "۸ + ۹", "17.0", "-17", "هفت", "ده و هفت یا هشت", "1" * 5000, "²")


@pytest.mark.parametrize("typed", OTHERS, ids=range(len(OTHERS)))
def test_nothing_else_is_taken(typed: str) -> None:
    assert not SumCaptcha(8, 9).answered(typed)


def test_the_question_is_in_words_and_the_numbers_differ_from_form_to_form() -> None:
    assert SumCaptcha(7, 3).question == "هفت به‌علاوه سه چند می‌شود؟"
    made = {captcha_of(secrets.token_bytes(16)) for _ in range(500)}
    assert len(made) > 60 and all(1 <= number <= 9 for each in made for number in each)
