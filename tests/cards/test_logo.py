"""An agency's own logo on its cards: large, with free space, and seen on every ground."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bumi.cards.brand_kit import BrandKit, load_kit
from bumi.cards.checks import kit_problems
from bumi.cards.drawing import draw
from bumi.cards.layout import lay_out
from bumi.cards.sizes import Box, Size
from bumi.cards.template import Ornament
from tests.cards.samples import card


def kit(folder: Path, colour: str, size: tuple[int, int] = (300, 300), more: str = "") -> BrandKit:
    logo = Image.new("RGBA", size)
    ImageDraw.Draw(logo).ellipse((10, 10, size[0] - 10, size[1] - 10), colour)
    logo.save(folder / "logo.png")
    (folder / "brand.toml").write_text(f'[logo]\nfile = "logo.png"\n{more}', "utf-8")
    return load_kit(own=folder / "brand.toml")


def logo_box(template: str, size: Size, own: BrandKit) -> Box:
    laid = lay_out(card(template), size, own)
    return next(each.box for each in laid.layers if isinstance(each.layer, Ornament) and each.layer.of == "logo")


@pytest.mark.parametrize("size", [Size.SQUARE, Size.WIDE])
@pytest.mark.parametrize("template", ["news", "notice"])  # dark, and light
def test_it_takes_the_place_of_the_seal_and_no_words_come_near(tmp_path: Path, template: str, size: Size) -> None:
    own = kit(tmp_path, "#2E7D32")
    laid, box = lay_out(card(template), size, own), logo_box(template, size, own)
    assert not [each for each in laid.layers if isinstance(each.layer, Ornament) and each.layer.of == "seal"]
    assert box.width >= 0.08 * size.width, "28 pixels on a telephone"
    near = [ink for ink in laid.inks() if ink.box.right > box.left - 0.25 * box.height and ink.box.bottom > box.top]
    assert not [ink for ink in near if ink.box.top < box.bottom]


@pytest.mark.parametrize(
    ("template", "colour", "plate"),
    [("news", "#20242A", True), ("news", "#F4E9C8", False), ("notice", "#F4F4F0", True), ("notice", "#20242A", False)],
)
def test_a_logo_that_the_ground_would_swallow_has_a_plate(
    tmp_path: Path, template: str, colour: str, plate: bool
) -> None:
    own = kit(tmp_path, colour)
    box, laid = logo_box(template, Size.SQUARE, own), lay_out(card(template), Size.SQUARE, own)
    picture = draw(laid)
    edge = picture.getpixel((round(box.right) - 20, round(box.top) + 2))
    ground = picture.getpixel((round(box.left) - 8, round(box.top) + 4))
    assert (edge != ground) is plate
    pixels = np.asarray(picture.crop(box.rounded()).convert("L"), dtype=int)
    assert pixels.max() - pixels.min() > 90, "it is seen"


def test_the_check_tells_of_a_logo_so_broad_that_it_becomes_small(tmp_path: Path) -> None:
    assert not kit_problems(kit(tmp_path, "#2E7D32"))
    broad = "\n".join(kit_problems(kit(tmp_path, "#2E7D32", (1200, 200))))
    assert "بلندی نشان" in broad and "least را کم کنید" in broad
