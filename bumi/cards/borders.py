"""The borders of the crafts: narrow strips that repeat, between a picture and the words."""

from collections.abc import Callable

from bumi.cards.motifs import Tile
from bumi.cards.shapes import Shape, circle, curve, lens, placed, polygon, star

__all__ = ["BORDERS"]

_HEIGHT = 24.0


def _strip(*shapes: Shape, width: float) -> Tile:
    """A strip on the shade of the palette, between two fine lines of light."""
    ground = polygon("shade", (0, 0), (width, 0), (width, _HEIGHT), (0, _HEIGHT))
    return Tile(width, _HEIGHT, [ground, *shapes])


def carpet() -> Tile:
    """Steps in two tones, as at the edge of a carpet."""
    half = ((2, 19), (2, 15), (6, 15), (6, 10), (10, 10), (10, 5))
    steps = polygon("spark", *half, *((24 - x, y) for x, y in reversed(half)))
    return _strip(steps, polygon("shade", (9, 19), (9, 14), (15, 14), (15, 19)), width=24)


def pateh() -> Tile:
    """Small botehs that lean after one another."""
    boteh = curve(
        (3.4, -7.2), ((1.6, -9.4), (-2, -6), (-3.4, -2)), ((-5.4, 3), (-4.8, 8), (0, 8)), ((5, 8), (5.6, 2), (3, -1)),
        ((1.2, -3.4), (1.4, -6), (3.4, -7.2)),
    )  # fmt: skip
    return _strip(
        *placed([Shape("spark", boteh), circle("shade", 0, 3.6, 1.7)], 9, 12, 0.98),
        circle("motif", 19, 13, 1.8),
        width=22,
    )


def pistachio() -> Tile:
    """Leaves on a stem."""
    leaf = [lens("spark", 15, 5.4)]
    return _strip(
        *placed(leaf, 7, 8.4, turn=-32), *placed(leaf, 7, 15.6, turn=32), circle("motif", 15.4, 12, 1.9), width=19
    )


def bricks() -> Tile:
    """Teeth of brick."""
    tooth = polygon("spark", (2, 12), (8, 5), (14, 12), (8, 19))
    return _strip(tooth, polygon("shade", (5.4, 12), (8, 9), (10.6, 12), (8, 15)), width=16)


def tiles() -> Tile:
    """Eight-pointed stars between lozenges."""
    small = placed([lens("motif", 8, 5)], 28, 12)
    return _strip(
        *placed([star("spark", 8, 8.4, 5.9)], 13, 12, turn=22.5), circle("shade", 13, 12, 2.6), *small, width=30
    )


def dunes() -> Tile:
    """The ripples that wind leaves on sand."""
    wave = curve((0, 15), ((8, 15), (10, 6), (18, 6)), ((26, 6), (28, 15), (36, 15)))
    back = curve((36, 19), ((28, 19), (26, 10), (18, 10)), ((10, 10), (8, 19), (0, 19)))
    return _strip(Shape("spark", (*wave, *back)), width=36)


BORDERS: dict[str, Callable[[], Tile]] = {
    "bricks": bricks,
    "carpet": carpet,
    "dunes": dunes,
    "pateh": pateh,
    "pistachio": pistachio,
    "tiles": tiles,
}
