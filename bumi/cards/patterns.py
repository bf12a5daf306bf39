"""Pictures of crafts from vector shapes: repeating tiles, borders, and the dunes of Lut."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain
from math import cos, radians, sin
from typing import NamedTuple

from PIL import Image, ImageDraw

from bumi.cards.colours import Craft, Palette, mix, rgb
from bumi.cards.shapes import Point, Shape, circle, curve, flower, grown, lens, placed, polygon, star

_BORDER_HEIGHT = 24.0
_DUNES = (
    ((0.40, 0.40), (-0.4, 0.78), (1.2, 0.84), 0.56, "field/motif", "motif"),
    ((0.14, 0.62), (-0.6, 0.90), (0.9, 0.96), 0.30, "motif/spark", "motif/shade"),
    ((0.84, 0.66), (-0.1, 1.00), (1.6, 0.98), 0.60, "motif", "shade"),
)
"""Per dune: peak, left and right foot and foot of the crest as shares of width and height; lit and dark tone."""

_FINE, _FINE_IN_PRINT, _PRINT = 4, 2, 3_000_000
"""Oversampling factors, since ImageDraw has no antialiasing; images of more than `_PRINT` pixels use the lower one."""

_SHADES = 48
"""Colours of a painted craft: enough for smooth edges, few enough for a card of 256 colours."""


class Tile(NamedTuple):
    """A seamless repeating rectangle, in design pixels."""

    width: float
    height: float
    shapes: list[Shape]


_TONES = {"m": "motif", "s": "shade", "f": "field/motif", "l": "spark"}
_BRICKS = ("mf", "mm", "sm", "fm", "fm", "ls", "mf", "mm", "mm", "fm", "mf", "sm", "sf", "mm", "fl", "mf")
"""Four rows of four pairs of bricks, one tone letter per brick."""


def _pateh_tile() -> Tile:
    """Boteh and flowers in half drop, as on shawls with pateh embroidery."""
    boteh, leaf = _boteh(), [lens("motif", 34, 12)]
    bloom, bud = flower(6, "spark", "shade", 15), flower(4, "motif", "spark", 11)
    shapes = placed(boteh, 66, 84, 150, 8) + placed(boteh, 186, 214, 150, -8, mirror=True)
    for x, y in ((186, 66), (66, 196)):
        shapes += placed(bloom, x, y)
        shapes += [one for turn in (45, 135, 225, 315) for one in _beside(leaf, x, y, turn, 36)]
    for x, y in ((126, 10), (126, 140), (0, 20), (0, 150)):
        shapes += placed(bud, x, y)
    return Tile(240, 260, shapes)


def _pistachio_tile() -> Tile:
    """Open nuts and leaves."""
    nut = _nut()
    leaf = [lens("motif", 78, 34), lens("shade", 62, 2.4)]
    small = [lens("shade", 54, 24), lens("motif", 42, 2)]
    shapes = placed(nut, 66, 70, turn=-32) + placed(nut, 196, 200, turn=38)
    shapes += placed(leaf, 190, 62, turn=24) + placed(leaf, 62, 196, turn=-48)
    shapes += placed(small, 128, 132, turn=-8) + placed(small, 2, 130, turn=70) + placed(small, 128, 4, turn=140)
    return Tile(260, 260, shapes)


def _carpet_tile() -> Tile:
    """Stepped medallions in half drop with small ones between, as on carpets."""
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


def _bricks_tile() -> Tile:
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


def _star_tile() -> Tile:
    """Eight-pointed stars and crosses, as in the tilework of Ganjali Khan."""
    big = [
        star("motif", 8, 74, 57),
        star("shade", 8, 64, 49),
        star("motif", 8, 40, 24),
        star("spark", 8, 24, 12),
    ]
    cross = [lens("spark", 40, 12), *placed([lens("spark", 40, 12)], 0, 0, turn=90), circle("shade", 0, 0, 6)]
    return Tile(150, 150, placed(big, 75, 75, turn=22.5) + placed(cross, 0, 0, turn=45))


def boteh() -> tuple[tuple[float, float], ...]:
    """Return the outline of a boteh, upright in a unit square round the origin, its tip bent right."""
    return curve(
        (0.34, -0.40),
        ((0.16, -0.56), (-0.10, -0.40), (-0.22, -0.16)),
        ((-0.38, 0.14), (-0.40, 0.50), (-0.02, 0.50)),
        ((0.34, 0.50), (0.42, 0.14), (0.22, -0.06)),
        ((0.08, -0.20), (0.12, -0.38), (0.34, -0.40)),
    )


def _boteh() -> list[Shape]:
    body = boteh()
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
    """Return the shapes at a distance from (x, y), pointing away from it."""
    return placed(shapes, x + away * cos(radians(turn)), y + away * sin(radians(turn)), turn=turn)


TILES: dict[str, Callable[[], Tile]] = {
    "pateh": _pateh_tile,
    "pistachio": _pistachio_tile,
    "carpet": _carpet_tile,
    "bricks": _bricks_tile,
    "tiles": _star_tile,
}


def _strip(*shapes: Shape, width: float) -> Tile:
    """Return a border strip on the `shade` colour."""
    ground = polygon("shade", (0, 0), (width, 0), (width, _BORDER_HEIGHT), (0, _BORDER_HEIGHT))
    return Tile(width, _BORDER_HEIGHT, [ground, *shapes])


def _carpet_border() -> Tile:
    """Steps in two tones, as on a carpet's edge."""
    half = ((2, 19), (2, 15), (6, 15), (6, 10), (10, 10), (10, 5))
    steps = polygon("spark", *half, *((24 - x, y) for x, y in reversed(half)))
    return _strip(steps, polygon("shade", (9, 19), (9, 14), (15, 14), (15, 19)), width=24)


