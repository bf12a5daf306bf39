"""Which parts a sentence may rest on."""

import pytest

from bumi.models.scoring.premise import HEAD, joined, key, keys, premise
from bumi.models.training.support_examples import gold

PARTS = {
    "kind": "خبر رویداد",
    "topic": "جشن انار",
    "agency": "شهرداری راور",
    "county": "راور",
    "when": "شنبه ۱۸ مهر",
    "n1": "۱۲ غرفه صنایع‌دستی",
    "n2": "ورود آزاد",
    "n3": "باغ ملی تا ساعت ۲۲ باز است",
}


@pytest.mark.parametrize(("word", "same"), [("کتاب‌ها", "کتاب"), ("غرفه‌های", "غرفه"), ("۱۲", "12"), ("باغی", "باغ")])
def test_forms_of_a_word_have_one_key(word: str, same: str) -> None:
    assert key(word) == key(same)


def test_words_that_say_nothing_are_no_keys() -> None:
    assert keys("این باغ برای همه است") == {"باغ", "همه"}


def test_the_head_and_the_parts_that_are_said_are_chosen() -> None:
    assert premise(PARTS, "جشن انار ۱۲ غرفه صنایع‌دستی دارد.") == (*HEAD, "n1")
    assert premise(PARTS, "۱۲ غرفه صنایع‌دستی شنبه ۱۸ مهر باز است.") == (*HEAD, "when", "n1", "n3")


def test_a_sentence_of_other_words_is_held_against_something() -> None:
    assert len(premise(PARTS, "هیچ واژه‌ای یکسان نیست.")) > len(HEAD)


def test_a_premise_is_one_text() -> None:
    assert joined(PARTS, ("topic", "n2")) == "جشن انار؛ ورود آزاد"


def test_gold_sentences_are_held_against_what_they_rest_on() -> None:
    every = [*gold(True).values()]
    assert every
    found = [set(it.rests_on) - {*HEAD, "when", "where"} <= set(premise(it.parts, it.text)) for it in every]
    assert sum(found) / len(found) > 0.99
