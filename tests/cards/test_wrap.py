from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.cards.wrap import atoms, wrap

WORDS = ["و", "تا", "را", "ساعت", "۱۲", "۸:۳۰", "هزار", "نفر", "آذر", "می‌شود", "کتاب‌خانه‌ها", "«پسته", "ترانه»", "Wi-Fi"]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def wrapped(text: str, width: float) -> list[str] | None:
    return wrap(atoms(text), width, len)


@given(TEXTS, st.integers(10, 60))
def test_lines_are_the_text_broken_on_spaces_within_the_width(text: str, width: int) -> None:
    assert " ".join(atoms(text)) == text
    lines = wrapped(text, width)
    if lines is None:
        assert max(map(len, atoms(text))) > width
    else:
        assert " ".join(lines) == text
        assert max(map(len, lines)) <= width


@given(TEXTS, st.integers(10, 60))
def test_no_breaking_has_fewer_lines_or_faults_or_is_less_ragged(text: str, width: int) -> None:
    parts, lines = atoms(text), wrapped(text, width)
    if lines is None or len(parts) > 9:
        return

    def badness(lines: list[str]) -> tuple[int, int, float]:
        starts = [" ".join(lines[:place]) for place in range(1, len(lines))]
        torn = sum(before.count("«") > before.count("»") for before in starts)
        alone = len(lines) > 1 and " " not in lines[-1]
        return len(lines), torn + alone, sum((width - len(line)) ** 2 for line in lines)

    def breakings() -> list[list[str]]:
        found = []
        for count in range(len(parts)):
            for cuts in combinations(range(1, len(parts)), count):
                edges = [0, *cuts, len(parts)]
                found.append([" ".join(parts[a:b]) for a, b in pairwise(edges)])
        return [lines for lines in found if max(map(len, lines)) <= width]

    assert badness(lines) == min(map(badness, breakings()))


@pytest.mark.parametrize(
    "together",
    ["۱۲ هزار نفر", "۴ آذر", "ساعت ۸:۳۰", "سال ۱۴۰۵", "و ۲۴ هزار تن", "تا ۱۸", "۳۵٪ مردم", "کتاب را", "و باران"],
)
def test_what_belongs_together_stays_together(together: str) -> None:
    assert atoms(f"خبر {together}") == ["خبر", together]


def test_an_hour_or_a_number_that_ends_a_clause_binds_nothing_more() -> None:
    assert atoms("ساعت ۸:۳۰ آغاز شد") == ["ساعت ۸:۳۰", "آغاز", "شد"]
    assert atoms("سهم ۱۲، باران ۱۴ و باد") == ["سهم", "۱۲،", "باران", "۱۴", "و باد"]


def test_a_half_space_is_no_place_to_break() -> None:
    assert wrapped("می‌شود", 4) is None
    assert wrapped("کتاب‌خانه‌ها باز می‌شود", 12) == ["کتاب‌خانه‌ها", "باز می‌شود"]


def test_no_word_is_left_alone_on_the_last_line() -> None:
    assert wrapped("aaaa bbbb cccc dddd", 15) == ["aaaa bbbb", "cccc dddd"]
    assert wrapped("aaaa bbbb cccccc", 10) == ["aaaa bbbb", "cccccc"], "unless there is no other way"


def test_a_short_quotation_is_not_torn() -> None:
    assert wrapped("جشنواره شعر «پسته کرمان» در شهر", 22) == ["جشنواره شعر", "«پسته کرمان» در شهر"]


def test_a_very_long_text_is_wrapped_too() -> None:
    assert len(wrapped("باران " * 3000 + "برف", 40) or []) > 400
