"""Where a box of a template lies: edges as hundredths of the width, as percents, or beside something already placed."""

import re
from collections.abc import Mapping

from bumi.cards.sizes import Box, Size

__all__ = ["Unplaced", "box_of"]

_EDGE = re.compile(r"(?P<name>\w+)\.(?P<side>left|top|right|bottom|middle|centre)(?: (?P<sign>[+-]) (?P<by>[\d.]+))?")
_PERCENT = re.compile(r"(?P<percent>[\d.]+)%")


class Unplaced(Exception):
    """The edge refers to something that has no place yet; `name` says what."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def box_of(edges: tuple[float | str, ...], size: Size, placed: Mapping[str, Box]) -> Box:
    """Return the box in pixels: left, top, right, bottom.

    A number counts from the left or the top, a negative one from the right or the bottom; «50%» is a part of the
    card; «words.top - 4» is four units above what is called words. «safe» and «card» are always placed. Unplaced
    where a name is not; ValueError where an edge is none of these.
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
