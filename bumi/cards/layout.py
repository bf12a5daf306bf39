"""Layout of a card: places the layers of its template and sets the texts of each stack as large as they fit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bumi.cards.brand_kit import BrandKit, Look
from bumi.cards.colours import Palette
from bumi.cards.content import Card
from bumi.cards.fonts import Weight
from bumi.cards.photo import SafePhoto
from bumi.cards.sizes import Box, Size, Unplaced, box_of
from bumi.cards.template import Item, Layer, TextItem, TextRow, TextStack, card_template, layers_of
from bumi.cards.text_block import TextBlock, TextLine, TextStyle, fit

_ASCENT, _DESCENT = 1.0, 0.42
_CHIP_ASCENT, _CHIP_DESCENT, _CHIP_SIDE = 1.22, 0.62, 0.85
"""Space above and below a baseline in rows, beside icons and in chips, and beside a chip's text, in font sizes."""

_SIGN, _BESIDE = 1.05, 0.5


@dataclass(frozen=True)
class LineMark:
    """A text line to draw: its ink box, the zone it was given, font size, colour, background colour and text name."""

    line: TextLine
    box: Box
    zone: Box
    size: int
    colour: str
    on: str
    text: str


@dataclass(frozen=True)
class ChipMark:
    """A pill-shaped background of a text."""

    box: Box
    colour: str


@dataclass(frozen=True)
class IconMark:
    """An icon beside a text."""

    of: str
    box: Box
    colour: str
    on: str


@dataclass(frozen=True)
class Setting:
    """A laid-out stack: its box, its marks, and the names of texts that do not fit."""

    box: Box
    drawn: tuple[LineMark | ChipMark | IconMark, ...]
    unfit: tuple[str, ...]

    def inks(self) -> list[LineMark]:
        """Return the text lines among the marks."""
        return [each for each in self.drawn if isinstance(each, LineMark)]


@dataclass(frozen=True)
class _SetText:
    """A text in its size, with the space above the first and below the last baseline."""

    words: TextItem
    block: TextBlock
    ascent: float
    descent: float

    @property
    def height(self) -> float:
        return self.ascent + (len(self.block.lines) - 1) * self.block.pitch + self.descent

    @property
    def width(self) -> float:
        return self.block.width + _side(self.words, self.block.size)


@dataclass(frozen=True)
class Setter:
    """Context of typesetting: texts by name, names to keep whole, fonts, unit in pixels, evaluation of `when`."""

    words: Mapping[str, str]
    names: tuple[str, ...]
    font: Callable[[Weight], str]
    unit: float
    holds: Callable[[str], bool]

    def set(self, item: TextItem, width: float, height: float, in_row: bool = False) -> _SetText | None:
        """Return the item in the largest size that fits, or None."""
        size = item.most * self.unit
        style = TextStyle(
            self.font(Weight[item.weight.upper()]), size, item.least * self.unit, item.lines, item.leading
        )
        block = fit(self.words.get(item.text, ""), style, width * item.share - _side(item, size), height, self.names)
        if block is None:
            return None
        ascent, descent = float(block.top), float(block.bottom)
        if item.chip:
            ascent, descent = _CHIP_ASCENT * block.size, _CHIP_DESCENT * block.size
        elif item.icon or in_row:
            ascent, descent = max(ascent, _ASCENT * block.size), max(descent, _DESCENT * block.size)
        return _SetText(item, block, ascent, descent)


