import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bumi.persian.loglinear.ranker import SIZE, choose, chosen, number


def test_the_first_way_is_never_chosen() -> None:
    choice = chosen([9.0, 1.0, 2.0])
    assert choice.index == 2
    assert choice.probability == pytest.approx(1 - 1 / (1 + math.exp(-8) + math.exp(-7)))


@given(st.lists(st.floats(-500, 500), min_size=2, max_size=9))
def test_a_probability(scores: list[float]) -> None:
    choice = chosen(scores)
    assert 0 <= choice.probability <= 1
    assert scores[choice.index] == max(scores[1:])


def test_scores_are_sums_of_weights() -> None:
    weights = [0.0] * SIZE
    weights[number("a")], weights[number("b")] = 1.0, -3.0
    rows = [[], [number("a")], [number("a"), number("b")]]
    assert choose(weights, rows) == chosen([0.0, 1.0, -2.0])
