"""Drawing of a laid-out card as a Pillow image."""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from bumi.cards.colours import contrast
from bumi.cards.cropping import cut
from bumi.cards.icons import icon
from bumi.cards.layout import CardLayout, ChipMark, IconMark, LineMark, PlacedLayer
from bumi.cards.overlays import watermark_box
from bumi.cards.patterns import paint, paint_border
from bumi.cards.shapes import arch
from bumi.cards.sizes import Box
from bumi.cards.template import Border, Dots, Fill, Ornament, Picture, TextStack

_DESIGNED = 10.8
"""Template unit in pixels for which the crafts are designed: that of a square post."""

_CORNER = 4
_LOGO_CONTRAST = 3
"""Least contrast of a logo and its ground: WCAG 2.2, success criterion 1.4.11."""

_PLATE_MARGIN = 0.14  # of the height of the box


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
            image.paste(paint_border(it.look.craft, right - left, bottom - top, it.picture), (left, top))
        case Ornament():
            _ornament(image, layer, box, it)
        case Dots():
            _dots(image, layer, box, it)
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
        scale = it.size.unit / _DESIGNED * it.look.scale
        picture = paint(it.look.craft, width, height, it.picture, scale, layer.faint, it.look.mirror)
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
        _own_logo(image, box, it)
    elif layer.of != "logo":
        _sign(image, layer.of, box, it.palette.colour(layer.colour), it.palette.colour(layer.on))


def _own_logo(image: Image.Image, box: Box, it: CardLayout) -> None:
    """Draw the agency's logo; where it would be lost on the ground, on a plate that it stands out from."""
    logo, palette = _logo(it.logo, round(box.width), round(box.height)), it.palette
    colour = _mean_colour(it.logo)
    if contrast(colour, palette.ground) < _LOGO_CONTRAST:
        plate = max((palette.paper, palette.shade), key=lambda each: contrast(colour, each))
        margin = _PLATE_MARGIN * box.height
        logo = _logo(it.logo, round(box.width - 2 * margin), round(box.height - 2 * margin))
        left, top = box.right - logo.width - 2 * margin, (box.top + box.bottom - logo.height) / 2 - margin
        _fill(image, Box(left, top, box.right, top + logo.height + 2 * margin), plate, margin)
        image.paste(logo, (round(left + margin), round(top + margin)), logo)
        return
    image.paste(logo, (round(box.right - logo.width), round(box.top + (box.height - logo.height) / 2)), logo)


@lru_cache(maxsize=8)
def _mean_colour(path: str) -> str:
    """Return the mean colour of a logo, as #RRGGBB, weighted by opacity."""
    logo = _logo(path, 64, 64).convert("RGBa").resize((1, 1), Image.Resampling.BOX).convert("RGBA")
    return "#{:02X}{:02X}{:02X}".format(*logo.tobytes()[:3])


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
