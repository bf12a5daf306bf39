"""Overlap: how much two texts share, and that keys lead from one to the other where they share enough."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.similarity import common, shingle_keys

WORDS = [f"{first}{second}" for first in "ابپتجچحخد" for second in "رزسشعفقکگلمنوهی"]
RUN = 8  # words in a row that certainly give a key

word = st.sampled_from(WORDS)
texts = st.lists(word, min_size=4, max_size=60).map(" ".join)
some_texts = st.lists(word, max_size=60).map(" ".join)


def text(draw: random.Random, words: int) -> list[str]:
    return draw.choices(WORDS, k=words)


@given(texts)
def test_a_text_has_all_of_itself(one: str) -> None:
    assert common(one, one) == (1.0, 0, len(one))


@given(texts, texts)
def test_texts_without_a_word_of_each_other_share_nothing(one: str, other: str) -> None:
    marked = " ".join(f"{each}ژ" for each in other.split())
    assert common(one, marked) == (0.0, 0, 0)
    assert not shingle_keys(one) & shingle_keys(marked)


@given(some_texts, some_texts)
def test_what_is_shared_is_shared_both_ways(one: str, other: str) -> None:
    there, back = common(one, other), common(other, one)
    assert 0 <= there.share <= 1
    assert bool(there.share) == bool(back.share)
    shared = one[there.start : there.end]
    assert not shared or (" ".join(shared.split()[:4]) in other and len(shared.split()) >= 4)


def test_the_share_counts_words_and_the_span_is_the_longest_run() -> None:
    one = "یک دو سه چهار پنج شش هفت هشت نه ده"
    assert common(one, "یک دو سه چهار پنج شش") == (0.6, 0, one.index(" هفت"))
    assert common(one, "یک دو سه چهار؛ و شش هفت هشت نه ده") == (0.9, one.index("شش"), len(one))
    assert common(one, "یک دو سه و شش هفت هشت") == (0.0, 0, 0)  # three words in a row are a phrase


@pytest.mark.parametrize(
    "other",
    ["می شود کتاب ها ۱۲ کرمان آب", "می‌شود كتاب‌ها 12 كرمان آب", "می‌شود، «کِتاب‌ها» (١٢) کرمان: آب!"],
    ids=["spaces", "letters", "marks"],
)
def test_spacing_letters_and_marks_make_no_difference(other: str) -> None:
    one = "می‌شود کتاب‌ها ۱۲ کرمان آب"
    assert common(one, other).share == common(other, one).share == 1.0
    assert shingle_keys(f"{one} " * 4) == shingle_keys(f"{other} " * 4)


@given(st.lists(word, min_size=RUN, max_size=RUN), *[st.lists(word, min_size=20, max_size=40)] * 4)
def test_eight_words_in_a_row_give_both_a_key(
    run: list[str], before: list[str], after: list[str], ahead: list[str], behind: list[str]
) -> None:
    one, other = " ".join([*before, *run, *after]), " ".join([*ahead, *run, *behind])
    assert shingle_keys(one) & shingle_keys(other)


def test_of_copies_with_words_changed_everywhere_nearly_all_are_found() -> None:
    """Every word may be another, so no run is sure to last; the copies have about three fifths in common."""
    draw = random.Random(1)
    shares, missed = [], 0
    for _ in range(500):
        one = text(draw, 75)  # as many as the body of a draft has
        other = [each if draw.random() < 0.78 else draw.choice(WORDS) for each in one]
        shares.append(common(" ".join(one), " ".join(other)).share)
        missed += not shingle_keys(" ".join(one)) & shingle_keys(" ".join(other))
    assert 0.55 < sum(shares) / len(shares) < 0.65
    assert missed / len(shares) <= 0.005


def test_keys_are_few_and_fit_an_integer_of_the_database() -> None:
    keys = shingle_keys(" ".join(text(random.Random(2), 1000)))
    assert 1000 / 5 < len(keys) < 1000 / 2.5
    assert all(-(2**31) <= key < 2**31 for key in keys)
    assert len(shingle_keys(" ".join(text(random.Random(3), 30_000)))) == 2_000


def test_keys_are_those_of_yesterday() -> None:
    """They are kept in a database: whoever changes them has to fill its index anew."""
    keys = shingle_keys(
        "جشنواره گل محمدی در لاله‌زار برپا می‌شود و همه مردم استان می‌توانند از باغ‌ها دیدن کنند و گلاب بخرند"
    )
    assert sorted(keys) == [-2009511467, -1796437688, -1525171702, -1438337535, -1054160925, -583290669]


def test_a_short_text_has_no_keys() -> None:
    assert shingle_keys("ورود برای همه آزاد است") == set()
    assert shingle_keys("") == set()
