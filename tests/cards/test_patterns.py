from itertools import pairwise
from typing import get_args

import pytest
from PIL import Image, ImageColor

from bumi.cards.brand_kit import load_kit
from bumi.cards.colours import Craft, Tone
from bumi.cards.patterns import TILES, paint, paint_border

PALETTE = load_kit().palette(Tone.AXIS, "فرهنگ")
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


@pytest.mark.parametrize("craft", CRAFTS)
def test_a_border_repeats_without_a_cut(craft: Craft) -> None:
    border = paint_border(craft, 1080, 26, PALETTE)
    mirrored = paint_border(craft, 1080, 26, PALETTE)
    assert border.size == (1080, 26) and border.tobytes() == mirrored.tobytes()
    columns = [border.crop((x, 0, x + 1, 26)).tobytes() for x in (0, 1079)]
    assert all(len(set(column)) <= 12 for column in columns), "it begins and ends between two motifs"


def test_a_faint_picture_is_near_its_ground() -> None:
    near, far = (paint("carpet", 200, 200, PALETTE, 1, faint) for faint in (0.9, 0))
    ground = ImageColor.getrgb(PALETTE.ground)

    def away(picture: Image.Image) -> int:
        colours = picture.getcolors(1 << 16) or []
        return max(abs(a - b) for _, colour in colours for a, b in zip(colour, ground, strict=False))  # type: ignore[arg-type]

    assert away(near) * 4 < away(far)
