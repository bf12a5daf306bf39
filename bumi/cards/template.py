"""Card templates: layers per family of sizes, read from TOML files in assets/cards."""

import tomllib
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError

from bumi.cards.colours import COLOURS, CardModel, Tone
from bumi.cards.sizes import Family
from bumi.errors import BadInput
from bumi.messages import problem_in_persian
from bumi.settings import PACKAGE

FLOOR = 4.1
"""Least font size, in hundredths of the card's width: 12 points (16 CSS pixels) on a telephone 390 pixels wide."""

_FOLDER = PACKAGE / "assets" / "cards"
_PARTS = "parts"


def _known_colour(name: str) -> str:
    if name and not all(part in COLOURS for part in name.split("/")):
        raise ValueError(f"رنگ «{name}» در کیت نیست؛ یکی از این‌ها را بنویسید: {'، '.join(COLOURS)}")
    return name


_Colour = Annotated[str, AfterValidator(_known_colour)]
_Edge = float | str
_Box = tuple[_Edge, _Edge, _Edge, _Edge]


class TextItem(CardModel):
    """One text of a stack: its name, sizes, colours and alignment.

    Where another text does not fit, `optional` texts are dropped: 1 first, then 2, and so on; 0 is never dropped.
    """

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
    optional: int = 0
    grow: bool = False
    chip: _Colour = ""
    icon: str = ""
    share: float = 1
    when: str = ""


class TextRow(CardModel):
    """Texts side by side on one baseline, from the right; the last has the remaining width."""

    row: tuple[TextItem, ...]
    space: float = 2
    gap: float = 0
    optional: int = 0
    when: str = ""


Item = TextRow | TextItem


class _Layer(CardModel):
    box: _Box = (0, 0, "100%", "100%")
    when: str = ""


class Fill(_Layer):
    """A filled box or arch."""

    draw: Literal["fill"]
    colour: _Colour
    radius: float = 0
    shape: Literal["box", "arch"] = "box"


class Picture(_Layer):
    """The craft, mixed into the ground by `faint`, or the photo."""

    draw: Literal["craft", "photo"]
    faint: Annotated[float, Field(ge=0, le=1)] = 0
    shape: Literal["box", "arch"] = "box"


class Border(_Layer):
    """A strip of the craft's border."""

    draw: Literal["border"]


class Ornament(_Layer):
    """An icon in the middle of its box, or the agency's logo."""

    draw: Literal["ornament"]
    of: str
    colour: _Colour = "accent"
    on: _Colour = "ground"


class Dots(_Layer):
    """Position in a carousel: a dot per card."""

    draw: Literal["dots"]
    colour: _Colour = "accent"
    rest: _Colour = "line"


class TextStack(_Layer):
    """Texts one under another; other layers may refer to their box by `name`."""

    draw: Literal["stack"]
    name: str
    anchor: Literal["top", "middle", "bottom"] = "top"
    items: tuple[Item, ...]


Layer = Annotated[Fill | Picture | Border | Ornament | Dots | TextStack, Field(discriminator="draw")]


class CardTemplate(CardModel):
    """A card template: Persian name, tone, layers per family, and fallback template `otherwise`."""

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
        """Whether cards of this template show a photo."""
        return any(isinstance(layer, Picture) and layer.draw == "photo" for layer in self.tall)

    @property
    def shows_craft(self) -> bool:
        """Whether wide cards of this template show the craft of the axis."""
        return any(isinstance(layer, Picture) and layer.draw == "craft" for layer in self.wide)


def card_templates() -> list[str]:
    """Return the names of the templates, sorted."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != _PARTS)


def film_templates() -> list[str]:
    """Return the names of the templates of film scenes, sorted; they are `tall` alone, for stories."""
    return sorted(f"film/{path.stem}" for path in (_FOLDER / "film").glob("*.toml"))


@cache
def card_template(name: str) -> CardTemplate:
    """Return a template of a card or a film scene by name; BadInput for an unknown name or an invalid file."""
    scene = name in film_templates()
    if not scene and name not in card_templates():
        raise BadInput(f"قالبی به نام «{name}» نیست؛ یکی از این‌ها را بنویسید: {'، '.join(card_templates())}")
    data = _read(name)
    for family in ("square", "tall", "wide", "icon"):
        own = data.get(family) or (data["tall"] if scene or family == "square" else [{"use": family}])
        data[family] = [layer for each in own for layer in _whole(each)]
    try:
        return CardTemplate.model_validate({"name": name, **data})
    except ValidationError as error:
        raise BadInput(*(f"{name}.toml: {problem_in_persian(dict(each))}" for each in error.errors())) from None


def layers_of(found: CardTemplate, family: Family) -> tuple[Layer, ...]:
    """Return the layers of a family of sizes, from bottom to top."""
    layers: tuple[Layer, ...] = getattr(found, family)
    return layers


def sources_of(name: str) -> list[str]:
    """Return the text of a template's file and of the shared parts."""
    return [_text(name), _text(_PARTS)]


def _whole(layer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a layer, or the layers of the shared part that it uses, which hold where the layer does too."""
    if "use" not in layer:
        return [layer]
    part = _read(_PARTS).get(layer["use"])
    if part is None:
        raise BadInput(f"{_PARTS}.toml: پاره «{layer['use']}» نیست؛ نام آن را درست کنید")
    return [_held(own, layer.get("when", "")) for each in part for own in _whole(each)]


def _held(layer: dict[str, Any], when: str) -> dict[str, Any]:
    """Return a layer that needs `when` besides its own condition."""
    return layer | {"when": ", ".join(filter(None, (when, layer.get("when", ""))))}


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.toml").read_text("utf-8")


def _read(name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(name))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name}.toml: قالب TOML درست نیست ({error})؛ آن را درست کنید") from None
