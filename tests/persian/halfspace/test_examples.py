import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.halfspace.examples import HOWS, damaged, learnt_from, right_halves
from bumi.persian.halfspace.places import places
from bumi.persian.halfspace.stored import tagger
from bumi.persian.text import ZWNJ


def test_every_way_of_loss_knows_its_places() -> None:
    mixed = damaged("می‌رود می‌آید می‌شود", "mixed")  # of 20 letters: itself, a space, nothing
    assert (mixed.text, mixed.spaces, mixed.joints) == ("می‌رود می آید میشود", frozenset({9}), frozenset({16}))


@given(st.text(f"ابمی {ZWNJ}", max_size=30), st.sampled_from(HOWS))
def test_only_half_spaces_are_lost(text: str, how: str) -> None:
    lost = damaged(text, how)
    assert len(lost.spaces) + len(lost.joints) <= text.count(ZWNJ)
    assert all(lost.text[at] == " " for at in lost.spaces)
    assert lost.text.replace(ZWNJ, "").replace(" ", "") == text.replace(ZWNJ, "").replace(" ", "")


@pytest.mark.parametrize(("how", "halves"), [("space", ("می", "رود")), ("nothing", ("می", "رود")), ("intact", ())])
def test_the_right_halves_of_a_place(how: str, halves: tuple[str, ...]) -> None:
    lost = damaged("می‌رود", how)
    found = [right_halves(place, lost) for place in places(lost.text)]
    assert [each for each in found if each] == ([halves] if halves else [])


def test_what_is_learnt_has_the_right_way_among_the_ways() -> None:
    found = [*learnt_from(["او بزرگ‌تر شد و کتاب‌خوان ماند."], random.Random(1), tagger())]
    assert found
    assert all(0 <= right < len(ways) and len(ways) > 1 for _, ways, right in found)
