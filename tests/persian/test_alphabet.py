"""Names stand in the order of the Persian alphabet."""

from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.alphabet import alphabetical
from bumi.province import province

_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def test_letters_stand_in_the_order_of_the_alphabet() -> None:
    assert "".join(sorted(reversed(_ALPHABET), key=alphabetical)) == _ALPHABET


def test_names_of_counties_do() -> None:
    names = sorted((each.name for each in province().counties), key=alphabetical)
    assert names.index("قلعه‌گنج") < names.index("کرمان") < names.index("کوهبنان") < names.index("کهنوج")
    assert names.index("کهنوج") < names.index("گنبکی") < names.index("منوجان") < names.index("نرماشیر")


def test_words_come_before_longer_ones_and_half_spaces_do_not_count() -> None:
    named = ["شهربابک", "شهر", "شهر بابک", "شهر‌بابک"]
    assert sorted(named, key=alphabetical) == ["شهر", "شهر بابک", "شهربابک", "شهر‌بابک"]


@given(st.text(alphabet=_ALPHABET, min_size=1), st.text(alphabet=_ALPHABET, min_size=1))
def test_the_first_letter_that_differs_decides(one: str, other: str) -> None:
    shared = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if shared is not None:
        first = _ALPHABET.index(one[shared]) < _ALPHABET.index(other[shared])
        assert (alphabetical(one) < alphabetical(other)) is first
