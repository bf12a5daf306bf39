import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bumi.cards.fonts import Weight
from bumi.cards.text import Style, fit, inked

STYLE = Style(Weight.EXTRA_BOLD, 80, 30, lines=3)
WORDS = ["کرمان", "پسته‌کاران", "ژرف", "چاپ", "۲۴", "هزار", "تن", "اِصفهان", "Python", "«گلیم»", "گردشگری،"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), st.integers(150, 900), st.integers(40, 400))
def test_a_block_lies_within_its_box(words: list[str], width: int, height: int) -> None:
    block = fit(" ".join(words), STYLE, width, height)
    if block is None:
        return
    assert " ".join(line.text for line in block.lines) == " ".join(words)
    assert STYLE.least <= block.size <= STYLE.most and len(block.lines) <= STYLE.lines
    assert block.width <= width and block.height <= height
    for one, other in zip(block.lines, block.lines[1:], strict=False):
        assert one.top + one.mask.height <= block.pitch + other.top, "ink never touches ink"


def test_a_roomy_box_gets_the_largest_size_and_a_narrow_one_less() -> None:
    roomy, narrow = fit("کرمان", STYLE, 900, 300), fit("کرمان", STYLE, 110, 300)
    assert roomy and narrow
    assert roomy.size == STYLE.most > narrow.size


@pytest.mark.parametrize(("width", "height"), [(20, 300), (900, 10)])
def test_what_does_not_fit_at_the_least_size_is_not_set(width: int, height: int) -> None:
    assert fit("پسته‌کاران رفسنجان", STYLE, width, height) is None


def test_a_line_break_that_an_editor_set_is_kept() -> None:
    block = fit("شب شعر یلدا\nدر راور", STYLE, 900, 400)
    assert block and [line.text for line in block.lines] == ["شب شعر یلدا", "در راور"]


def test_a_little_smaller_is_taken_where_lines_break_better() -> None:
    style = Style(Weight.EXTRA_BOLD, 103, 46, lines=5)
    block = fit("دوره فشرده هوش مصنوعی کاربردی برای کسب‌وکارهای کوچک", style, 920, 520)
    assert block and 0.85 * style.most < block.size < style.most
    assert not [line.text for line in block.lines if line.text.endswith(("برای", "هوش"))]


def test_a_mask_is_cut_to_its_ink() -> None:
    line = inked("پسته", Weight.BOLD, 60)
    width, height = line.mask.size
    edges = [(0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height), (width - 1, 0, width, height)]
    assert all(line.mask.crop(edge).getbbox() for edge in edges)
