"""The province's brand kit: paper, and a palette with its craft for each axis."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bumi.brief import Kind
from bumi.errors import BadInput
from bumi.messages import problem_in_persian
from bumi.province import province
from bumi.settings import ROOT

__all__ = ["LEAST_CONTRAST", "Craft", "Kit", "Palette", "contrast", "load_kit"]

LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, level AA."""

_BRAND = ROOT / "assets" / "brand" / "brand.toml"
_Colour = Annotated[str, Field(pattern="^#[0-9A-F]{6}$")]
_Model = ConfigDict(frozen=True, extra="forbid")

Craft = Literal["bricks", "carpet", "dunes", "pateh", "pistachio", "tiles"]


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


class Kit(BaseModel):
    """What makes the cards of one province look alike; axes are known by their slugs."""

    model_config = _Model

    paper: _Colour
    crafts: Annotated[dict[str, Craft], Field(min_length=1)]
    calm: Palette
    axes: Annotated[dict[str, Palette], Field(min_length=1)]

    def palette(self, kind: Kind, axis: str) -> Palette:
        """Return the colours of a piece: its axis's; a notice is calm, an explainer stands on paper."""
        own = _of_axis(self.axes, axis)
        if kind is Kind.NOTICE:
            return self.calm
        if kind is Kind.EXPLAINER:
            return own.model_copy(update={"ground": self.paper, "ink": own.shade, "accent": own.ground})
        return own

    def craft(self, axis: str) -> Craft:
        """Return the craft that the axis's picture shows."""
        return _of_axis(self.crafts, axis)

    def faint(self) -> list[tuple[str, str]]:
        """Return the pairs (words, what they stand on) that differ too little to be read."""
        pairs = [pair for own in (self.calm, *self.axes.values()) for pair in self._words_of(own)]
        return [(front, back) for front, back in pairs if contrast(front, back) < LEAST_CONTRAST]

    def _words_of(self, own: Palette) -> list[tuple[str, str]]:
        """Every pair of colours in which words may stand on a card of this palette."""
        on_paper = [] if own is self.calm else [(own.ground, self.paper)]
        return [(own.ink, own.ground), (own.accent, own.ground), (self.paper, own.shade), *on_paper]


def load_kit(path: Path = _BRAND) -> Kit:
    """Read a kit; BadInput when it is not one, or when its colours cannot be read on one another."""
    try:
        kit = Kit.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path.name}: کیت نشان خوانده نشد؛ نشانی و قالب TOML آن را ببینید ({error})") from None
    except ValidationError as error:
        raise BadInput(*(f"{path.name}: {problem_in_persian(dict(each))}" for each in error.errors())) from None
    if faint := kit.faint():
        sentence = "{}: رنگ {} روی {} خوانا نیست (تضاد کمتر از ۴٫۵)؛ یکی را تیره‌تر یا روشن‌تر کنید"
        raise BadInput(*(sentence.format(path.name, *pair) for pair in faint))
    return kit


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (#RRGGBB), 1 to 21, by WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _of_axis[T](table: dict[str, T], axis: str) -> T:
    """The axis's own entry; the first one for an axis that the kit does not know yet."""
    found = province().axis(axis)
    return table[found.slug] if found and found.slug in table else next(iter(table.values()))


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
