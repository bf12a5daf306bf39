"""A brand kit: paper, palettes, crafts, fonts and logo, by which the cards of a province or an agency look alike."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bumi.cards.colour import mix
from bumi.cards.fonts import Weight
from bumi.province import province

__all__ = ["COLOURS", "Craft", "Kit", "Logo", "Palette", "Tone"]

_Colour = Annotated[str, Field(pattern="^#[0-9A-F]{6}$")]
_Model = ConfigDict(frozen=True, extra="forbid")

Craft = Literal["bricks", "carpet", "dunes", "pateh", "pistachio", "tiles"]


class Tone(StrEnum):
    """How a card speaks: in the colours of its axis, on paper, or in the palette of an occasion."""

    AXIS = "axis"
    PAPER = "paper"
    CALM = "calm"
    FESTIVE = "festive"
    URGENT = "urgent"
    CRISIS = "crisis"
    MOURNING = "mourning"


class Palette(BaseModel):
    """Colours of the zone of words (`ground`, `ink`, `accent`) and of the picture (the rest)."""

    model_config = _Model

    ground: _Colour
    ink: _Colour
    accent: _Colour
    field: _Colour
    motif: _Colour
    shade: _Colour
    spark: _Colour
    paper: _Colour = "#FBF6EC"

    def colour(self, name: str) -> str:
        """Return a colour by the name templates use: a field, «panel», «line», or «one/other» half-way between two."""
        if name == "panel":
            return mix(self.ground, self.ink, 0.06)
        if name == "line":
            return mix(self.ground, self.accent, 0.4)
        one, _, other = name.partition("/")
        first: str = getattr(self, one)
        return mix(first, getattr(self, other), 0.5) if other else first


COLOURS = (*Palette.model_fields, "panel", "line")
"""The names by which templates call colours."""


class Logo(BaseModel):
    """An agency's sign: a picture with a transparent ground, and the room it wants, as a part of its height.

    `watermark` is how much of it shows over photos, 0 for none.
    """

    model_config = _Model

    file: str
    clear: Annotated[float, Field(ge=0, le=1)] = 0.25
    least: Annotated[int, Field(ge=16, le=400)] = 40
    watermark: Annotated[float, Field(ge=0, le=0.8)] = 0


class Kit(BaseModel):
    """What makes cards look alike; axes are known by their slugs, `folder` is where the kit's files lie.

    An agency that has one `palette` or one `craft` for all it says has it on every axis.
    """

    model_config = _Model

    paper: _Colour
    crafts: Annotated[dict[str, Craft], Field(min_length=1)]
    tones: dict[Tone, Palette]
    axes: Annotated[dict[str, Palette], Field(min_length=1)]
    palette_of_all: Annotated[Palette | None, Field(alias="palette")] = None
    craft_of_all: Annotated[Craft | None, Field(alias="craft")] = None
    fonts: dict[Literal["medium", "bold", "extra_bold"], str] = {}
    logo: Logo | None = None
    folder: Path = Path()

    def palette(self, tone: Tone, axis: str) -> Palette:
        """Return the colours of a card; an axis that the kit does not know yet has those of the first."""
        own = (self.palette_of_all or _of_axis(self.axes, axis)).model_copy(update={"paper": self.paper})
        if tone is Tone.AXIS:
            return own
        if tone is Tone.PAPER:
            return own.model_copy(update={"ground": self.paper, "ink": own.shade, "accent": own.ground})
        return self.tones[tone].model_copy(update={"paper": self.paper})

    def craft(self, axis: str) -> Craft:
        """Return the craft that the axis's picture shows, or that of the agency."""
        return self.craft_of_all if self.craft_of_all else _of_axis(self.crafts, axis)

    def font(self, weight: Weight) -> str:
        """Return the font for a weight: the kit's own, or Vazirmatn."""
        own = self.fonts.get(weight.name.lower())  # type: ignore[call-overload]
        return str(self.folder / own) if own else weight

    def files(self) -> list[Path]:
        """Return the files of its own that the kit draws with."""
        return [self.folder / name for name in (*self.fonts.values(), *([self.logo.file] if self.logo else []))]

    def palettes(self) -> dict[str, Palette]:
        """Return every palette a card of this kit may have, by a name that people can find in the file."""
        tones = {f"tones.{tone}": self.palette(tone, "") for tone in self.tones}
        axes = {"palette": ""} if self.palette_of_all else {f"axes.{slug}": slug for slug in self.axes}
        own = {name: self.palette(Tone.AXIS, slug) for name, slug in axes.items()}
        paper = {f"{name} (paper)": self.palette(Tone.PAPER, slug) for name, slug in axes.items()}
        return tones | own | paper


def _of_axis[T](table: Mapping[str, T], axis: str) -> T:
    """The axis's own entry; the first one for an axis that the kit does not know yet."""
    found = province().axis(axis)
    slug = found.slug if found else axis
    return table[slug] if slug in table else next(iter(table.values()))
