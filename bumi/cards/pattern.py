"""The crafts painted from vector geometry: one that repeats, the dunes of Lut, or a border; smooth, and kept."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from PIL import Image, ImageDraw

from bumi.cards.borders import BORDERS
from bumi.cards.colour import mix, rgb
from bumi.cards.dunes import dunes
from bumi.cards.kit import Craft, Palette
from bumi.cards.motifs import TILES, Tile
from bumi.cards.shapes import Shape, placed

__all__ = ["paint", "paint_border"]

_FINE = 4
"""Shapes are drawn this many times finer and reduced, because ImageDraw does not smooth edges."""

_SHADES = 48
"""Colours of a painted craft: enough for smooth edges, and few enough for a card of 256."""


@lru_cache(maxsize=32)
def paint(craft: Craft, width: int, height: int, palette: Palette, scale: float, faint: float = 0) -> Image.Image:
    """Return a picture of `width` by `height` pixels, `scale` of them to a pixel of the drawing.

    `faint` mixes it into the ground of the palette, from 0 (as it is) to 1 (gone).
    """
    colours = _faint(palette, faint) if faint else palette
    if craft == "dunes":
        return _drawn(dunes(width / scale, height / scale), width, height, colours, scale, scale)
    tile = _tile(craft, colours, scale)
    return _filled(tile, width, height, -tile.width // 2, -tile.height // 3)


@lru_cache(maxsize=32)
def paint_border(craft: Craft, width: int, height: int, palette: Palette) -> Image.Image:
    """Return the border of a craft as a strip: its motif repeated a whole number of times over the width."""
    border = BORDERS[craft]()
    times = max(round(width / (border.width * height / border.height)), 1)
    across = width / times / border.width
    shapes = chain.from_iterable(placed(border.shapes, x * border.width, 0) for x in range(-1, times + 1))
    return _drawn(shapes, width, height, palette, across, height / border.height)


@lru_cache(maxsize=64)
def _tile(craft: Craft, palette: Palette, scale: float) -> Image.Image:
    tile: Tile = TILES[craft]()
    width, height = round(tile.width * scale), round(tile.height * scale)
    around = [placed(tile.shapes, x, y) for x in (-tile.width, 0, tile.width) for y in (-tile.height, 0, tile.height)]
    shapes = chain.from_iterable(around)
    return _drawn(shapes, width, height, palette, width / tile.width, height / tile.height)


def _drawn(
    shapes: Iterable[Shape], width: int, height: int, palette: Palette, across: float, down: float
) -> Image.Image:
    fine = Image.new("RGB", (width * _FINE, height * _FINE), palette.field)
    draw = ImageDraw.Draw(fine)
    for tone, points in shapes:
        draw.polygon([(x * across * _FINE, y * down * _FINE) for x, y in points], fill=rgb(palette.colour(tone)))
    smooth = fine.reduce(_FINE)
    return smooth.quantize(_SHADES, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")


def _filled(tile: Image.Image, width: int, height: int, left: int, top: int) -> Image.Image:
    """A picture filled with a tile: one row of them, then the row again and again."""
    row = Image.new("RGB", (width, tile.height))
    for x in range(left, width, tile.width):
        row.paste(tile, (x, 0))
    picture = Image.new("RGB", (width, height))
    for y in range(top, height, tile.height):
        picture.paste(row, (0, y))
    return picture


def _faint(palette: Palette, share: float) -> Palette:
    """The palette with the colours of its picture mixed into its ground."""
    picture = ("field", "motif", "shade", "spark")
    return palette.model_copy(update={name: mix(palette.colour(name), palette.ground, share) for name in picture})
