"""Drawing of a laid-out card as a Pillow image."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from bumi.cards.cropping import cut
from bumi.cards.icons import icon
from bumi.cards.layout import CardLayout, ChipMark, IconMark, LineMark, PlacedLayer
from bumi.cards.overlays import lay_scrim, watermark_box
from bumi.cards.patterns import paint, paint_border
from bumi.cards.shapes import arch
from bumi.cards.sizes import Box
from bumi.cards.template import Border, Dots, Fill, Ornament, Picture, Scrim, TextStack

_DESIGNED = 10.8
"""Template unit in pixels for which the crafts are designed: that of a square post."""

_CORNER = 4


def draw(arrangement: CardLayout, words: bool = True) -> Image.Image:
    """Draw a card in RGB, without its letters where `words` is false; deterministic."""
    image = Image.new("RGB", (arrangement.size.width, arrangement.size.height), arrangement.palette.ground)
    for placed in arrangement.layers:
        _draw_layer(image, placed, arrangement, words)
    return image


def _draw_layer(image: Image.Image, placed: PlacedLayer, it: CardLayout, words: bool) -> None:
    layer, box, unit = placed.layer, placed.box, it.size.unit
    match layer:
        case Fill() if layer.shape == "arch":
            left, top, right, bottom = box.rounded()
            image.paste(it.palette.colour(layer.colour), (left, top), _arch(right - left, bottom - top))
        case Fill():
            _fill(image, box, it.palette.colour(layer.colour), layer.radius * unit)
        case Picture():
            _picture(image, layer, box, it)
        case Border():
            left, top, right, bottom = box.rounded()
            image.paste(paint_border(it.craft, right - left, bottom - top, it.palette), (left, top))
        case Ornament():
            _ornament(image, layer, box, it)
        case Dots():
            _dots(image, layer, box, it)
        case Scrim():
            _scrim(image, layer, it)
        case TextStack():
            for piece in placed.setting.drawn if placed.setting else ():
                if words or not isinstance(piece, LineMark):
                    _draw_piece(image, piece, it)


def _draw_piece(image: Image.Image, piece: LineMark | ChipMark | IconMark, it: CardLayout) -> None:
    match piece:
        case LineMark():
            image.paste(it.palette.colour(piece.colour), (int(piece.box.left), int(piece.box.top)), piece.line.mask)
        case ChipMark():
            _fill(image, piece.box, it.palette.colour(piece.colour), piece.box.height / 2)
        case IconMark():
            _sign(image, piece.of, piece.box, it.palette.colour(piece.colour), it.palette.colour(piece.on))


def _fill(image: Image.Image, box: Box, colour: str, radius: float = 0) -> None:
    """Fill a box with corners of `radius` pixels."""
    left, top, right, bottom = box.rounded()
    if right <= left or bottom <= top:
        return
    around = min(round(radius), (right - left) // 2, (bottom - top) // 2)
    if not around:
        image.paste(colour, (left, top, right, bottom))
        return
    image.paste(colour, (left, top + around, right, bottom - around))
    image.paste(colour, (left + around, top, right - around, bottom))
    disc = _disc(around)
    for x, right_half in ((left, 0), (right - around, around)):
        for y, lower_half in ((top, 0), (bottom - around, around)):
            corner = disc.crop((right_half, lower_half, right_half + around, lower_half + around))
            image.paste(colour, (x, y), corner)


@lru_cache(maxsize=32)
def _disc(radius: int) -> Image.Image:
    """Return an antialiased mask of a disc."""
    side = 2 * radius * _CORNER
    fine = Image.new("L", (side, side))
    ImageDraw.Draw(fine).ellipse((0, 0, side - 1, side - 1), 255)
    return fine.reduce(_CORNER)


def _picture(image: Image.Image, layer: Picture, box: Box, it: CardLayout) -> None:
    left, top, right, bottom = box.rounded()
    width, height = right - left, bottom - top
    if width <= 0 or height <= 0:
        return
    if layer.draw == "photo" and it.photo:
        picture = cut(it.photo, width, height)
    else:
        picture = paint(it.craft, width, height, it.palette, it.size.unit / _DESIGNED * layer.scale, layer.faint)
    mask = _arch(width, height) if layer.shape == "arch" else None
    image.paste(picture, (left, top), mask)
    if layer.draw == "photo" and (corner := watermark_box(it)):
        _watermark(image, corner, it)


def _watermark(image: Image.Image, box: Box, it: CardLayout) -> None:
    logo = _logo(it.logo, round(box.width), round(box.height)).copy()
    logo.putalpha(logo.getchannel("A").point([round(shade * it.watermark) for shade in range(256)]))
    image.paste(logo, (round(box.left), round(box.top)), logo)


@lru_cache(maxsize=16)
def _arch(width: int, height: int) -> Image.Image:
    fine = Image.new("L", (width * 2, height * 2))
    ImageDraw.Draw(fine).polygon([(x * 2, y * 2) for x, y in arch(width, height)], 255)
    return fine.reduce(2)


def _ornament(image: Image.Image, layer: Ornament, box: Box, it: CardLayout) -> None:
    if layer.of == "logo" and it.logo:
        height = round(box.height)
        logo = _logo(it.logo, round(box.width), height)
        image.paste(logo, (round(box.right - logo.width), round(box.top + (height - logo.height) / 2)), logo)
    elif layer.of != "logo":
        _sign(image, layer.of, box, it.palette.colour(layer.colour), it.palette.colour(layer.on))


@lru_cache(maxsize=8)
def _logo(path: str, width: int, height: int) -> Image.Image:
    with Image.open(Path(path), formats=("PNG", "WEBP")) as opened:
        logo = opened.convert("RGBA")
    logo = logo.crop(logo.getchannel("A").getbbox())
    scale = min(width / logo.width, height / logo.height)
    return logo.resize(
        (max(round(logo.width * scale), 1), max(round(logo.height * scale), 1)), Image.Resampling.LANCZOS
    )


def _sign(image: Image.Image, of: str, box: Box, on: str, off: str) -> None:
    size = round(min(box.width, box.height))
    drawn = icon(of, size, on, off)
    x, y = round((box.left + box.right - size) / 2), round((box.top + box.bottom - size) / 2)
    image.paste(drawn, (x, y), drawn)


def _dots(image: Image.Image, layer: Dots, box: Box, it: CardLayout) -> None:
    """Draw a dot per card of the carousel from the right; the current one is long."""
    here, count = it.place
    side, gap = box.height, box.height * 0.9
    x = (box.left + box.right + (count + 2) * side + (count - 1) * gap) / 2
    for number in range(1, count + 1):
        width = 3 * side if number == here else side
        colour = layer.colour if number == here else layer.rest
        _fill(image, Box(x - width, box.top, x, box.bottom), it.palette.colour(colour), side / 2)
        x -= width + gap


def _scrim(image: Image.Image, layer: Scrim, it: CardLayout) -> None:
    for setting in (
        each.setting for each in it.layers if isinstance(each.layer, TextStack) and each.layer.name == layer.under
    ):
        inks = {it.palette.colour(ink.colour) for ink in setting.inks() if ink.on == "shade"} if setting else set()
        if setting and inks:
            lay_scrim(image, setting.box, inks, it.palette.shade, layer.reach * it.size.unit, layer.least)
