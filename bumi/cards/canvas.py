"""The sheet a card is drawn on: card pixels outside, several times as many inside, and a record of the ink."""

from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw

from bumi.cards.fonts import SHAPING, face
from bumi.cards.kit import Craft, Palette
from bumi.cards.layout import Box, Size
from bumi.cards.pattern import fill, paint
from bumi.cards.shapes import Shape
from bumi.cards.text import SCALE, Block, ink

__all__ = ["Canvas", "Inked"]


class Inked(NamedTuple):
    """A line that was drawn: its words, its ink, and the box it was given."""

    line: str
    ink: Box
    box: Box


class Canvas:
    """Draws in a palette; `inked` lists every line of text that was drawn."""

    def __init__(self, size: Size, palette: Palette) -> None:
        self.palette = palette
        self.inked: list[Inked] = []
        self._image = Image.new("RGB", (size.width * SCALE, size.height * SCALE), palette.ground)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, box: Box, colour: str, radius: float = 0) -> None:
        """Fill a box, its corners rounded by `radius`."""
        corners = [side * SCALE for side in box]
        corners[2:] = corners[2] - 1, corners[3] - 1
        self._draw.rounded_rectangle(corners, radius * SCALE, fill=colour)

    def picture(self, craft: Craft, box: Box) -> None:
        """Fill a box with the pattern of a craft."""
        left, top, right, bottom = (round(side * SCALE) for side in box)
        self._image.paste(paint(craft, right - left, bottom - top, self.palette, SCALE), (left, top))

    def shapes(self, shapes: Iterable[Shape]) -> None:
        """Fill flat shapes."""
        fill(self._draw, shapes, self.palette, SCALE)

    def text(self, block: Block, box: Box, colour: str, across: float = 1, baseline: float | None = None) -> None:
        """Draw a block from the top of `box`, or from a baseline; `across` is 0 flush left, 0.5 centred, 1 flush right.

        It is the ink that stands flush, not the advance: letters with wide side bearings do not look indented.
        """
        first = box.top + block.top if baseline is None else baseline
        font = face(block.weight, block.size * SCALE)
        for number, line in enumerate(block.lines):
            left, top, right, bottom = ink(line, block.weight, block.size)
            x = box.left + (box.width - (right - left)) * across - left
            y = first + number * block.size * block.leading
            self._draw.text((round(x * SCALE), round(y * SCALE)), line, colour, font, anchor="rs", **SHAPING)
            self.inked.append(Inked(line, Box(x + left, y + top, x + right, y + bottom), box))

    def png(self) -> bytes:
        """Return the card as a PNG of at most 256 colours; the same drawing gives the same bytes."""
        sheet = BytesIO()
        flat = self._image.reduce(SCALE).quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        flat.save(sheet, "PNG", optimize=True)
        return sheet.getvalue()
