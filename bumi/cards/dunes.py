"""The dunes of Lut as flat shapes, for any width and height."""

from bumi.cards.shapes import Point, Shape, circle, curve

__all__ = ["dunes"]

_DUNES = (
    ((0.40, 0.40), (-0.4, 0.78), (1.2, 0.84), 0.56, "field/motif", "motif"),
    ((0.14, 0.62), (-0.6, 0.90), (0.9, 0.96), 0.30, "motif/spark", "motif/shade"),
    ((0.84, 0.66), (-0.1, 1.00), (1.6, 0.98), 0.60, "motif", "shade"),
)
"""Each dune: its peak, left and right foot and the foot of its crest, as parts of width and height; its two tones."""


def dunes(width: float, height: float) -> list[Shape]:
    """Three dunes, far to near, before a low sun."""
    shapes = [circle("spark", width * 0.58, height * 0.17, min(width, height) * 0.13)]
    for peak, left, right, foot, lit, dark in _DUNES:
        shapes += _dune(width, height, peak, left, right, foot, lit, dark)
    return shapes


def _dune(
    width: float, height: float, peak: Point, left: Point, right: Point, foot: float, lit: str, dark: str
) -> list[Shape]:
    """A sharp crest that winds down to the viewer, with a lit side and a dark one."""
    (px, py), (lx, ly), (rx, ry) = ((x * width, y * height) for x, y in (peak, left, right))
    fx, low = foot * width, height * 1.1
    crest = curve(
        (px, py), ((px + (fx - px) * 1.4, py + (low - py) * 0.45), (px - (fx - px) * 0.6, low * 0.8), (fx, low))
    )
    windward = curve((lx, ly), ((lx + (px - lx) * 0.5, ly), (px - (px - lx) * 0.22, py + (ly - py) * 0.25), (px, py)))
    lee = curve((px, py), ((px + (rx - px) * 0.18, py + (ry - py) * 0.35), (px + (rx - px) * 0.5, ry), (rx, ry)))
    return [
        Shape(lit, (*windward, *crest, (lx, low))),
        Shape(dark, (*crest[::-1], *lee, (rx, low))),
    ]
