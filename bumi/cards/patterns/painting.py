"""Painting of crafts: pictures filled with a tile or a landscape, and border strips."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain, product

from PIL import Image, ImageDraw

from bumi.cards.colours import Craft, Palette, mix, rgb
from bumi.cards.patterns import buildings, deserts, gardens, textiles, vessels
from bumi.cards.patterns.tile import Tile
from bumi.cards.shapes import Shape, placed

TILES: dict[Craft, Callable[[], Tile]] = {
    "bricks": buildings.bricks,
    "carpet": textiles.carpet,
    "chlorite": vessels.chlorite,
    "citrus": gardens.citrus,
    "copper": vessels.copper,
    "girih": buildings.girih,
    "kilim": textiles.kilim,
    "maymand": buildings.maymand,
    "palms": gardens.palms,
    "pateh": textiles.pateh,
    "pistachio": gardens.pistachio,
    "termeh": textiles.termeh,
    "tiles": buildings.tiles,
    "windcatchers": buildings.windcatchers,
}

LANDSCAPES: dict[Craft, Callable[[float, float], list[Shape]]] = {"dunes": deserts.dunes, "kaluts": deserts.kaluts}
"""Crafts that are drawn for a width and height instead of repeated."""

BORDERS: dict[Craft, Callable[[], Tile]] = {
    "bricks": buildings.bricks_border,
    "carpet": textiles.carpet_border,
    "chlorite": vessels.chlorite_border,
    "citrus": gardens.citrus_border,
    "copper": vessels.copper_border,
    "dunes": deserts.dunes_border,
    "girih": buildings.girih_border,
    "kaluts": deserts.kaluts_border,
    "kilim": textiles.kilim_border,
    "maymand": buildings.maymand_border,
    "palms": gardens.palms_border,
    "pateh": textiles.pateh_border,
    "pistachio": gardens.pistachio_border,
    "termeh": textiles.termeh_border,
    "tiles": buildings.tiles_border,
    "windcatchers": buildings.windcatchers_border,
}

_FINE, _FINE_IN_PRINT, _PRINT = 4, 2, 3_000_000
"""Oversampling factors, since ImageDraw has no antialiasing; images of more than `_PRINT` pixels use the lower one."""

_SHADES = 48
"""Colours of a painted craft: enough for smooth edges, few enough for a card of 256 colours."""


@lru_cache(maxsize=32)
def paint(
    craft: Craft, width: int, height: int, palette: Palette, scale: float, faint: float = 0, mirror: bool = False
) -> Image.Image:
    """Return a picture of a craft, `width` by `height` pixels; `scale` is pixels per design pixel.

    `faint` mixes it into the ground colour, from 0 (not at all) to 1 (invisible); `mirror` mirrors a landscape.
    """
    colours = _faint(palette, faint) if faint else palette
    if landscape := LANDSCAPES.get(craft):
        shapes = landscape(width / scale, height / scale)
        shapes = placed(shapes, width / scale, 0, mirror=True) if mirror else shapes
        return _drawn(shapes, width, height, colours, scale, scale)
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
    return _drawn(_wrapped(tile), width, height, palette, width / tile.width, height / tile.height)


def _wrapped(tile: Tile) -> Iterator[Shape]:
    """Yield the shapes of a tile, and what reaches into it from the tiles around, in the order of painting."""
    for across, down in product((-tile.width, 0, tile.width), (-tile.height, 0, tile.height)):
        for tone, points in tile.shapes:
            xs, ys = zip(*points, strict=True)
            beside = max(xs) + across < 0 or min(xs) + across > tile.width
            if not beside and max(ys) + down >= 0 and min(ys) + down <= tile.height:
                yield Shape(tone, tuple((x + across, y + down) for x, y in points))


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
