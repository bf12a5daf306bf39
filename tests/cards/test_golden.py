"""Golden images of all templates; `python -m tests.cards.test_golden` writes them anew."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bumi.cards.brand_kit import kit_of
from bumi.cards.drawing import draw
from bumi.cards.layout import lay_out
from bumi.cards.rendering import contact_sheet
from bumi.cards.sizes import Size
from bumi.cards.template import card_templates
from tests.cards.samples import card

GOLDEN = Path(__file__).parent / "golden"
SMALLER = 5
TOLERANCE = 2.0
"""Mean difference of a channel, of 255: another version of FreeType may smooth an edge otherwise, and moves nothing."""


def small(template: str, size: Size) -> Image.Image:
    said = card(template, step="پیش از روشن کردن، دودکش را باز و تمیز کنید", number="۱")
    return draw(lay_out(said, size, kit_of())).reduce(SMALLER)


def path(template: str, size: Size) -> Path:
    return GOLDEN / f"{template}-{size.name.lower()}.png"


@pytest.mark.parametrize("template", card_templates())
@pytest.mark.parametrize("size", [Size.SQUARE, Size.WIDE])
def test_a_card_looks_as_it_did(template: str, size: Size) -> None:
    with Image.open(path(template, size)) as kept:
        then = np.asarray(kept.convert("RGB"), dtype=float)
    now = np.asarray(small(template, size), dtype=float)
    assert np.abs(now - then).mean() < TOLERANCE


def test_a_moved_word_would_be_seen() -> None:
    now = np.asarray(small("news", Size.SQUARE), dtype=float)
    assert np.abs(now - np.roll(now, 2, axis=1)).mean() > TOLERANCE


def test_a_sheet_has_a_row_for_each_card_and_leaves_out_what_does_not_fit() -> None:
    long = card("news", "نمایشگاه صنایع‌دستی و گردشگری استان کرمان " * 5)
    sheet = contact_sheet([(card("news"), kit_of()), (long, kit_of())], [Size.SQUARE, Size.WIDE])
    assert sheet.height == 2 * 360 + 3 * 24
    row = sheet.crop((24, 384 + 24, 24 + 600, sheet.height - 24))
    assert len(row.getcolors() or []) == 1, "the wide card of the long headline is not there"


def take() -> None:
    """Write all pictures anew."""
    GOLDEN.mkdir(exist_ok=True)
    for template in card_templates():
        for size in (Size.SQUARE, Size.WIDE):
            small(template, size).quantize(64).save(path(template, size), optimize=True)


if __name__ == "__main__":
    take()
