"""How the words of a premise and of a sentence stand to each other."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bumi.models.scoring.alignment import SEGMENTS, aligned

NOTE = "برای خانه پودری ۶ کیلویی یا گازی ۴ کیلویی بخرید"


def segments(text: str, other: str = NOTE) -> dict[str, int]:
    return {text[it.start : it.end]: it.segment for it in aligned(text, other)}


def test_a_word_of_the_other_text_is_matched_in_whatever_form() -> None:
    assert segments("غرفه‌های ۱۲", "12 غرفه") == {"غرفه‌های": 1, "۱۲": 1}
    assert segments("باغ نو", "باغ ملی") == {"باغ": 1, "نو": 0}


def test_neighbours_are_told_before_and_behind() -> None:
    assert segments("خانه پودری ۶") == {"خانه": 3, "پودری": 4, "۶": 2}


def test_exchanged_values_lose_their_neighbours() -> None:
    said, turned = segments("پودری ۶ یا گازی ۴"), segments("پودری ۴ یا گازی ۶")
    assert (said["۶"], said["۴"]) == (4, 2)
    assert (turned["۶"], turned["۴"]) == (1, 1)


def test_words_that_say_nothing_have_no_neighbours() -> None:
    assert segments("پودری یا گازی", "پودری یا گازی") == {"پودری": 3, "یا": 1, "گازی": 2}


@given(st.text("ابپت۱۲ ،و", max_size=40), st.text("ابپت۱۲ ،و", max_size=40))
def test_words_stand_in_order_and_a_text_is_whole_beside_itself(text: str, other: str) -> None:
    found = aligned(text, other)
    assert all(one.end < two.start for one, two in pairwise(found))
    assert all(0 <= it.segment < SEGMENTS for it in found)
    assert all(it.segment for it in aligned(text, text))
