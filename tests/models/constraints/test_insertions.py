"""Every gap has a finite language, and no word of it is a fact."""

import pytest

from models.constraints.insertions import HEAD, Gap, State, following, is_whole, woven_words

ASKED = State(closed=False, owing=False, past=True, denied=False)


@pytest.mark.parametrize("gap", Gap)
def test_whatever_is_begun_can_be_ended(gap: Gap) -> None:
    open_ways: list[tuple[str, ...]] = [()]
    while open_ways:
        woven = open_ways.pop()
        further = following(gap, woven, without=frozenset(), **ASKED)
        assert further or is_whole(gap, woven, **ASKED)
        assert len(woven) < 9
        open_ways += [(*woven, word) for word in further]


def test_an_end_has_a_verb_unless_the_note_has_one() -> None:
    assert not is_whole(Gap.END, (), **ASKED)
    assert is_whole(Gap.END, (), closed=True, owing=False, past=True, denied=False)
    assert is_whole(Gap.END, ("است",), **ASKED)
    assert not is_whole(Gap.END, ("است",), closed=True, owing=False, past=True, denied=False)


def test_an_object_waits_for_a_verb_that_governs_it() -> None:
    assert not is_whole(Gap.END, ("است",), closed=False, owing=True, past=True, denied=False)
    assert is_whole(Gap.END, ("کنید",), closed=False, owing=True, past=True, denied=False)
    assert not is_whole(Gap.END, (), closed=True, owing=True, past=True, denied=False)


def test_what_is_to_come_is_not_told_in_the_past() -> None:
    assert is_whole(Gap.END, ("برگزار", "شد"), **ASKED)
    assert not is_whole(Gap.END, ("برگزار", "شد"), closed=False, owing=False, past=False, denied=False)


def test_where_a_note_says_none_the_verb_says_no() -> None:
    assert is_whole(Gap.END, ("ندهید",), closed=False, owing=True, past=True, denied=True)
    assert not is_whole(Gap.END, ("بگیرید",), closed=False, owing=True, past=True, denied=True)
    assert not is_whole(Gap.END, ("ندهید",), **ASKED)


def test_nothing_is_begun_with_a_word_that_does_not_fit() -> None:
    assert "این" not in following(Gap.START, (), without=frozenset({HEAD}), **ASKED)


def test_no_woven_word_says_no_or_counts() -> None:
    assert not {"نه", "نیست", "ندارد", "یک", "دو", "همه", "فقط", "هیچ", "باید", "یا"} & woven_words()
