"""Buildings: brickwork, tilework and girih, windcatchers, and the dwellings cut into the rock of Maymand."""

from math import cos, radians, sin, sqrt

from bumi.cards.patterns.tile import Tile, box, strip, vault
from bumi.cards.shapes import Shape, circle, curve, lens, placed, polygon, star

_TONES = {"m": "motif", "s": "shade", "f": "field/motif", "l": "spark"}
_BRICKS = ("mf", "mm", "sm", "fm", "fm", "ls", "mf", "mm", "mm", "fm", "mf", "sm", "sf", "mm", "fl", "mf")
"""Four rows of four pairs of bricks, one tone letter per brick."""


def bricks() -> Tile:
    """Pairs of bricks, horizontal and vertical in turn, as in the walls of Bam; a few are lit."""
    shapes = []
    for cell, tones in enumerate(_BRICKS):
        row, column = divmod(cell, 4)
        for brick, tone in enumerate(tones):
            near, far = 28 * brick + 2, 28 * brick + 26
            left, top, right, bottom = (2, near, 54, far) if (row + column) % 2 else (near, 2, far, 54)
            corners = ((left, top), (right, top), (right, bottom), (left, bottom))
            shapes.append(polygon(_TONES[tone], *((column * 56 + x, row * 56 + y) for x, y in corners)))
    return Tile(224, 224, shapes)


def tiles() -> Tile:
    """Eight-pointed stars and crosses, as in the tilework of Ganjali Khan."""
    big = [
        star("motif", 8, 74, 57),
        star("shade", 8, 64, 49),
        star("motif", 8, 40, 24),
        star("spark", 8, 24, 12),
    ]
    cross = [lens("spark", 40, 12), *placed([lens("spark", 40, 12)], 0, 0, turn=90), circle("shade", 0, 0, 6)]
    return Tile(150, 150, placed(big, 75, 75, turn=22.5) + placed(cross, 0, 0, turn=45))


def girih() -> Tile:
    """Twelve-pointed stars that touch, with hexagons in the gaps, in straps of one breadth."""
    across = 168.0
    down = across * sqrt(3)
    big = [
        star("spark", 12, across / 2, 62),
        star("motif", 12, across / 2 - 7, 56),
        star("shade", 12, 55, 43),
        star("spark", 12, 43, 31),
        star("field", 12, 38, 27),
        star("motif", 6, 22, 13),
    ]
    gap = [star("spark", 6, 21, 18.2), star("shade", 6, 16, 13.9), star("motif", 3, 11, 6)]
    shapes = placed(big, 0, 0) + placed(big, across / 2, down / 2)
    for x, y, turn in ((0, 1 / 3, 30), (0, 2 / 3, -30), (0.5, 1 / 6, -30), (0.5, 5 / 6, 30)):
        shapes += placed(gap, x * across, y * down, turn=turn)
    return Tile(across, down, shapes)


def windcatchers() -> Tile:
    """Windcatchers with slots and domes between, one row above another."""
    shapes: list[Shape] = []
    for left, foot in ((0, 116), (110, 236)):
        for at in (left - 220, left, left + 220):
            shapes += placed(_roofs(), at, foot)
    return Tile(220, 240, shapes)


def _roofs() -> list[Shape]:
    """A tower with three slots, a dome beside it, and the parapet under both."""
    tower = [box("motif", 22, -104, 74, 0), box("spark", 18, -108, 78, -102), box("shade", 18, -56, 78, -52)]
    slots = [vault("shade", x, -60, 12, 38) for x in (31, 48, 65)]
    lights = [box("spark", 22, -8, 74, -4), box("field/motif", 22, -50, 32, -8)]
    side = ((168, -58), (198, -52), (198, -8))
    dome = curve((98, -8), ((98, -52), (128, -58), (148, -74)), side)
    inner = (((180, -8), (160, -8), (158, -8)), ((172, -40), (158, -60), (148, -74)))
    shadow = curve((148, -74), side, *inner)
    door = [vault("shade", 148, -8, 22, 30), vault("spark", 148, -8, 9, 17)]
    parapet = [box("motif", 0, -8, 220, 0), box("shade", 0, 0, 220, 3)]
    return [*tower, *slots, *lights, Shape("field/motif", dome), Shape("motif", shadow), *door, *parapet]


def maymand() -> Tile:
    """Doorways cut into layers of rock; in some a lamp is lit."""
    shapes: list[Shape] = []
    for row, (left, lit) in enumerate(((0, 1), (64, 0))):
        foot = 92 + row * 104
        shapes += [box("field/motif", 0, foot, 256, foot + 8), box("motif", 0, foot + 8, 256, foot + 10.5)]
        for place in range(-1, 3):
            x = left + 128 * place + 34
            shapes += [vault("motif", x, foot, 62, 74), vault("shade", x, foot, 46, 60)]
            if (place + lit) % 2:
                shapes += [vault("spark", x, foot, 18, 27)]
            shapes += [vault("motif", x + 64, foot, 30, 40), vault("shade", x + 64, foot, 19, 29)]
    return Tile(256, 208, shapes)


def bricks_border() -> Tile:
    """Teeth of brick."""
    tooth = polygon("spark", (2, 12), (8, 5), (14, 12), (8, 19))
    return strip(tooth, polygon("shade", (5.4, 12), (8, 9), (10.6, 12), (8, 15)), width=16)


def tiles_border() -> Tile:
    """Eight-pointed stars between lozenges."""
    small = placed([lens("motif", 8, 5)], 28, 12)
    return strip(
        *placed([star("spark", 8, 8.4, 5.9)], 13, 12, turn=22.5), circle("shade", 13, 12, 2.6), *small, width=30
    )


def girih_border() -> Tile:
    """Six-pointed stars and hexagons in turn."""
    hexagon = polygon("motif", *((26 + 6 * cos(radians(a)), 12 + 6 * sin(radians(a))) for a in range(0, 360, 60)))
    return strip(*placed([star("spark", 6, 8.6, 5)], 11, 12), circle("shade", 11, 12, 2.4), hexagon, width=34)


def windcatchers_border() -> Tile:
    """A row of slots."""
    return strip(box("spark", 2, 4, 22, 6.4), vault("spark", 7, 20, 7, 12), vault("spark", 17, 20, 7, 12), width=24)


def maymand_border() -> Tile:
    """Doorways, large and small."""
    return strip(vault("spark", 9, 20, 12, 15), vault("shade", 9, 20, 5.6, 8), vault("motif", 22, 20, 8, 10), width=29)
