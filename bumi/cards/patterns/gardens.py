"""Plants: pistachios of Rafsanjan, date palms of Bam, and citrus of Jiroft."""

from math import cos, pi, sin

from bumi.cards.patterns.tile import Tile, box, strip
from bumi.cards.shapes import Shape, circle, curve, lens, placed, polygon

_BUNCH = ((12, -44), (19, -42), (10, -37), (17, -35), (13, -29))
"""The dates of the bunch beside a palm's trunk."""


def pistachio() -> Tile:
    """Open nuts and leaves."""
    nut = _nut()
    leaf = [lens("motif", 78, 34), lens("shade", 62, 2.4)]
    small = [lens("shade", 54, 24), lens("motif", 42, 2)]
    shapes = placed(nut, 66, 70, turn=-32) + placed(nut, 196, 200, turn=38)
    shapes += placed(leaf, 190, 62, turn=24) + placed(leaf, 62, 196, turn=-48)
    shapes += placed(small, 128, 132, turn=-8) + placed(small, 2, 130, turn=70) + placed(small, 128, 4, turn=140)
    return Tile(260, 260, shapes)


def palms() -> Tile:
    """Date palms in half drop, laden."""
    shapes: list[Shape] = []
    for x, y in ((48, 122), (148, 222)):
        for at in (x - 200, x, x + 200):
            shapes += placed(_palm(), at, y, 0.94)
    return Tile(200, 200, shapes)


def _palm() -> list[Shape]:
    """A palm whose crown is at (0, -58), and whose foot is below the origin."""
    trunk = [polygon("motif", (-4, -56), (4, -56), (8, 56), (-8, 56))]
    rings = [polygon("shade", (-8, y), (8, y), (8, y - 2.4), (-8, y - 2.4)) for y in range(-20, 60, 9)]
    fronds = [
        one
        for reach, rise, fall in ((34, -60, 6), (56, -44, 30), (62, -20, 56), (46, 0, 78))
        for mirror in (False, True)
        for one in placed(_frond(reach, rise, fall), 0, -58, mirror=mirror)
    ]
    top = placed([lens("motif", 56, 13), lens("shade", 46, 2)], 0, -86, turn=90)
    dates = [circle("spark", side * x, y, 4) for side in (-1, 1) for x, y in _BUNCH]
    return [*trunk, *rings, *top, *fronds, *dates, circle("shade", 0, -58, 5)]


def _frond(reach: float, rise: float, fall: float) -> list[Shape]:
    """A leaf that rises from the origin and droops at `reach`, with its rib."""
    end = (reach, fall - 40)
    upper = curve((0, 0), ((reach * 0.3, rise - 12), (reach * 0.8, rise), end))
    lower = curve(end, ((reach * 0.72, rise + 19), (reach * 0.34, rise + 16), (0, 0)))
    low = curve(end, ((reach * 0.76, rise + 11), (reach * 0.33, rise + 4), (0, 0)))
    high = curve((0, 0), ((reach * 0.33, rise + 1), (reach * 0.77, rise + 8), end))
    return [Shape("motif", (*upper, *lower)), Shape("shade", (*high, *low))]


def citrus() -> Tile:
    """Whole oranges with their leaves, and halves that show their segments."""
    leaf = [lens("motif", 60, 27), lens("shade", 48, 2.4)]
    fruit = [circle("spark", 0, 0, 44), circle("motif/spark", 7, 7, 36), circle("spark", 2, 2, 34)]
    whole = [*placed(leaf, 38, -42, turn=-28), *fruit, circle("shade", 18, -31, 3.4)]
    half = [circle("spark", 0, 0, 48), circle("field", 0, 0, 42), *_segments(9, 38)]
    shapes = placed(half, 56, 56) + placed(whole, 168, 56) + placed(whole, 56, 168, turn=150)
    shapes += placed(half, 168, 168, turn=20) + placed(leaf, 112, 112, 0.7, turn=45)
    for x, y in ((0, 112), (224, 112), (112, 0), (112, 224)):
        shapes += placed([lens("motif", 30, 13)], x, y, turn=70 if y == 112 else 20)
    return Tile(224, 224, shapes)


def _segments(count: int, radius: float) -> list[Shape]:
    """The segments of a fruit cut across."""
    near, far, spread = radius * 0.14, radius, pi / count * 0.8
    found = []
    for place in range(count):
        angle = 2 * pi * place / count
        outer = [(far * cos(angle + spread * t), far * sin(angle + spread * t)) for t in (-1, -0.5, 0, 0.5, 1)]
        found.append(polygon("motif", (near * cos(angle), near * sin(angle)), *outer))
    return found


def _nut() -> list[Shape]:
    shell = curve((-48, 0), ((-40, -36), (20, -40), (48, 0)), ((20, 40), (-40, 36), (-48, 0)))
    mouth = curve((-30, 2), ((-10, -22), (30, -18), (46, 0)), ((30, 8), (-8, 12), (-30, 2)))
    kernel = curve((-20, 1), ((-4, -15), (24, -13), (38, -1)), ((24, 5), (-4, 7), (-20, 1)))
    return [Shape("motif", shell), Shape("shade", mouth), Shape("spark", kernel)]


def pistachio_border() -> Tile:
    """Leaves on a stem."""
    leaf = [lens("spark", 15, 5.4)]
    return strip(
        *placed(leaf, 7, 8.4, turn=-32), *placed(leaf, 7, 15.6, turn=32), circle("motif", 15.4, 12, 1.9), width=19
    )


def palms_border() -> Tile:
    """Leaves of a palm along a rib."""
    upper, lower = (placed([lens("spark", 13, 4)], 0, 12 + side * 4.6, turn=-50 * side) for side in (1, -1))
    leaves = [one for x in (6, 14) for one in placed([*upper, *lower], x, 0)]
    return strip(box("motif", 0, 11.2, 24, 12.8), *leaves, circle("motif", 21, 12, 1.8), width=24)


def citrus_border() -> Tile:
    """Fruit and leaf."""
    leaf = placed([lens("motif", 13, 6)], 23, 12, turn=-30)
    return strip(circle("spark", 9, 12, 6.6), circle("shade", 9, 12, 2), *leaf, width=32)
