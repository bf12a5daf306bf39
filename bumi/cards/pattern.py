"""The picture zone of a card, painted from vector geometry: a craft that repeats, or the dunes of Lut."""

from collections.abc import Iterable
from itertools import chain

from PIL import Image, ImageColor, ImageDraw

from bumi.cards.dunes import dunes
from bumi.cards.kit import Craft, Palette
from bumi.cards.motifs import TILES
from bumi.cards.shapes import Shape, placed

__all__ = ["fill", "paint"]

_FINE = 2
"""Shapes are drawn this many times finer and reduced, because ImageDraw does not smooth edges."""


def paint(craft: Craft, width: int, height: int, palette: Palette, scale: int) -> Image.Image:
    """Return a picture of `width` by `height` pixels, `scale` of them to a pixel of the card."""
    if craft == "dunes":
        return _drawn(dunes(width / scale, height / scale), width, height, palette, scale)
    width_of, height_of, shapes = TILES[craft]()
    around = [placed(shapes, x, y) for x in (-width_of, 0, width_of) for y in (-height_of, 0, height_of)]
    tile = _drawn(chain.from_iterable(around), round(width_of * scale), round(height_of * scale), palette, scale)
    picture = Image.new("RGB", (width, height))
    for x in range(-tile.width // 2, width, tile.width):
        for y in range(-tile.height // 3, height, tile.height):
            picture.paste(tile, (x, y))
    return picture


def fill(draw: ImageDraw.ImageDraw, shapes: Iterable[Shape], palette: Palette, scale: float) -> None:
    """Fill shapes in their tones; a card's pixel is `scale` of the drawing's."""
    for tone, points in shapes:
        draw.polygon([(x * scale, y * scale) for x, y in points], fill=_colour(palette, tone))


def _drawn(shapes: Iterable[Shape], width: int, height: int, palette: Palette, scale: int) -> Image.Image:
    fine = Image.new("RGB", (width * _FINE, height * _FINE), palette.field)
    fill(ImageDraw.Draw(fine), shapes, palette, scale * _FINE)
    return fine.reduce(_FINE)


def _colour(palette: Palette, tone: str) -> tuple[int, ...]:
    """A tone of the palette; «one/other» lies half-way between two."""
    pair = [ImageColor.getrgb(getattr(palette, name)) for name in tone.split("/")]
    return tuple(sum(channel) // len(pair) for channel in zip(*pair, strict=True))
