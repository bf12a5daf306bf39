from itertools import pairwise
from typing import get_args

import pytest
from PIL import Image, ImageColor

from bumi.brief import Kind
from bumi.cards.kit import Craft, load_kit
from bumi.cards.motifs import TILES
from bumi.cards.pattern import paint

PALETTE = load_kit().palette(Kind.RECAP, "فرهنگ")
CRAFTS: tuple[Craft, ...] = get_args(Craft)


def painted(craft: Craft, width: int = 700, height: int = 500) -> Image.Image:
    return paint(craft, width, height, PALETTE, 1)


@pytest.mark.parametrize("craft", CRAFTS)
def test_every_craft_is_painted_in_the_tones_of_the_palette(craft: Craft) -> None:
    picture = painted(craft)
    colours = {colour for _, colour in picture.getcolors(picture.width * picture.height) or []}
    tones = [ImageColor.getrgb(getattr(PALETTE, tone)) for tone in ("field", "shade", "spark")]
    assert colours.issuperset(tones)
    assert picture.tobytes() == painted(craft).tobytes()


def test_no_two_crafts_look_alike() -> None:
    assert len({painted(craft).tobytes() for craft in CRAFTS}) == len(CRAFTS)


@pytest.mark.parametrize("craft", [craft for craft in CRAFTS if craft != "dunes"])
def test_tiles_meet_without_a_seam(craft: Craft) -> None:
    """Neighbouring columns differ at a seam no more than they differ anywhere inside a tile."""
    grey, period = painted(craft).convert("L"), round(TILES[craft]().width)
    columns = [grey.crop((x, 0, x + 1, grey.height)).tobytes() for x in range(grey.width)]
    steps = [sum(abs(a - b) for a, b in zip(*pair, strict=True)) for pair in pairwise(columns)]
    seams = steps[period // 2 - 1 :: period]
    assert len(seams) > 1
    assert max(seams) <= max(steps[period // 2 : period // 2 + period - 1])
