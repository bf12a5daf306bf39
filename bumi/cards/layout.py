"""Where things stand on a card of each size, in pixels: the designer's grid."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from bumi.cards.fonts import Weight
from bumi.cards.text import Style

__all__ = ["GRIDS", "Box", "Grid", "Size"]


class Box(NamedTuple):
    """A rectangle of the card."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


class Size(Enum):
    """The sizes of a card, in pixels: a square for social channels, a wide one for links (Open Graph)."""

    SQUARE = (1080, 1080)
    WIDE = (1200, 630)

    @property
    def width(self) -> int:
        """In pixels."""
        return self.value[0]

    @property
    def height(self) -> int:
        """In pixels."""
        return self.value[1]


@dataclass(frozen=True)
class Grid:
    """The zones of a card.

    `words` holds kicker, headline and time; `footer` agency and county; `band` the brand. The picture fills
    `picture`; with `picture_grows` it reaches down to the words, however few they are. `tile` is the
    size of an event's date block; `row` the height of a row with a label, `padding` what stands beside
    its word, `gap` what parts one text from the next.
    """

    words: Box
    footer: Box
    band: Box
    picture: Box
    picture_grows: bool
    tile: tuple[float, float]
    row: float
    padding: float
    gap: float
    kicker: Style
    headline: Style
    time: Style
    agency: Style
    county: Style
    brand: Style

    def top(self, height: float) -> float:
        """Return where words of this height begin: at the foot of their zone, or in its middle."""
        spare = max(self.words.height - height, 0)
        return self.words.top + (spare if self.picture_grows else spare / 2)

    def picture_above(self, top: float) -> Box:
        """Return the picture of a card whose words begin at `top`."""
        return self.picture._replace(bottom=round(top - self.gap * 1.5)) if self.picture_grows else self.picture

    def tile_on(self, picture: Box) -> Box:
        """Return the date block: hanging over the picture's edge, or in its middle."""
        width, height = self.tile
        left = self.words.left if self.picture_grows else picture.left + (picture.width - width) / 2
        top = picture.bottom + self.gap - height if self.picture_grows else picture.top + (picture.height - height) / 2
        return Box(left, top, left + width, top + height)


GRIDS = {
    Size.SQUARE: Grid(
        words=Box(84, 322, 996, 786),
        footer=Box(84, 846, 996, 934),
        band=Box(0, 972, 1080, 1080),
        picture=Box(0, 0, 1080, 270),
        picture_grows=True,
        tile=(224, 252),
        row=58,
        padding=24,
        gap=34,
        kicker=Style(Weight.BOLD, 34, 24, lines=2),
        headline=Style(Weight.EXTRA_BOLD, 100, 46, lines=5, leading=1.38),
        time=Style(Weight.MEDIUM, 34, 26, lines=2),
        agency=Style(Weight.BOLD, 34, 22, lines=2),
        county=Style(Weight.MEDIUM, 30, 22),
        brand=Style(Weight.BOLD, 32, 20),
    ),
    Size.WIDE: Grid(
        words=Box(388, 48, 1136, 398),
        footer=Box(388, 440, 1136, 512),
        band=Box(0, 546, 1200, 630),
        picture=Box(0, 0, 332, 546),
        picture_grows=False,
        tile=(212, 240),
        row=48,
        padding=20,
        gap=26,
        kicker=Style(Weight.BOLD, 28, 20, lines=2),
        headline=Style(Weight.EXTRA_BOLD, 70, 36, lines=5, leading=1.38),
        time=Style(Weight.MEDIUM, 28, 22, lines=2),
        agency=Style(Weight.BOLD, 28, 20, lines=2),
        county=Style(Weight.MEDIUM, 25, 20),
        brand=Style(Weight.BOLD, 26, 18),
    ),
}
