"""Kind, channel and urgency, by either of their names."""

import pytest

from bumi.words import Channel, Kind, Urgency


@pytest.mark.parametrize("words", [Kind, Channel, Urgency])
def test_a_word_is_known_by_both_its_names(words: type[Kind] | type[Channel] | type[Urgency]) -> None:
    for word in words:
        assert words(word.value) is words(word.persian) is words(f" {word.persian} ") is word


def test_arabic_letters_do_not_hide_a_word() -> None:
    assert Urgency("عادي") is Urgency.NORMAL


def test_what_is_no_word_is_refused() -> None:
    with pytest.raises(ValueError, match="مقاله"):
        Kind("مقاله")
