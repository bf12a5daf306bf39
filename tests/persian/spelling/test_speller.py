import pytest

from bumi.persian.spelling.score import Score
from bumi.persian.spelling.speller import SORTS, Speller, Unknown, sort
from bumi.persian.spelling.stored import speller
from bumi.persian.spelling.tuning import Texts, corrected, tuned
from bumi.persian.spelling.vocabulary import WordCounts
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
    [
        "انتخابش را دوستانم و شهروندانی",  # ordinary words with an ending
        "بپرس و مکن که درآوردم و نوشیدن",
        "طبیعتاً قضائی و مسئولان",
        "می‌روند و کتاب‌هایشان را می‌خوانند",
        "گفتوگو و هم‌اندیشی",
        "علیه‌السلام",
        "بیست‌ودو نفر",
        "a b ۱۲",
    ],
)
def test_what_is_known(text: str) -> None:
    assert not [*speller().unknown(text)]


def test_names_are_not_spoken_of() -> None:
    text = "گروه بازدیذ آمد"
    assert [meant.word for meant in speller().meant(text)] == ["بازدید"]
    assert not [*speller().meant(text, names={"بازدیذ"})]


def test_every_unknown_word_is_of_a_sort() -> None:
    assert [sort(word) for word in ("ئر", "بابر", "بازدیذ")] == [*SORTS]


def test_thresholds_keep_alarms_in_right_text_within_their_bound() -> None:
    wrong, right = "گروه بازدیذ آمد", "گروه بازدید آمد"
    unsure = Speller(WordCounts(), [0.0] * (1 << 18))
    (meant,) = unsure.meant(wrong)
    assert corrected(wrong, [meant]) != wrong
    least, scored = tuned(unsure, Texts([wrong], [right], [[wrong]]))
    assert scored == Score(words=3, errors=1) and min(least.values()) > 1
