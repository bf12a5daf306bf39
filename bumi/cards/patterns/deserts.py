"""Deserts, as pictures for any size: the dunes of Lut, and the kaluts of Shahdad."""

from collections.abc import Sequence

from bumi.cards.patterns.tile import Tile, box, strip
from bumi.cards.shapes import Point, Shape, circle, curve, polygon

_DUNES = (
    ((0.40, 0.40), (-0.4, 0.78), (1.2, 0.84), 0.56, "field/motif", "motif"),
    ((0.14, 0.62), (-0.6, 0.90), (0.9, 0.96), 0.30, "motif/spark", "motif/shade"),
    ((0.84, 0.66), (-0.1, 1.00), (1.6, 0.98), 0.60, "motif", "shade"),
)
"""Per dune: peak, left and right foot and foot of the crest as shares of width and height; lit and dark tone."""

_KALUTS = (
    (0.50, 0.15, ((-0.04, 0.16), (0.28, 0.12), (0.50, 0.20), (0.84, 0.24)), ("field/motif", "motif", "motif")),
    (0.70, 0.24, ((-0.10, 0.34), (0.36, 0.18), (0.66, 0.30)), ("motif/spark", "motif/shade", "field/motif")),
    (0.97, 0.32, ((0.04, 0.30), (0.48, 0.22), (0.84, 0.34)), ("motif", "shade", "motif/shade")),
)
"""Per row, far to near: foot and height of its ridges as shares of the height; left edge and breadth of each as shares
of the width; tones of the lit faces, the flanks and the ground."""


def dunes(width: float, height: float) -> list[Shape]:
    """Three dunes, far to near, before a low sun, for any size."""
    shapes = [circle("spark", width * 0.58, height * 0.17, min(width, height) * 0.13)]
    for peak, left, right, foot, lit, dark in _DUNES:
        shapes += _dune(width, height, peak, left, right, foot, lit, dark)
    return shapes


def _dune(
    width: float, height: float, peak: Point, left: Point, right: Point, foot: float, lit: str, dark: str
) -> list[Shape]:
    """One dune: a sharp crest winding down to the viewer, a lit and a dark side."""
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


def kaluts(width: float, height: float) -> list[Shape]:
    """Flat ridges that the wind has cut, far to near, in layers, before a low sun; for any size."""
    shapes = [circle("spark", width * 0.30, height * 0.22, min(width, height) * 0.12)]
    for foot, rise, ridges, (lit, dark, ground) in _KALUTS:
        shapes.append(box(ground, 0, foot * height, width, height * 1.1))
        for left, breadth in ridges:
            shapes += _ridge(left * width, foot * height, breadth * width, rise * height, lit, dark)
    return shapes


def _ridge(left: float, foot: float, breadth: float, rise: float, lit: str, dark: str) -> list[Shape]:
    """One ridge: a lit face with two layers, and a dark flank to the right."""
    flank = ((0.2, 1), (0.62, 1), (0.88, 0.7), (1, -0.12), (0.62, -0.12))
    face = ((0, -0.12), (0.08, 0.6), (0.13, 0.95), (0.2, 1), (0.62, 1), (0.57, 0.6), (0.62, -0.12))
    upper = ((0.1, 0.7), (0.57, 0.67), (0.57, 0.61), (0.09, 0.65))
    lower = ((0.06, 0.4), (0.585, 0.36), (0.59, 0.3), (0.05, 0.34))

    def at(tone: str, corners: Sequence[Point]) -> Shape:
        return Shape(tone, tuple((left + x * breadth, foot - y * rise) for x, y in corners))

    return [at(dark, flank), at(lit, face), at(dark, upper), at(dark, lower)]


def dunes_border() -> Tile:
    """Wind ripples on sand."""
    wave = curve((0, 15), ((8, 15), (10, 6), (18, 6)), ((26, 6), (28, 15), (36, 15)))
    back = curve((36, 19), ((28, 19), (26, 10), (18, 10)), ((10, 10), (8, 19), (0, 19)))
    return strip(Shape("spark", (*wave, *back)), width=36)


def kaluts_border() -> Tile:
    """A row of flat ridges."""
    ridge = polygon("spark", (2, 19), (5, 8), (16, 8), (22, 19))
    return strip(
        ridge,
        polygon("motif", (14, 8), (16, 8), (22, 19), (15, 19)),
        polygon("motif", (22, 19), (25, 13), (31, 13), (34, 19)),
        width=36,
    )
