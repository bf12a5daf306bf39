"""The crafts of Kerman as tiles of flat shapes: pateh, pistachio, carpet, bricks, star tiles."""

from collections.abc import Callable
from math import cos, radians, sin
from typing import NamedTuple

from bumi.cards.shapes import Shape, circle, curve, flower, grown, lens, placed, polygon, star

__all__ = ["TILES", "Tile", "outline"]


class Tile(NamedTuple):
    """A rectangle that repeats without a seam, in pixels of the card."""

    width: float
    height: float
    shapes: list[Shape]


_TONES = {"m": "motif", "s": "shade", "f": "field/motif", "l": "spark"}
_BRICKS = ("mf", "mm", "sm", "fm", "fm", "ls", "mf", "mm", "mm", "fm", "mf", "sm", "sf", "mm", "fl", "mf")
"""Four rows of four pairs of bricks, a letter for the tone of each."""


def pateh() -> Tile:
    """Boteh and flowers in half drop, as embroidered on the shawls of Kerman."""
    boteh, leaf = _boteh(), [lens("motif", 34, 12)]
    bloom, bud = flower(6, "spark", "shade", 15), flower(4, "motif", "spark", 11)
    shapes = placed(boteh, 66, 84, 150, 8) + placed(boteh, 186, 214, 150, -8, mirror=True)
    for x, y in ((186, 66), (66, 196)):
        shapes += placed(bloom, x, y)
        shapes += [one for turn in (45, 135, 225, 315) for one in _beside(leaf, x, y, turn, 36)]
    for x, y in ((126, 10), (126, 140), (0, 20), (0, 150)):
        shapes += placed(bud, x, y)
    return Tile(240, 260, shapes)


def pistachio() -> Tile:
    """Open nuts and leaves."""
    nut = _nut()
    leaf = [lens("motif", 78, 34), lens("shade", 62, 2.4)]
    small = [lens("shade", 54, 24), lens("motif", 42, 2)]
    shapes = placed(nut, 66, 70, turn=-32) + placed(nut, 196, 200, turn=38)
    shapes += placed(leaf, 190, 62, turn=24) + placed(leaf, 62, 196, turn=-48)
    shapes += placed(small, 128, 132, turn=-8) + placed(small, 2, 130, turn=70) + placed(small, 128, 4, turn=140)
    return Tile(260, 260, shapes)


def carpet() -> Tile:
    """Stepped medallions in half drop, with small ones between, as on the carpets of Kerman."""
    big = [
        _stepped("motif", 5, 13),
        _stepped("field", 4, 12),
        _stepped("shade", 3, 12),
        _stepped("spark", 1, 13),
        _stepped("shade", 1, 5),
    ]
    small = [_stepped("motif", 2, 9), _stepped("field", 1, 8), _stepped("spark", 1, 4)]
    shapes = placed(big, 0, 0) + placed(big, 90, 90) + placed(small, 90, 0) + placed(small, 0, 90)
    return Tile(180, 180, shapes)


def bricks() -> Tile:
    """Pairs of bricks lying and standing in turn, as in the walls of Bam; here and there one catches the light."""
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


def outline() -> tuple[tuple[float, float], ...]:
    """Return the boteh, upright in a unit square round the origin, its tip bent to the right."""
    return curve(
        (0.34, -0.40),
        ((0.16, -0.56), (-0.10, -0.40), (-0.22, -0.16)),
        ((-0.38, 0.14), (-0.40, 0.50), (-0.02, 0.50)),
        ((0.34, 0.50), (0.42, 0.14), (0.22, -0.06)),
        ((0.08, -0.20), (0.12, -0.38), (0.34, -0.40)),
    )


def _boteh() -> list[Shape]:
    body = outline()
    heart = flower(6, "spark", "shade", 0.13)
    rings = (("motif", 1), ("field", 0.86), ("motif", 0.72), ("shade", 0.5))
    shapes = [grown(tone, body, factor) for tone, factor in rings]
    return [*shapes, *placed(heart, -0.02, 0.22), *placed([lens("spark", 0.2, 0.07)], 0.02, -0.04, turn=-65)]


def _nut() -> list[Shape]:
    shell = curve((-48, 0), ((-40, -36), (20, -40), (48, 0)), ((20, 40), (-40, 36), (-48, 0)))
    mouth = curve((-30, 2), ((-10, -22), (30, -18), (46, 0)), ((30, 8), (-8, 12), (-30, 2)))
    kernel = curve((-20, 1), ((-4, -15), (24, -13), (38, -1)), ((24, 5), (-4, 7), (-20, 1)))
    return [Shape("motif", shell), Shape("shade", mouth), Shape("spark", kernel)]


def _stepped(tone: str, steps: int, step: float) -> Shape:
    """A diamond with stepped sides round the origin."""
    stairs = [((i + across) * step, (steps + 1 - i) * step) for i in range(steps + 1) for across in (0, 1)][1:]
    right = [*stairs, *((x, -y) for x, y in reversed(stairs))]
    return Shape(tone, (*right, *((-x, y) for x, y in reversed(right))))


def _beside(shapes: list[Shape], x: float, y: float, turn: float, away: float) -> list[Shape]:
    """The shapes at a distance from (x, y), pointing away from it."""
    return placed(shapes, x + away * cos(radians(turn)), y + away * sin(radians(turn)), turn=turn)


TILES: dict[str, Callable[[], Tile]] = {
    "pateh": pateh,
    "pistachio": pistachio,
    "carpet": carpet,
    "bricks": bricks,
    "tiles": tiles,
}
