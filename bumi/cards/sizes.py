"""Card sizes in pixels, and the boxes of template layers within them."""

import re
from collections.abc import Mapping
from enum import Enum
from typing import Literal, NamedTuple

Family = Literal["square", "tall", "wide", "icon"]
_EDGE = re.compile(r"(?P<name>\w+)\.(?P<side>left|top|right|bottom|middle|centre)(?: (?P<sign>[+-]) (?P<by>[\d.]+))?")
_PERCENT = re.compile(r"(?P<percent>[\d.]+)%")


class Box(NamedTuple):
    """A rectangle, in pixels of the card."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Right minus left."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top

    def rounded(self) -> tuple[int, int, int, int]:
        """Return the edges rounded to whole pixels."""
        return round(self.left), round(self.top), round(self.right), round(self.bottom)


class _Spec(NamedTuple):
    """Width and height in pixels, layout family, and the margins of text in hundredths of the width."""

    width: int
    height: int
    family: Family
    side: float
    top: float
    bottom: float
    persian: str


class Size(Enum):
    """Sizes for posts, stories, link previews, screens, posters at 300 dpi, and an icon.

    The margins of a story leave room for what apps draw over it: 13 % of the height above, 17 % below.
    """

    SQUARE = _Spec(1080, 1080, "square", 6.5, 6.5, 6, "مربع")
    PORTRAIT = _Spec(1080, 1350, "tall", 6.5, 6.5, 6.5, "ایستاده")
    STORY = _Spec(1080, 1920, "tall", 7, 23, 30, "استوری")
    WIDE = _Spec(1200, 630, "wide", 4.5, 4, 4, "پهن")
    VIDEO = _Spec(1280, 720, "wide", 5, 5, 5, "ویدئو")
    SCREEN = _Spec(1600, 900, "wide", 5, 5, 5, "نمایشگر")
    A4 = _Spec(2480, 3508, "tall", 8, 8, 8, "آچهار")
    A3 = _Spec(3508, 4961, "tall", 8, 8, 8, "آسه")
    ICON = _Spec(256, 256, "icon", 0, 0, 0, "نشانک")

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.value.width

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.value.height

    @property
    def persian(self) -> str:
        """Persian name of the size."""
        return self.value.persian

    @property
    def family(self) -> Family:
        """Layout family: which layer list of a template applies."""
        return self.value.family

    @property
    def unit(self) -> float:
        """Template unit: a hundredth of the width, in pixels."""
        return self.value.width / 100

    @property
    def roomy(self) -> bool:
        """Whether the size has room for more than a headline."""
        return self.height > 1.2 * self.width

    @property
    def poster(self) -> bool:
        """Whether the size is for print."""
        return self in (Size.A4, Size.A3)

    @property
    def card(self) -> Box:
        """Box of the whole card."""
        return Box(0, 0, self.width, self.height)

    @property
    def safe(self) -> Box:
        """Box that no app covers; all text lies inside it."""
        spec, unit = self.value, self.unit
        return Box(spec.side * unit, spec.top * unit, self.width - spec.side * unit, self.height - spec.bottom * unit)


class Unplaced(Exception):
    """An edge refers to a box that is not placed yet; `name` is its name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def box_of(edges: tuple[float | str, ...], size: Size, placed: Mapping[str, Box]) -> Box:
    """Return a box in pixels from template edges: left, top, right, bottom.

    A number counts units from the left or top, a negative one from the right or bottom; «50%» is a share of the card;
    «words.top - 4» is four units above the box `words` in `placed`. Raises Unplaced for a name that is not in
    `placed`, ValueError for any other edge.
    """
    whole = (size.width, size.height, size.width, size.height)
    left, top, right, bottom = (_edge(edge, of, size.unit, placed) for edge, of in zip(edges, whole, strict=True))
    return Box(left, top, right, bottom)


def _edge(edge: float | str, whole: int, unit: float, placed: Mapping[str, Box]) -> float:
    if isinstance(edge, int | float):
        return edge * unit if edge >= 0 else whole + edge * unit
    if percent := _PERCENT.fullmatch(edge):
        return whole * float(percent["percent"]) / 100
    if (found := _EDGE.fullmatch(edge)) is None:
        raise ValueError(edge)
    if found["name"] not in placed:
        raise Unplaced(found["name"])
    box = placed[found["name"]]
    sides = {"middle": (box.top + box.bottom) / 2, "centre": (box.left + box.right) / 2}
    start = sides[found["side"]] if found["side"] in sides else getattr(box, found["side"])
    by = float(found["by"] or 0) * unit
    return float(start + by if found["sign"] != "-" else start - by)