def _pateh_border() -> Tile:
    """A row of small leaning botehs."""
    boteh = curve(
        (3.4, -7.2), ((1.6, -9.4), (-2, -6), (-3.4, -2)), ((-5.4, 3), (-4.8, 8), (0, 8)), ((5, 8), (5.6, 2), (3, -1)),
        ((1.2, -3.4), (1.4, -6), (3.4, -7.2)),
    )  # fmt: skip
    return _strip(
        *placed([Shape("spark", boteh), circle("shade", 0, 3.6, 1.7)], 9, 12, 0.98),
        circle("motif", 19, 13, 1.8),
        width=22,
    )


def _pistachio_border() -> Tile:
    """Leaves on a stem."""
    leaf = [lens("spark", 15, 5.4)]
    return _strip(
        *placed(leaf, 7, 8.4, turn=-32), *placed(leaf, 7, 15.6, turn=32), circle("motif", 15.4, 12, 1.9), width=19
    )


def _bricks_border() -> Tile:
    """Teeth of brick."""
    tooth = polygon("spark", (2, 12), (8, 5), (14, 12), (8, 19))
    return _strip(tooth, polygon("shade", (5.4, 12), (8, 9), (10.6, 12), (8, 15)), width=16)


def _star_border() -> Tile:
    """Eight-pointed stars between lozenges."""
    small = placed([lens("motif", 8, 5)], 28, 12)
    return _strip(
        *placed([star("spark", 8, 8.4, 5.9)], 13, 12, turn=22.5), circle("shade", 13, 12, 2.6), *small, width=30
    )


def _dunes_border() -> Tile:
    """Wind ripples on sand."""
    wave = curve((0, 15), ((8, 15), (10, 6), (18, 6)), ((26, 6), (28, 15), (36, 15)))
    back = curve((36, 19), ((28, 19), (26, 10), (18, 10)), ((10, 10), (8, 19), (0, 19)))
    return _strip(Shape("spark", (*wave, *back)), width=36)


BORDERS: dict[str, Callable[[], Tile]] = {
    "bricks": _bricks_border,
    "carpet": _carpet_border,
    "dunes": _dunes_border,
    "pateh": _pateh_border,
    "pistachio": _pistachio_border,
    "tiles": _star_border,
}


def _dunes(width: float, height: float) -> list[Shape]:
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


@lru_cache(maxsize=32)
def paint(craft: Craft, width: int, height: int, palette: Palette, scale: float, faint: float = 0) -> Image.Image:
    """Return a picture of a craft, `width` by `height` pixels; `scale` is pixels per design pixel.

    `faint` mixes it into the ground colour, from 0 (not at all) to 1 (invisible).
    """
    colours = _faint(palette, faint) if faint else palette
    if craft == "dunes":
        return _drawn(_dunes(width / scale, height / scale), width, height, colours, scale, scale)
    tile = _tile(craft, colours, scale)
    return _filled(tile, width, height, -tile.width // 2, -tile.height // 3)


@lru_cache(maxsize=32)
def paint_border(craft: Craft, width: int, height: int, palette: Palette) -> Image.Image:
    """Return the border of a craft as a strip, its motif repeated a whole number of times over the width."""
    border = BORDERS[craft]()
    times = max(round(width / (border.width * height / border.height)), 1)
    across = width / times / border.width
    shapes = chain.from_iterable(placed(border.shapes, x * border.width, 0) for x in range(-1, times + 1))
    return _drawn(shapes, width, height, palette, across, height / border.height)


@lru_cache(maxsize=64)
def _tile(craft: Craft, palette: Palette, scale: float) -> Image.Image:
    tile: Tile = TILES[craft]()
    width, height = round(tile.width * scale), round(tile.height * scale)
    around = [placed(tile.shapes, x, y) for x in (-tile.width, 0, tile.width) for y in (-tile.height, 0, tile.height)]
    shapes = chain.from_iterable(around)
    return _drawn(shapes, width, height, palette, width / tile.width, height / tile.height)


def _drawn(
    shapes: Iterable[Shape], width: int, height: int, palette: Palette, across: float, down: float
) -> Image.Image:
    printed = width * height > _PRINT
    times = _FINE_IN_PRINT if printed else _FINE
    fine = Image.new("RGB", (width * times, height * times), palette.field)
    draw = ImageDraw.Draw(fine)
    for tone, points in shapes:
        draw.polygon([(x * across * times, y * down * times) for x, y in points], fill=rgb(palette.colour(tone)))
    smooth = fine.reduce(times)
    if printed:
        return smooth  # a PDF has no palette
    return smooth.quantize(_SHADES, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")


def _filled(tile: Image.Image, width: int, height: int, left: int, top: int) -> Image.Image:
    """Return a picture filled with a tile: one row first, then copies of the row."""
    row = Image.new("RGB", (width, tile.height))
    for x in range(left, width, tile.width):
        row.paste(tile, (x, 0))
    picture = Image.new("RGB", (width, height))
    for y in range(top, height, tile.height):
        picture.paste(row, (0, y))
    return picture


def _faint(palette: Palette, share: float) -> Palette:
    """Return the palette with its picture colours mixed into the ground colour."""
    picture = ("field", "motif", "shade", "spark")
    return palette.model_copy(update={name: mix(palette.colour(name), palette.ground, share) for name in picture})
