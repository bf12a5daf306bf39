"""Vessels: chased copper, and the carved chlorite of Jiroft."""

from bumi.cards.patterns.tile import Tile, box, strip
from bumi.cards.shapes import Shape, circle, lens, placed, polygon, star

_GABLE = (("motif", 20, 142, 92), ("shade", 13.4, 136, 102), ("motif", 9, 136, 113), ("shade", 4.6, 136, 124))
"""Per triangle of a gable: tone, half its breadth, its foot and its top."""


def copper() -> Tile:
    """Round trays with a chased rosette, on a ground that shows the marks of the hammer."""
    marks = [
        circle("field/motif", x + 11 * (row % 2), 11 + 22 * row, 6.5) for row in range(10) for x in range(11, 220, 22)
    ]
    shapes = [*marks, *placed(_tray(1), 110, 110)]
    for x, y in ((0, 0), (220, 0), (0, 220), (220, 220)):
        shapes += placed(_tray(0.42), x, y, turn=11)
    return Tile(220, 220, shapes)


def _tray(size: float) -> list[Shape]:
    """A tray: its rim, a ring of dots, a ring of petals, and a rosette."""
    body = [circle("motif", 0, 0, 96), circle("shade", 0, 0, 91), *_ring([circle("spark", 81, 0, 3)], 36)]
    petals = _ring([*placed([lens("motif", 36, 20), lens("shade", 24, 8)], 53, 0)], 12)
    rosette = _ring([lens("motif", 21, 10.5), lens("shade", 15, 2)], 12)
    plate = [circle("spark", 0, 0, 74), circle("field", 0, 0, 71.5), *petals]
    heart = [star("spark", 12, 32, 25), circle("shade", 0, 0, 24), *rosette, circle("spark", 0, 0, 5)]
    return placed([*body, *plate, *heart], 0, 0, size)


def _ring(shapes: list[Shape], count: int) -> list[Shape]:
    """The shapes `count` times, turned round the origin."""
    return [one for place in range(count) for one in placed(shapes, 0, 0, turn=360 * place / count)]


def chlorite() -> Tile:
    """Bands of a two-strand guilloche and of hatched gables, as carved round the vessels."""
    shapes = [box("spark", 0, 0, 160, 2.5), box("spark", 0, 77.5, 160, 80)]
    for x in (0, 80, 160):
        shapes += placed(_knot("motif", "field/motif"), x, 40) + placed(_knot("field/motif", "motif"), x - 40, 40)
    for x in (-40, 0, 40, 80, 120, 160):
        shapes += [circle("shade", x, 40, 17), circle("spark", x, 40, 11), circle("shade", x, 40, 5)]
    for x in (20, 60, 100, 140):
        for tone, half, foot, top in _GABLE:
            shapes.append(polygon(tone, (x - half, foot), (x, top), (x + half, foot)))
    shapes += [box("spark", 0, 84, 160, 86.5), box("spark", 0, 145, 160, 147.5)]
    return Tile(160, 152, shapes)


def _knot(over: str, under: str) -> list[Shape]:
    """One loop of a guilloche: a ring, and the strand that passes to the next."""
    strand = [polygon(under, (8, -29), (20, -22), (32, 22), (24, 29), (20, 28), (8, -20))]
    return [*strand, circle(over, 0, 0, 28), circle("shade", 0, 0, 24.5), circle(over, 0, 0, 21)]


def copper_border() -> Tile:
    """Beads and petals."""
    petal = placed([lens("motif", 14, 7)], 23, 12, turn=90)
    return strip(circle("spark", 8, 12, 6), circle("shade", 8, 12, 2.6), *petal, width=30)


def chlorite_border() -> Tile:
    """A small guilloche."""
    ring = [circle("spark", 0, 0, 7.4), circle("shade", 0, 0, 4.8), circle("spark", 0, 0, 2.2)]
    return strip(*placed(ring, 10, 12), polygon("motif", (18.6, 7), (21, 5), (25.4, 17), (23, 19)), width=28)
