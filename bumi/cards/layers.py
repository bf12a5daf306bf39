"""The layers of a card, from the ground up: picture, words, date block or quotation mark, footer, brand."""

from bumi.brief import Kind
from bumi.cards.canvas import Canvas
from bumi.cards.content import Card, Day
from bumi.cards.fonts import Weight
from bumi.cards.kit import Kit
from bumi.cards.layout import GRIDS, Box, Grid, Size
from bumi.cards.motifs import mark
from bumi.cards.shapes import Shape, circle, placed, polygon
from bumi.cards.text import Style, fit
from bumi.cards.words import Words, set_words
from bumi.errors import BadInput

__all__ = ["compose"]

_ROUND = 14.0


def compose(card: Card, size: Size, kit: Kit) -> Canvas:
    """Return the card, drawn; BadInput where a text does not fit."""
    grid, canvas = GRIDS[size], Canvas(size, kit.palette(card.kind, card.axis))
    words = set_words(card, grid)
    top = grid.top(words.height(grid))
    picture = grid.picture_above(top)
    canvas.picture(kit.craft(card.axis), picture)
    if card.day:
        _draw_day(canvas, card.day, grid.tile_on(picture), kit.paper)
    elif card.kind is Kind.STATEMENT:
        _draw_quote(canvas, grid, picture)
    _draw_words(canvas, words, grid, top)
    _draw_footer(canvas, words, grid)
    _draw_brand(canvas, words, grid, kit.paper)
    return canvas


def _draw_words(canvas: Canvas, words: Words, grid: Grid, top: float) -> None:
    """Kind and kicker in one row, the headline, and the time."""
    zone, palette = grid.words, canvas.palette
    baseline = top + grid.row * 0.68
    chip = Box(zone.right - words.label.width - 2 * grid.padding, top, zone.right, top + grid.row)
    canvas.box(chip, palette.accent, grid.row / 2)
    canvas.text(words.label, chip, palette.ground, 0.5, baseline)
    if words.kicker:
        beside = Box(zone.left, top, chip.left - grid.gap * 0.6, top + grid.row)
        canvas.text(words.kicker, beside, palette.accent, 1, baseline if len(words.kicker.lines) == 1 else None)
    below = Box(zone.left, top + grid.row + grid.gap, zone.right, zone.bottom)
    canvas.text(words.headline, below, palette.ink)
    if words.when:
        y = below.top + words.headline.height + grid.gap
        size = words.when.size
        middle = y + words.when.top - size * 0.3
        canvas.shapes(_clock(zone.right - size * 0.55, middle, size * 0.5))
        canvas.text(words.when, Box(zone.left, y, zone.right - grid.row * 0.85, zone.bottom), palette.accent)


def _draw_day(canvas: Canvas, day: Day, tile: Box, paper: str) -> None:
    """A leaf of a calendar: weekday, day and month, and the hour on a strip at its foot."""
    palette, foot = canvas.palette, tile.height * 0.21 if day.hour else 0.0
    leaf = Box(tile.left, tile.top, tile.right, tile.bottom - foot)
    canvas.box(tile, palette.accent, _ROUND)
    canvas.box(leaf, paper, _ROUND)
    if foot:
        canvas.box(Box(leaf.left, leaf.bottom - _ROUND, leaf.right, leaf.bottom), paper)
        _draw_line(canvas, day.hour, Weight.BOLD, Box(leaf.left, leaf.bottom, leaf.right, tile.bottom), palette.ground)
    for text, weight, share, start, stop in (
        (day.weekday, Weight.BOLD, 0.16, 0.07, 0.27),
        (day.day, Weight.EXTRA_BOLD, 0.47, 0.28, 0.70),
        (day.month, Weight.BOLD, 0.17, 0.73, 0.95),
    ):
        row = Box(leaf.left, leaf.top + leaf.height * start, leaf.right, leaf.top + leaf.height * stop)
        _draw_line(canvas, text, weight, row, palette.ground, share * leaf.height / row.height)


def _draw_line(canvas: Canvas, text: str, weight: Weight, box: Box, colour: str, share: float = 0.56) -> None:
    """One line in the middle of a box, its letters at most `share` of its height."""
    most = int(box.height * share)
    block = fit(text, Style(weight, most, most // 2), box.width - 2 * _ROUND, box.height)
    if block is None:
        raise BadInput(f"«{text}» در بلوک تاریخ کارت جا نمی‌شود؛ کوتاه‌ترش کنید")
    canvas.text(block, box, colour, 0.5, box.top + (box.height - block.height) / 2 + block.top)


def _draw_quote(canvas: Canvas, grid: Grid, picture: Box) -> None:
    """A quotation mark on the edge of the picture."""
    tile = grid.tile_on(picture)
    radius = tile.width * 0.27
    y = picture.bottom if grid.picture_grows else (picture.top + picture.bottom) / 2
    x = tile.left + radius if grid.picture_grows else (picture.left + picture.right) / 2
    seat = Box(x - radius, y - radius, x + radius, y + radius)
    canvas.box(seat, canvas.palette.accent, radius)
    _draw_line(canvas, "«", Weight.EXTRA_BOLD, seat, canvas.palette.ground, 0.9)


def _draw_footer(canvas: Canvas, words: Words, grid: Grid) -> None:
    """Agency to the right, county to the left, on one baseline under a fine line."""
    footer, palette = grid.footer, canvas.palette
    line = footer.top - grid.gap * 0.6
    canvas.box(Box(footer.left, line, footer.right, line + 2), palette.accent)
    alone = len(words.agency.lines) == 1
    baseline = footer.top + (grid.agency.most * 1.2 if alone else words.agency.top)
    canvas.text(words.agency, footer, palette.ink, 1, baseline)
    canvas.text(words.county, footer, palette.accent, 0, baseline)


def _draw_brand(canvas: Canvas, words: Words, grid: Grid, paper: str) -> None:
    """The band with Bumi's mark and the site's name."""
    band = grid.band
    canvas.box(band, canvas.palette.shade)
    middle, radius = (band.top + band.bottom) / 2, grid.row * 0.42
    canvas.shapes(placed(mark(), grid.footer.right - radius, middle, radius))
    beside = Box(grid.footer.left, band.top, grid.footer.right - grid.row, band.bottom)
    canvas.text(words.site, beside, paper, 1, middle + words.site.size * 0.3)


def _clock(x: float, y: float, radius: float) -> list[Shape]:
    """A small clock face."""
    hand, reach = radius * 0.12, radius * 0.46
    minute = ((x - hand, y - reach), (x + hand, y - reach), (x + hand, y + hand), (x - hand, y + hand))
    hour = ((x - hand, y - hand), (x + reach, y - hand), (x + reach, y + hand), (x - hand, y + hand))
    face = (circle("accent", x, y, radius), circle("ground", x, y, radius * 0.8))
    return [*face, polygon("accent", *minute), polygon("accent", *hour)]
