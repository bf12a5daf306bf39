import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.halfspace.parts import parted
from bumi.persian.halfspace.stored import tagger

COUNTS = tagger().counts


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("برنامهریزیهای", ("برنامه", "ریزی", "های")),
        ("میخواهند", ("می", "خواهند")),
        ("رسانهای", ("رسانه", "ای")),
        ("فرصتها", ("فرصت", "ها")),
    ],
)
def test_the_right_parts_are_among_the_ways(word: str, parts: tuple[str, ...]) -> None:
    assert parts in parted(word, COUNTS)


@pytest.mark.parametrize("word", ["آنها", "از", "ب" * 40])
def test_what_is_never_parted(word: str) -> None:
    assert parted(word, COUNTS) == []


@given(st.text("ابپتجدرسشکلمنوهی", max_size=30))
def test_parts_make_the_word(word: str) -> None:
    assert all("".join(parts) == word and len(parts) > 1 for parts in parted(word, COUNTS))
