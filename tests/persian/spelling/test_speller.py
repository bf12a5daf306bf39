import pytest

from bumi.persian.spelling.speller import Unknown
from bumi.persian.spelling.stored import speller
from bumi.persian.text import ZWNJ


def others(word: str) -> list[str]:
    return [other.replace(ZWNJ, "") for other, _ in speller().others(word)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("بازدیذ", "بازدید"),
        ("گردشکران", "گردشگران"),  # with its ending
        ("برنامهریژی", "برنامهریزی"),  # the lexicon has it with a half-space
        ("اموزش", "آموزش"),
        ("ئر", "در"),
    ],
)
def test_what_was_meant_is_among_the_others(wrong: str, right: str) -> None:
    assert right in others(wrong)


def test_unknown_words_know_where_they_are_and_their_neighbours() -> None:
    text = "وزیر بازدیذ کرد، رفت"
    assert [*speller().unknown(text)] == [Unknown(5, 11, "بازدیذ", "وزیر", "کرد")]


@pytest.mark.parametrize(
    "text",
    ["می‌روند و کتاب‌هایشان را می‌خوانند", "گفتوگو و هم‌اندیشی", "علیه‌السلام", "بیست‌ودو نفر", "a b ۱۲"],
)
def test_what_is_known(text: str) -> None:
    assert not [*speller().unknown(text)]


def test_names_are_not_spoken_of() -> None:
    text = "گروه بازدیذ آمد"
    assert [meant.word for meant in speller().meant(text)] == ["بازدید"]
    assert not [*speller().meant(text, names={"بازدیذ"})]