def set_stack(stack: TextStack, box: Box, setter: Setter) -> Setting:
    """Lay out a stack in its box; optional texts are dropped in their order, while another text does not fit.

    Texts that do not fit even then are left out and named in `unfit`.
    """
    items = [item for item in stack.items if setter.holds(item.when) and _has_text(item, setter)]
    while True:
        rows, unfit = _set_all(items, box, setter)
        optional = [item for item in items if item.optional]
        if not unfit or not optional:
            break
        items.remove(min(reversed(optional), key=lambda item: item.optional))
    tops, total = list[float](), 0.0
    for place, (item, sets) in enumerate(rows):
        total += item.gap * setter.unit if place else 0
        tops.append(total)
        total += _height(sets)
    spare = max(box.height - total, 0)
    start = box.top + {"top": 0, "middle": spare / 2, "bottom": spare}[stack.anchor]
    drawn = [
        piece
        for (item, sets), top in zip(rows, tops, strict=True)
        for piece in _placed_row(item, sets, box, start + top, setter.unit)
    ]
    return Setting(Box(box.left, start, box.right, start + total), tuple(drawn), tuple(dict.fromkeys(unfit)))


_Rows = list[tuple[Item, list[_SetText]]]


def _set_all(items: Sequence[Item], box: Box, setter: Setter) -> tuple[_Rows, list[str]]:
    """Set all items; the growing one comes last and has the remaining height."""
    found: dict[int, list[_SetText]] = {}
    unfit: list[str] = []
    left = box.height - sum(item.gap * setter.unit for item in items[1:])
    for place, item in sorted(enumerate(items), key=lambda pair: isinstance(pair[1], TextItem) and pair[1].grow):
        sets, failed = _set_row(item, box.width, left, setter)
        left -= _height(sets) if sets else 0
        unfit += failed
        if sets:
            found[place] = sets
    return [(items[place], found[place]) for place in sorted(found)], unfit


def _set_row(item: Item, width: float, height: float, setter: Setter) -> tuple[list[_SetText], list[str]]:
    if isinstance(item, TextItem):
        done = setter.set(item, width, height)
        return ([done], []) if done else ([], [item.text])
    sets: list[_SetText] = []
    unfit: list[str] = []
    for words in item.row:
        if not (setter.holds(words.when) and setter.words.get(words.text)):
            continue
        if done := setter.set(words, width, height, in_row=True):
            sets.append(done)
            width -= done.width + item.space * setter.unit
        elif not words.optional:
            unfit.append(words.text)
    return sets, unfit


def _placed_row(
    item: Item, sets: list[_SetText], box: Box, top: float, unit: float
) -> Iterable[LineMark | ChipMark | IconMark]:
    """Place the texts of a row on one baseline from the right; a left-aligned last one stands at the left edge."""
    baseline, right = top + max(each.ascent for each in sets), box.right
    space = item.space * unit if isinstance(item, TextRow) else 0
    for place, each in enumerate(sets):
        alone, last = len(sets) == 1, place == len(sets) - 1
        across = {"right": 1.0, "center": 0.5, "left": 0.0}[each.words.align] if alone or last else 1.0
        left = box.left + (right - box.left - each.width) * across
        yield from _pieces(each, left, baseline, Box(box.left, top, right, box.bottom))
        right = left - space


def _pieces(each: _SetText, left: float, baseline: float, zone: Box) -> Iterable[LineMark | ChipMark | IconMark]:
    words, block, right = each.words, each.block, left + each.width
    if words.chip:
        yield ChipMark(Box(left, baseline - each.ascent, right, baseline + each.descent), words.chip)
        right -= _CHIP_SIDE * block.size
        left += _CHIP_SIDE * block.size
    if words.icon:
        middle, radius = baseline - 0.33 * block.size, _SIGN * block.size / 2
        yield IconMark(
            words.icon, Box(right - 2 * radius, middle - radius, right, middle + radius), words.ink, words.on
        )
        right -= _icon_width(block.size)
    across = {"right": 1.0, "center": 0.5, "left": 0.0}[words.align]
    for number, line in enumerate(block.lines):
        x = round(left + (right - left - line.width) * across)
        y = round(baseline + number * block.pitch) + line.top
        ink = Box(x, y, x + line.width, y + line.mask.height)
        yield LineMark(line, ink, zone, block.size, words.ink, words.chip or words.on, words.text)


