"""Colours of cards: WCAG contrast, mixing, and the palettes of a brand kit."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, level AA."""


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2.2 contrast ratio of two #RRGGBB colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the WCAG 2.2 relative luminance of a #RRGGBB colour, 0 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb(colour))]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def mix(one: str, other: str, share: float) -> str:
    """Return `one` mixed with a `share` (0 to 1) of `other`."""
    mixed = (round(a + (b - a) * share) for a, b in zip(rgb(one), rgb(other), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def rgb(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a #RRGGBB colour, 0 to 255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


Colour = Annotated[str, Field(pattern="^#[0-9A-F]{6}$")]

Craft = Literal[
    "bricks", "carpet", "chlorite", "citrus", "copper", "dunes", "girih", "kaluts",
    "kilim", "maymand", "palms", "pateh", "pistachio", "termeh", "tiles", "windcatchers",
]  # fmt: skip


class CardModel(BaseModel):
    """A frozen model of a brand kit or template file, which forbids unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Tone(StrEnum):
    """Which palette a card has: that of its axis, dark on paper, or that of an occasion."""

    AXIS = "axis"
    PAPER = "paper"
    CALM = "calm"
    FESTIVE = "festive"
    URGENT = "urgent"
    CRISIS = "crisis"
    MOURNING = "mourning"


_TURNS: tuple[tuple[str, str, str, str], ...] = (
    ("field", "motif", "shade", "spark"),
    ("shade", "motif", "field", "spark"),
    ("motif", "field", "shade", "spark"),
    ("spark", "motif/spark", "motif", "shade"),
)
"""Which colours are `field`, `motif`, `shade` and `spark` of a picture, in each of its turns."""

TURNS = len(_TURNS)


class Palette(CardModel):
    """Colours of the text area (`ground`, `ink`, `accent`) and of the picture (the others)."""

    ground: Colour
    ink: Colour
    accent: Colour
    field: Colour
    motif: Colour
    shade: Colour
    spark: Colour
    paper: Colour = "#FBF6EC"

    def colour(self, name: str) -> str:
        """Return a colour by its template name: a field, «panel», «line», or «one/other» for the mean of two."""
        if name == "panel":
            return mix(self.ground, self.ink, 0.06)
        if name == "line":
            return mix(self.ground, self.accent, 0.4)
        one, _, other = name.partition("/")
        first: str = getattr(self, one)
        return mix(first, getattr(self, other), 0.5) if other else first

    def turned(self, turn: int) -> "Palette":
        """Return the palette with the colours of its picture in other roles; every fourth turn is the palette."""
        roles = zip(_TURNS[0], _TURNS[turn % TURNS], strict=True)
        return self.model_copy(update={role: self.colour(name) for role, name in roles})


COLOURS = (*Palette.model_fields, "panel", "line")
"""Colour names that templates may use."""
