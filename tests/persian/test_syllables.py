from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.syllables import syllables
from bumi.persian.text import ZWNJ


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("از بر شهر راه کوه سرد خواب", 1),
        ("ایران کتاب خانه سایه مردم استان گروه می‌شد", 2),
        ("کارمند آموزش آموزگار خیابان ترکیه علاوه کتاب‌ها دانشگاه", 3),
        ("جشنواره فرمانداری", 4),
    ],
)
def test_syllables_of_common_words(words: str, count: int) -> None:
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), count)


def test_marks_make_no_difference() -> None:
    assert syllables("کِتابِ") == syllables("کتاب") == 2


@given(st.lists(st.text(alphabet="ابپتدرسشکمنوهی", min_size=1), min_size=1))
def test_each_part_of_a_compound_counts(parts: list[str]) -> None:
    assert syllables(ZWNJ.join(parts)) == sum(map(syllables, parts)) >= len(parts)


@given(st.text(alphabet="بتدرسکمن", min_size=1, max_size=20))
def test_more_consonants_are_no_fewer_syllables(word: str) -> None:
    counts = [syllables(word[:size]) for size in range(1, len(word) + 1)]
    assert all(first <= second for first, second in pairwise(counts))


@given(st.text())
def test_any_text_has_a_count(text: str) -> None:
    assert syllables(text) >= 1
