"""Texts one under another in a box: each as large as it may be, one of them as large as the others leave room for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bumi.cards.fonts import Weight
from bumi.cards.sizes import Box
from bumi.cards.template import Item, Row, Stack, Words
from bumi.cards.text import Block, Line, Style, fit

__all__ = ["Chip", "Ink", "Setter", "Setting", "Sign", "set_stack"]

_ASCENT, _DESCENT = 1.0, 0.42
_CHIP_ASCENT, _CHIP_DESCENT, _CHIP_SIDE = 1.22, 0.62, 0.85
"""What stands above and below a baseline in rows, beside signs and in chips, and beside a chip's word, in sizes."""

_SIGN, _BESIDE = 1.05, 0.5


@dataclass(frozen=True)
class Ink:
    """A line that is drawn: its ink, the zone it was given, its size, colour and ground, and which text it is of."""

    line: Line
    box: Box
    zone: Box
    size: int
    colour: str
    on: str
    text: str


@dataclass(frozen=True)
class Chip:
    """A pill behind a word."""

    box: Box
    colour: str


@dataclass(frozen=True)
class Sign:
    """A small drawn sign beside a text."""

    of: str
    box: Box
    colour: str
    on: str


@dataclass(frozen=True)
class Setting:
    """What a stack came to: the box it takes, what is drawn, and the texts that do not fit."""

    box: Box
    drawn: tuple[Ink | Chip | Sign, ...]
    unfit: tuple[str, ...]

    def inks(self) -> list[Ink]:
        """Return the lines of text among what is drawn."""
        return [each for each in self.drawn if isinstance(each, Ink)]


@dataclass(frozen=True)
class _Set:
    """A text in its size, with its parts above and below the first and the last baseline."""

    words: Words
    block: Block
    ascent: float
    descent: float

    @property
    def height(self) -> float:
        return self.ascent + (len(self.block.lines) - 1) * self.block.pitch + self.descent

    @property
    def width(self) -> float:
        size = self.block.size
        return self.block.width + 2 * _CHIP_SIDE * size * bool(self.words.chip) + _beside(size) * bool(self.words.icon)


@dataclass(frozen=True)
class Setter:
    """What setting needs: the words by key, names that stay whole, fonts, the unit in pixels, and the conditions."""

    words: Mapping[str, str]
    names: tuple[str, ...]
    font: Callable[[Weight], str]
    unit: float
    holds: Callable[[str], bool]

    def set(self, item: Words, width: float, height: float, in_row: bool = False) -> _Set | None:
        """Return the item in the largest size that fits, or None."""
        size = item.most * self.unit
        side = 2 * _CHIP_SIDE * size * bool(item.chip) + _beside(size) * bool(item.icon)
        style = Style(self.font(Weight[item.weight.upper()]), size, item.least * self.unit, item.lines, item.leading)
        block = fit(self.words.get(item.text, ""), style, width * item.share - side, height, self.names)
        if block is None:
            return None
        ascent, descent = float(block.top), float(block.bottom)
        if item.chip:
            ascent, descent = _CHIP_ASCENT * block.size, _CHIP_DESCENT * block.size
        elif item.icon or in_row:
            ascent, descent = max(ascent, _ASCENT * block.size), max(descent, _DESCENT * block.size)
        return _Set(item, block, ascent, descent)


def set_stack(stack: Stack, box: Box, setter: Setter) -> Setting:
    """Return the stack set into its box; where the text that grows finds no room, optional ones give way, last first.

    What does not fit even then is named, and not set.
    """
    items = [item for item in stack.items if setter.holds(item.when) and _says(item, setter)]
    while True:
        rows, unfit = _set_all(items, box, setter)
        optional = [item for item in items if item.optional]
        if not unfit or not optional:
            break
        items.remove(optional[-1])
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
        for piece in _placed(item, sets, box, start + top, setter.unit)
    ]
    return Setting(Box(box.left, start, box.right, start + total), tuple(drawn), tuple(dict.fromkeys(unfit)))


_Rows = list[tuple[Item, list[_Set]]]


def _set_all(items: Sequence[Item], box: Box, setter: Setter) -> tuple[_Rows, list[str]]:
    """Set all items; the one that grows comes last, for it has what the others leave."""
    found: dict[int, list[_Set]] = {}
    unfit: list[str] = []
    left = box.height - sum(item.gap * setter.unit for item in items[1:])
    for place, item in sorted(enumerate(items), key=lambda pair: isinstance(pair[1], Words) and pair[1].grow):
        sets, failed = _set_row(item, box.width, left, setter)
        left -= _height(sets) if sets else 0
        unfit += failed
        if sets:
            found[place] = sets
    return [(items[place], found[place]) for place in sorted(found)], unfit


def _set_row(item: Item, width: float, height: float, setter: Setter) -> tuple[list[_Set], list[str]]:
    if isinstance(item, Words):
        done = setter.set(item, width, height)
        return ([done], []) if done else ([], [item.text])
    sets: list[_Set] = []
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


def _placed(item: Item, sets: list[_Set], box: Box, top: float, unit: float) -> Iterable[Ink | Chip | Sign]:
    """Place the sets of a row on one baseline, from the right; a last one that is set left stands flush left."""
    baseline, right = top + max(each.ascent for each in sets), box.right
    space = item.space * unit if isinstance(item, Row) else 0
    for place, each in enumerate(sets):
        alone, last = len(sets) == 1, place == len(sets) - 1
        across = {"right": 1.0, "center": 0.5, "left": 0.0}[each.words.align] if alone or last else 1.0
        left = box.left + (right - box.left - each.width) * across
        yield from _pieces(each, left, baseline, Box(box.left, top, right, box.bottom))
        right = left - space


def _pieces(each: _Set, left: float, baseline: float, zone: Box) -> Iterable[Ink | Chip | Sign]:
    words, block, right = each.words, each.block, left + each.width
    if words.chip:
        yield Chip(Box(left, baseline - each.ascent, right, baseline + each.descent), words.chip)
        right -= _CHIP_SIDE * block.size
        left += _CHIP_SIDE * block.size
    if words.icon:
        middle, radius = baseline - 0.33 * block.size, _SIGN * block.size / 2
        yield Sign(words.icon, Box(right - 2 * radius, middle - radius, right, middle + radius), words.ink, words.on)
        right -= _beside(block.size)
    across = {"right": 1.0, "center": 0.5, "left": 0.0}[words.align]
    for number, line in enumerate(block.lines):
        x = round(left + (right - left - line.width) * across)
        y = round(baseline + number * block.pitch) + line.top
        ink = Box(x, y, x + line.width, y + line.mask.height)
        yield Ink(line, ink, zone, block.size, words.ink, words.chip or words.on, words.text)


def _says(item: Item, setter: Setter) -> bool:
    """Say whether the item has anything to say; one that must and has nothing is kept, and found unfit."""
    if isinstance(item, Row):
        return any(setter.words.get(words.text) and setter.holds(words.when) for words in item.row)
    return bool(setter.words.get(item.text)) or not item.optional


def _height(sets: list[_Set]) -> float:
    if len(sets) == 1:
        return sets[0].height
    tail = max(each.height - each.ascent for each in sets)
    return max(each.ascent for each in sets) + tail


def _beside(size: float) -> float:
    return (_SIGN + _BESIDE) * size
