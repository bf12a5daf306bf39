"""A printed sheet of A4: boxes, lines and Persian words, drawn twice as large and reduced; a PDF of one page."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw, ImageFont, features

from bumi.errors import NotAvailable
from bumi.settings import PACKAGE

__all__ = ["HEIGHT", "WIDTH", "Sheet"]

WIDTH, HEIGHT = 1654, 2339
"""A4 upright at 200 dots per inch, in pixels; all measures here are."""

_DPI = 200.0
_SCALE = 2
_FONTS = PACKAGE / "assets" / "fonts"

Weight = Literal["Medium", "Bold", "ExtraBold"]
Side = Literal["left", "middle", "right"]
_ANCHORS: dict[Side, str] = {"left": "ls", "middle": "ms", "right": "rs"}


class Sheet:
    """An empty page in one colour, to be drawn on."""

    def __init__(self, colour: str) -> None:
        if not features.check("raqm"):
            raise NotAvailable("حروف‌چینی فارسی (Raqm) در این دستگاه نیست؛ در دبیان بسته libfribidi0 را نصب کنید")
        self._image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), colour)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0) -> None:
        """Fill a box, its corners rounded."""
        corners = [round(side * _SCALE) for side in (left, top, right, bottom)]
        self._draw.rounded_rectangle(corners, radius * _SCALE, fill=colour)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float = 2) -> None:
        """Draw a line through the points."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(width * _SCALE), joint="curve")

    def text(
        self,
        words: str,
        x: float,
        baseline: float,
        size: int,
        colour: str,
        side: Side = "right",
        weight: Weight = "Medium",
        room: float = WIDTH,
    ) -> None:
        """Draw words so that `x` is their left, middle or right; they shrink, and are cut at last, to have `room`."""
        while size > 14 and self.width(words, size, weight) > room:
            size -= 1
        while len(words) > 1 and self.width(words, size, weight) > room:
            words = words.removesuffix("…")[:-1].rstrip() + "…"
        self._draw.text(
            (x * _SCALE, baseline * _SCALE),
            words,
            colour,
            _face(weight, size * _SCALE),
            anchor=_ANCHORS[side],
            direction="rtl",
            language="fa",
        )

    def width(self, words: str, size: int, weight: Weight = "Medium") -> float:
        """Return how wide words are."""
        return _face(weight, size * _SCALE).getlength(words, direction="rtl", language="fa") / _SCALE

    def pdf(self) -> bytes:
        """Return the sheet as a PDF of one page."""
        return self._saved("PDF", resolution=_DPI, quality=92)

    def png(self) -> bytes:
        """Return the sheet as a PNG, for screens."""
        return self._saved("PNG", optimize=True)

    def _saved(self, kind: str, **options: object) -> bytes:
        file = BytesIO()
        self._image.reduce(_SCALE).save(file, kind, **options)
        return file.getvalue()


@cache
def _face(weight: Weight, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / f"Vazirmatn-{weight}.ttf", pixels, layout_engine=ImageFont.Layout.RAQM)
