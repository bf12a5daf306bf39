"""A block of Persian lines: measured by its ink, set as large as its box allows."""

from dataclasses import dataclass
from functools import lru_cache, partial

from bumi.cards.fonts import SHAPING, Weight, face
from bumi.cards.wrap import atoms, wrap

__all__ = ["SCALE", "Block", "Style", "fit", "ink"]

SCALE = 3
"""Cards are drawn this many times larger and reduced: smoother than letters hinted at size."""


@dataclass(frozen=True)
class Style:
    """How a text may be set: weight, sizes from `most` down to `least` pixels, number of lines, leading."""

    weight: Weight
    most: int
    least: int
    lines: int = 1
    leading: float = 1.4


@dataclass(frozen=True)
class Block:
    """Lines of one size, with their ink: `top` and `bottom` are the ink above and below first and last baseline."""

    lines: tuple[str, ...]
    weight: Weight
    size: int
    leading: float
    width: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """From the ink of the first line to the ink of the last, in pixels of the card."""
        return self.top + (len(self.lines) - 1) * self.size * self.leading + self.bottom


def fit(text: str, style: Style, width: float, height: float) -> Block | None:
    """Return `text` in the largest size whose ink lies within `width` and `height`; None if even the least does not."""
    parts = atoms(text)
    for size in range(style.most, style.least - 1, -2):
        lines = wrap(parts, width, partial(_advance, weight=style.weight, size=size))
        if lines is None or len(lines) > style.lines:
            continue
        block = _block(tuple(lines), style, size)
        if block.width <= width and block.height <= height:
            return block
    return None


@lru_cache(maxsize=1024)
def ink(line: str, weight: Weight, size: int) -> tuple[float, float, float, float]:
    """Return the ink of a line (left, top, right, bottom) from its right end on the baseline, in pixels of the card.

    Read off the drawn line: Pillow's own `getbbox` counts the empty sides of the first and last letter as ink.
    """
    mask, (x, y) = face(weight, size * SCALE).getmask2(line, "L", anchor="rs", **SHAPING)
    left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
    return (left + x) / SCALE, (top + y) / SCALE, (right + x) / SCALE, (bottom + y) / SCALE


def _block(lines: tuple[str, ...], style: Style, size: int) -> Block:
    inks = [ink(line, style.weight, size) for line in lines]
    width = max(right - left for left, _, right, _ in inks)
    return Block(lines, style.weight, size, style.leading, width, -inks[0][1], inks[-1][3])


def _advance(part: str, weight: Weight, size: int) -> float:
    return face(weight, size * SCALE).getlength(part, **SHAPING) / SCALE
