from itertools import pairwise
from typing import get_args

import pytest
from PIL import Image, ImageChops, ImageColor, ImageOps, ImageStat

from bumi.cards.brand_kit import load_kit
from bumi.cards.colours import TURNS, Craft, Tone
from bumi.cards.patterns import BORDERS, LANDSCAPES, TILES, paint, paint_border
from bumi.settings import ROOT

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


def test_every_craft_is_drawn_has_a_border_and_stands_in_the_page_of_the_kit() -> None:
    assert len(CRAFTS) >= 12
    assert {*TILES, *LANDSCAPES} == set(BORDERS) == set(CRAFTS)
    page = (ROOT / "docs" / "guide" / "crafts.md").read_text("utf-8")
    assert [craft for craft in CRAFTS if f"| `{craft}` |" not in page] == []


@pytest.mark.parametrize("craft", CRAFTS)
def test_the_colours_of_a_craft_have_four_turns(craft: Craft) -> None:
    turns = {paint(craft, 300, 200, PALETTE.turned(turn), 1).tobytes() for turn in range(2 * TURNS)}
    assert len(turns) == TURNS == 4


def test_a_landscape_is_mirrored() -> None:
    for craft in LANDSCAPES:
        plain, mirrored = (paint(craft, 300, 200, PALETTE, 1, mirror=mirror) for mirror in (False, True))
        difference = ImageChops.difference(plain, ImageOps.mirror(mirrored)).convert("L")
        assert plain != mirrored and sum(ImageStat.Stat(difference).mean) < 3


def test_no_two_crafts_look_alike() -> None:
    assert len({painted(craft).tobytes() for craft in CRAFTS}) == len(CRAFTS)


@pytest.mark.parametrize("craft", sorted(TILES))
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
