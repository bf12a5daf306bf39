"""Every gap has a finite language, and no word of it is a fact."""

import pytest

from models.gaps import HEAD, Gap, following, is_whole, woven_words

ASKED = {"closed": False, "owing": False, "past": True}


@pytest.mark.parametrize("gap", Gap)
def test_whatever_is_begun_can_be_ended(gap: Gap) -> None:
    open_ways = [()]
    while open_ways:
        woven = open_ways.pop()
        further = following(gap, woven, without=frozenset(), **ASKED)
        assert further or is_whole(gap, woven, **ASKED)
        assert len(woven) < 9
        open_ways += [(*woven, word) for word in further]


def test_an_end_has_a_verb_unless_the_note_has_one() -> None:
    assert not is_whole(Gap.END, (), **ASKED)
    assert is_whole(Gap.END, (), closed=True, owing=False, past=True)
    assert is_whole(Gap.END, ("است",), **ASKED)
    assert not is_whole(Gap.END, ("است",), closed=True, owing=False, past=True)


def test_an_object_waits_for_a_verb_that_governs_it() -> None:
    assert not is_whole(Gap.END, ("است",), closed=False, owing=True, past=True)
    assert is_whole(Gap.END, ("کنید",), closed=False, owing=True, past=True)
    assert not is_whole(Gap.END, (), closed=True, owing=True, past=True)


def test_what_is_to_come_is_not_told_in_the_past() -> None:
    assert is_whole(Gap.END, ("برگزار", "شد"), **ASKED)
    assert not is_whole(Gap.END, ("برگزار", "شد"), closed=False, owing=False, past=False)


def test_nothing_is_begun_with_a_word_that_does_not_fit() -> None:
    assert "این" not in following(Gap.START, (), without=frozenset({HEAD}), **ASKED)


def test_no_woven_word_says_no_or_counts() -> None:
    assert not {"نه", "نیست", "ندارد", "یک", "دو", "همه", "فقط", "هیچ", "باید", "یا"} & woven_words()
