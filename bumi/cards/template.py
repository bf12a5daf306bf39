"""A template: layers in a small declarative file (assets/cards/), a list of them for each family of sizes."""

import tomllib
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bumi.cards.kit import COLOURS, Tone
from bumi.cards.sizes import Family
from bumi.errors import BadInput
from bumi.messages import problem_in_persian
from bumi.settings import PACKAGE

__all__ = ["FLOOR", "Item", "Layer", "Row", "Template", "Words", "layers_of", "sources_of", "template", "templates"]

FLOOR = 1.8
"""No letter is set smaller than this many hundredths of a card's width (19 pixels on a square post)."""

_FOLDER = PACKAGE / "assets" / "cards"
_PARTS = "parts"
_Model = ConfigDict(frozen=True, extra="forbid")


def _known_colour(name: str) -> str:
    if name and not all(part in COLOURS for part in name.split("/")):
        raise ValueError(f"رنگ «{name}» در کیت نیست؛ یکی از این‌ها را بنویسید: {'، '.join(COLOURS)}")
    return name


_Colour = Annotated[str, AfterValidator(_known_colour)]
_Edge = float | str
_Box = tuple[_Edge, _Edge, _Edge, _Edge]


class Words(BaseModel):
    """One text of a stack: which, how large, in which colour on which; `optional` gives way to the others."""

    model_config = _Model

    text: str
    weight: Literal["medium", "bold", "extra_bold"] = "medium"
    most: float
    least: Annotated[float, Field(ge=FLOOR)]
    lines: int = 1
    leading: float = 1.45
    ink: _Colour = "ink"
    on: _Colour = "ground"
    align: Literal["right", "center", "left"] = "right"
    gap: float = 0
    optional: bool = False
    grow: bool = False
    chip: _Colour = ""
    icon: str = ""
    share: float = 1
    when: str = ""


class Row(BaseModel):
    """Texts side by side on one baseline, from the right; the last has what the others leave."""

    model_config = _Model

    row: tuple[Words, ...]
    space: float = 2
    gap: float = 0
    optional: bool = False
    when: str = ""


Item = Row | Words


class _Layer(BaseModel):
    model_config = _Model

    box: _Box = (0, 0, "100%", "100%")
    when: str = ""


class Fill(_Layer):
    """A box filled with a colour."""

    draw: Literal["fill"]
    colour: _Colour
    radius: float = 0
    shape: Literal["box", "arch"] = "box"


class Picture(_Layer):
    """The craft of the axis, enlarged by `scale` and mixed into the ground by `faint`, or the photo of the brief."""

    draw: Literal["craft", "photo"]
    scale: float = 1
    faint: Annotated[float, Field(ge=0, le=1)] = 0
    shape: Literal["box", "arch"] = "box"


class Border(_Layer):
    """A strip of the craft's own border, repeated without a cut."""

    draw: Literal["border"]


class Ornament(_Layer):
    """A drawn sign in the middle of its box, or the logo of the agency."""

    draw: Literal["ornament"]
    of: str
    colour: _Colour = "accent"
    on: _Colour = "ground"


class Scrim(_Layer):
    """What darkens the photo under the words of a stack, and below them, until they can be read.

    At least by `least` (1: nothing is seen of the photo there), and less and less over `reach` above the words.
    """

    draw: Literal["scrim"]
    under: str
    least: Annotated[float, Field(ge=0, le=1)] = 0.35
    reach: float = 34


class Dots(_Layer):
    """Where a reader is in a carousel: a dot for each card."""

    draw: Literal["dots"]
    colour: _Colour = "accent"
    rest: _Colour = "line"


class Stack(_Layer):
    """Texts one under another; afterwards its name stands for the box that they take."""

    draw: Literal["stack"]
    name: str
    anchor: Literal["top", "middle", "bottom"] = "top"
    items: tuple[Item, ...]


Layer = Annotated[Fill | Picture | Border | Ornament | Scrim | Dots | Stack, Field(discriminator="draw")]


class Template(BaseModel):
    """A way to draw a card: its Persian name, its tone, the layers of each family, and what to draw in its stead."""

    model_config = _Model

    name: str
    persian: str
    tone: Tone = Tone.AXIS
    otherwise: str = ""
    square: tuple[Layer, ...]
    tall: tuple[Layer, ...]
    wide: tuple[Layer, ...]
    icon: tuple[Layer, ...]

    @property
    def shows_photo(self) -> bool:
        """Whether a card of this template shows the photo of its brief."""
        return any(isinstance(layer, Picture) and layer.draw == "photo" for layer in self.tall)

    @property
    def shows_craft(self) -> bool:
        """Whether a wide card of this template is decorated with the craft of its axis."""
        return any(isinstance(layer, Picture) and layer.draw == "craft" for layer in self.wide)


def templates() -> list[str]:
    """Return the names of the templates, in order."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != _PARTS)


@cache
def template(name: str) -> Template:
    """Return a template; BadInput where there is none, or where its file is wrong."""
    if name not in templates():
        raise BadInput(f"قالبی به نام «{name}» نیست؛ یکی از این‌ها را بنویسید: {'، '.join(templates())}")
    data = _read(name)
    for family in ("square", "tall", "wide", "icon"):
        own = data.get(family) or (data["tall"] if family == "square" else [{"use": family}])
        data[family] = [layer for each in own for layer in _whole(each)]
    try:
        return Template.model_validate({"name": name, **data})
    except ValidationError as error:
        raise BadInput(*(f"{name}.toml: {problem_in_persian(dict(each))}" for each in error.errors())) from None


def layers_of(found: Template, family: Family) -> tuple[Layer, ...]:
    """Return the layers of a family of sizes, from the ground up."""
    layers: tuple[Layer, ...] = getattr(found, family)
    return layers


def sources_of(name: str) -> list[str]:
    """Return the text of a template's file and of the parts it may use."""
    return [_text(name), _text(_PARTS)]


def _whole(layer: dict[str, Any]) -> list[dict[str, Any]]:
    """A layer itself, or those of the part that it uses."""
    if "use" not in layer:
        return [layer]
    part = _read(_PARTS).get(layer["use"])
    if part is None:
        raise BadInput(f"{_PARTS}.toml: پاره «{layer['use']}» نیست؛ نام آن را درست کنید")
    return part if isinstance(part, list) else [part]


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.toml").read_text("utf-8")


def _read(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(name))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name}.toml: قالب TOML درست نیست ({error})؛ آن را درست کنید") from None
