"""A block of Persian lines: measured by its ink, set as large as its box allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from bumi.cards.bidi import isolated
from bumi.cards.bind import Part, parts
from bumi.cards.fonts import SHAPING, advance, face
from bumi.cards.wrap import wrap

__all__ = ["LEVELS", "Block", "Line", "Style", "fit", "inked"]

_STEP = 0.97
_TOLERANCE = 0.86
_LEAST_INK = 0.4
"""No line of words is lower than this part of its size."""

_FINE_BELOW = 220
"""Letters smaller than this (pixels) are drawn at twice their size and reduced: smoother than hinted letters."""

LEVELS = [round(round(value / 17) * 17) for value in range(256)]
"""Sixteen shades between ink and ground are smooth to the eye, and leave a card few enough colours for a palette."""


@dataclass(frozen=True)
class Style:
    """How a text may be set: font, sizes from `most` down to `least` pixels, number of lines, leading."""

    font: str
    most: float
    least: float
    lines: int = 1
    leading: float = 1.4


@dataclass(frozen=True, eq=False)
class Line:
    """A drawn line: its mask, and where the mask lies from the line's right end on the baseline, in pixels."""

    text: str
    mask: Image.Image
    left: int
    top: int

    @property
    def width(self) -> int:
        """Of the ink."""
        return self.mask.width


@dataclass(frozen=True)
class Block:
    """Lines of one size; `top` and `bottom` are the ink above and below the first and the last baseline."""

    lines: tuple[Line, ...]
    size: int
    leading: float

    @property
    def width(self) -> int:
        """The widest ink."""
        return max(line.width for line in self.lines)

    @property
    def top(self) -> int:
        """The ink above the first baseline."""
        return -self.lines[0].top

    @property
    def bottom(self) -> int:
        """The ink below the last baseline."""
        return self.lines[-1].top + self.lines[-1].mask.height

    @property
    def pitch(self) -> int:
        """From baseline to baseline: the leading, and more where ink would touch ink."""
        inner = zip(self.lines, self.lines[1:], strict=False)
        needed = max((one.top + one.mask.height - two.top + 2 for one, two in inner), default=0)
        return max(round(self.size * self.leading), needed)

    @property
    def height(self) -> int:
        """From the ink of the first line to the ink of the last."""
        return self.top + (len(self.lines) - 1) * self.pitch + self.bottom


def fit(text: str, style: Style, width: float, height: float, names: Iterable[str] = ()) -> Block | None:
    """Return `text` in the largest size whose ink lies within `width` and `height`; None if even the least does not.

    A line break in the text is kept. Where the largest size breaks lines badly, a size up to a seventh
    smaller that breaks them better is taken.
    """
    if not text:
        return None
    segments = [parts(segment, names) for segment in text.split("\n")]
    best: tuple[float, Block] | None = None
    for size in _sizes(style):
        if best and size < best[1].size * _TOLERANCE:
            break
        if (broken := _broken(segments, style.font, size, width)) is None or len(broken[0]) > style.lines:
            continue
        if best and broken[1] >= best[0] - 0.05:
            continue
        if ((len(broken[0]) - 1) * style.leading + _LEAST_INK) * size > height:
            continue
        block = Block(tuple(inked(line, style.font, size) for line in broken[0]), size, style.leading)
        if block.width <= width and block.height <= height:
            best = (broken[1], block)
            if not broken[1]:
                break
    return best[1] if best else None


@lru_cache(maxsize=256)
def inked(line: str, font: str, size: int) -> Line:
    """Return the line as it is drawn, cut to its ink: empty sides of the first and last letter are no part of it."""
    fine = 2 if size < _FINE_BELOW else 1
    typeface, text = face(font, size * fine), isolated(line)
    left, top, right, bottom = typeface.getbbox(text, anchor="rs", **SHAPING)
    pad = 2 * fine + size // 4  # marks may stick out of the box that the advances span
    x, y = -_down(left - pad, fine), -_down(top - pad, fine)
    sheet = Image.new("L", (x + _down(right + pad, fine) + fine, y + _down(bottom + pad, fine) + fine))
    ImageDraw.Draw(sheet).text((x, y), text, 255, typeface, anchor="rs", **SHAPING)
    mask = (sheet.reduce(fine) if fine > 1 else sheet).point(LEVELS)
    box = mask.getbbox() or (0, 0, 1, 1)
    return Line(line, mask.crop(box), box[0] - x // fine, box[1] - y // fine)


def _sizes(style: Style) -> Iterable[int]:
    size, least = round(style.most), max(round(style.least), 1)
    while size >= least:
        yield size
        if size == least:
            return
        size = max(min(size - 1, round(size * _STEP)), least)


def _broken(segments: list[list[Part]], font: str, size: int, width: float) -> tuple[list[str], float] | None:
    """The lines of all segments and how badly they are broken, or None where one is wider than `width`."""
    lines: list[str] = []
    faults = 0.0
    for segment in segments:
        if (found := wrap(segment, width, lambda part: advance(part, font) * size)) is None:
            return None
        lines += found[0]
        faults += found[1]
    return lines, faults


def _down(value: float, step: int) -> int:
    """The whole multiple of `step` at or below `value`."""
    return int(value // step) * step