def _has_text(item: Item, setter: Setter) -> bool:
    """Return whether to set an item: it has text, or is required (and is then reported as unfit)."""
    if isinstance(item, TextRow):
        return any(setter.words.get(words.text) and setter.holds(words.when) for words in item.row)
    return bool(setter.words.get(item.text)) or not item.optional


def _height(sets: list[_SetText]) -> float:
    if len(sets) == 1:
        return sets[0].height
    tail = max(each.height - each.ascent for each in sets)
    return max(each.ascent for each in sets) + tail


def _side(item: TextItem, size: float) -> float:
    """Return the width of an item's chip margins and icon at a font size."""
    return 2 * _CHIP_SIDE * size * bool(item.chip) + _icon_width(size) * bool(item.icon)


def _icon_width(size: float) -> float:
    return (_SIGN + _BESIDE) * size


@dataclass(frozen=True)
class PlacedLayer:
    """A layer with its box, and the setting of a text stack."""

    layer: Layer
    box: Box
    setting: Setting | None = None


@dataclass(frozen=True)
class CardLayout:
    """A laid-out card: layers from bottom to top, and the names of texts that do not fit at a legible size.

    `palette` has the colours of texts and fills, `picture` those of the craft, drawn as `look` says.
    """

    size: Size
    palette: Palette
    picture: Palette
    look: Look
    logo: str
    watermark: float
    photo: SafePhoto | None
    place: tuple[int, int]
    layers: tuple[PlacedLayer, ...]
    unfit: tuple[str, ...]

    def inks(self) -> list[LineMark]:
        """Return all text lines."""
        return [ink for each in self.layers if each.setting for ink in each.setting.inks()]


def lay_out(card: Card, size: Size, kit: BrandKit) -> CardLayout:
    """Lay out a card; texts that do not fit are named in `unfit` and not drawn."""
    found = card_template(card.template)
    conditions = {
        "photo": card.photo is not None,
        "roomy": size.roomy,
        "poster": size.poster,
        "story": size is Size.STORY,
        "carousel": card.place[1] > 1,
        "logo": kit.logo is not None,
    }

    def holds(when: str) -> bool:
        return all(any(map(_one, part.split("|"))) for part in when.replace(" ", "").split(",") if part)

    def _one(name: str) -> bool:
        bare = name.removeprefix("!")
        return conditions.get(bare, bool(card.words.get(bare))) is (bare == name)

    setter = Setter(card.words, card.names, kit.font, size.unit, holds)
    layers = [layer for layer in layers_of(found, size.family) if holds(layer.when)]
    placed = _place(layers, size, setter)
    palette = kit.palette(card.tone or found.tone, card.axis)
    look = kit.look(card.axis, card.words.get("county", ""), card.about, card.number)
    return CardLayout(
        size=size,
        palette=palette,
        picture=palette.turned(look.turn),
        look=look,
        logo=str(kit.folder / kit.logo.file) if kit.logo else "",
        watermark=kit.logo.watermark if kit.logo else 0,
        photo=card.photo,
        place=card.place,
        layers=tuple(placed[number] for number in range(len(layers))),
        unfit=tuple(dict.fromkeys(text for each in placed.values() if each.setting for text in each.setting.unfit)),
    )


def _place(layers: list[Layer], size: Size, setter: Setter) -> dict[int, PlacedLayer]:
    """Place the layers in the order of their references; ValueError for a reference to no layer."""
    boxes = {"card": size.card, "safe": size.safe}
    waiting = dict(enumerate(layers))
    done: dict[int, PlacedLayer] = {}
    while waiting:
        before = len(waiting)
        for number, layer in list(waiting.items()):
            try:
                box = box_of(layer.box, size, boxes)
            except Unplaced as reference:
                missing = reference.name
                continue
            setting = set_stack(layer, box, setter) if isinstance(layer, TextStack) else None
            if isinstance(layer, TextStack) and setting:
                boxes[layer.name] = setting.box
            done[number] = PlacedLayer(layer, box, setting)
            del waiting[number]
        if len(waiting) == before:
            raise ValueError(f"no layer that could be placed is called «{missing}»")
    return done
