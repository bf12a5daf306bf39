import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bumi.cards.fonts import Weight
from bumi.cards.text import Style, fit, ink

STYLE = Style(Weight.EXTRA_BOLD, 80, 30, lines=3)
WORDS = ["کرمان", "پسته‌کاران", "ژرف", "چاپ", "۲۴", "هزار", "تن", "اِصفهان", "Python", "«گلیم»", "گردشگری،"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), st.integers(150, 900), st.integers(40, 400))
def test_a_block_lies_within_its_box(words: list[str], width: int, height: int) -> None:
    block = fit(" ".join(words), STYLE, width, height)
    if block is None:
        return
    assert " ".join(block.lines) == " ".join(words)
    assert STYLE.least <= block.size <= STYLE.most and len(block.lines) <= STYLE.lines
    assert block.width <= width and block.height <= height
    for line in block.lines:
        left, _, right, _ = ink(line, block.weight, block.size)
        assert right - left <= width


def test_a_roomy_box_gets_the_largest_size_and_a_narrow_one_less() -> None:
    roomy, narrow = fit("کرمان", STYLE, 900, 300), fit("کرمان", STYLE, 110, 300)
    assert roomy and narrow
    assert roomy.size == STYLE.most > narrow.size


@pytest.mark.parametrize(("width", "height"), [(20, 300), (900, 10)])
def test_what_does_not_fit_at_the_least_size_is_not_set(width: int, height: int) -> None:
    assert fit("پسته‌کاران رفسنجان", STYLE, width, height) is None
