"""The sizes of a card: pixels, the family whose layout they share, and what an app may cover."""

from enum import Enum
from typing import Literal, NamedTuple

__all__ = ["Box", "Family", "Size"]

Family = Literal["square", "tall", "wide", "icon"]


class Box(NamedTuple):
    """A rectangle, in pixels of the card."""

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

    def rounded(self) -> tuple[int, int, int, int]:
        """Return the whole pixels of the box."""
        return round(self.left), round(self.top), round(self.right), round(self.bottom)


class _Spec(NamedTuple):
    """Width and height in pixels, the family, and the insets that words keep from the edges, in hundredths of width."""

    width: int
    height: int
    family: Family
    side: float
    top: float
    bottom: float


class Size(Enum):
    """What channels ask for: posts, stories, link previews, screens, posters at 300 dots an inch, and an icon.

    A story's insets are what the apps lay over it: names and bars above (13 % of its height), answers below (17 %).
    """

    SQUARE = _Spec(1080, 1080, "square", 7.5, 7.5, 6.5)
    PORTRAIT = _Spec(1080, 1350, "tall", 7.5, 7.5, 7)
    STORY = _Spec(1080, 1920, "tall", 8, 23, 30)
    WIDE = _Spec(1200, 630, "wide", 5, 4.6, 4.4)
    VIDEO = _Spec(1280, 720, "wide", 5, 5, 5)
    SCREEN = _Spec(1600, 900, "wide", 5, 5, 5)
    A4 = _Spec(2480, 3508, "tall", 8, 8, 8)
    A3 = _Spec(3508, 4961, "tall", 8, 8, 8)
    ICON = _Spec(256, 256, "icon", 0, 0, 0)

    @property
    def width(self) -> int:
        """In pixels."""
        return self.value.width

    @property
    def height(self) -> int:
        """In pixels."""
        return self.value.height

    @property
    def persian(self) -> str:
        """The word people use."""
        return _PERSIAN[self.name]

    @property
    def family(self) -> Family:
        """The layouts of a template that this size uses."""
        return self.value.family

    @property
    def unit(self) -> float:
        """The unit of templates: a hundredth of the width, in pixels."""
        return self.value.width / 100

    @property
    def roomy(self) -> bool:
        """Whether there is room for more than a headline."""
        return self.height > 1.2 * self.width

    @property
    def poster(self) -> bool:
        """Whether it is printed."""
        return self in (Size.A4, Size.A3)

    @property
    def card(self) -> Box:
        """The whole card."""
        return Box(0, 0, self.width, self.height)

    @property
    def safe(self) -> Box:
        """The part that nothing covers: words stand within it."""
        spec, unit = self.value, self.unit
        return Box(spec.side * unit, spec.top * unit, self.width - spec.side * unit, self.height - spec.bottom * unit)


_PERSIAN = {
    "SQUARE": "مربع",
    "PORTRAIT": "ایستاده",
    "STORY": "استوری",
    "WIDE": "پهن",
    "VIDEO": "ویدئو",
    "SCREEN": "نمایشگر",
    "A4": "آچهار",
    "A3": "آسه",
    "ICON": "نشانک",
}
