"""The map of counties on pages: where each tile is drawn, its words, and its shade."""

from functools import cache
from typing import NamedTuple

from bumi.county_map import tiles
from bumi.current_province import per_province
from bumi.publishing.keys import Section, section_of

TILE = 100
"""Side of a tile, in units of the drawing."""

_LONGEST = 8  # letters of a line
_MANY = 4  # stories of the darkest shade


class CountyTile(NamedTuple):
    """The tile of a county: its left upper corner in units of the drawing, and its name on one line or two."""

    county: Section
    x: int
    y: int
    lines: tuple[str, ...]


class MapSize(NamedTuple):
    """Width and height of the map, in units of the drawing."""

    width: int
    height: int


@per_province(cache)
def county_tiles() -> tuple[CountyTile, ...]:
    """Return the tiles of the current province's map, from north-west to south-east; empty where it has none."""
    return tuple(
        CountyTile(section_of("county", name), column * TILE, row * TILE, _lines(name))
        for row, names in enumerate(tiles())
        for column, name in enumerate(names)
        if name
    )


def map_size() -> MapSize:
    """Return the size of the current province's map."""
    rows = tiles()
    return MapSize(max(map(len, rows), default=0) * TILE, len(rows) * TILE)


def shade(stories: int) -> int:
    """Return the shade of a county with so many stories: 0 for none, 3 for four and more."""
    return 0 if stories == 0 else 1 if stories == 1 else 2 if stories < _MANY else 3


def _lines(name: str) -> tuple[str, ...]:
    """Return a name on two lines where it is long and has two words."""
    first, _, rest = name.partition(" ")
    return (first, rest) if rest and len(name) > _LONGEST else (name,)
