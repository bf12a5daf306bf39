"""Brand kits: palettes, crafts, fonts and logo of the province, with an agency's own values merged over them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, ValidationError

from bumi.cards.colours import TURNS, CardModel, Colour, Craft, Palette, Tone
from bumi.cards.fonts import Weight
from bumi.current_province import per_province, province_folder
from bumi.errors import BadInput
from bumi.messages import problem_in_persian
from bumi.persian.text import flat
from bumi.province import province

_FILE = "brand.toml"


class Logo(CardModel):
    """An agency's logo file, with transparent background.

    `clear` is the free space beside it as a share of its height, `least` its minimum height in pixels, `watermark` its
    opacity over photos (0: none).
    """

    file: str
    clear: Annotated[float, Field(ge=0, le=1)] = 0.25
    least: Annotated[int, Field(ge=16, le=400)] = 40
    watermark: Annotated[float, Field(ge=0, le=0.8)] = 0


class Look(NamedTuple):
    """How a craft is drawn: its colours in their `turn`, at a `scale`, mirrored or not."""

    craft: Craft
    turn: int
    scale: float
    mirror: bool


_SCALES = (1.0, 1.45, 0.78)


def _one_or_several(crafts: object) -> object:
    return (crafts,) if isinstance(crafts, str) else crafts


_Crafts = Annotated[tuple[Craft, ...], BeforeValidator(_one_or_several), Field(min_length=1)]


class BrandKit(CardModel):
    """A brand kit; axes and counties are keyed by slug, `folder` holds the files of the kit.

    The craft of a piece is the one whose word of `subjects` it says; else one of its county, if its axis is among
    `local`; else one of its axis. The file of an agency may give one `palette` or one `craft`, which then applies to
    every piece.
    """

    paper: Colour
    crafts: Annotated[dict[str, _Crafts], Field(min_length=1)]
    local: tuple[str, ...] = ()
    counties: dict[str, _Crafts] = Field(default_factory=dict)
    subjects: dict[Craft, tuple[str, ...]] = Field(default_factory=dict)
    tones: dict[Tone, Palette]
    axes: Annotated[dict[str, Palette], Field(min_length=1)]
    palette_of_all: Annotated[Palette | None, Field(alias="palette")] = None
    craft_of_all: Annotated[Craft | None, Field(alias="craft")] = None
    fonts: dict[Literal["medium", "bold", "extra_bold"], str] = Field(default_factory=dict)
    logo: Logo | None = None
    folder: Path = Path()

    def palette(self, tone: Tone, axis: str) -> Palette:
        """Return the palette of a card; an unknown axis has the palette of the first."""
        own = (self.palette_of_all or _of_axis(self.axes, axis)).model_copy(update={"paper": self.paper})
        if tone is Tone.AXIS:
            return own
        if tone is Tone.PAPER:
            return own.model_copy(update={"ground": self.paper, "ink": own.shade, "accent": own.ground})
        return self.tones[tone].model_copy(update={"paper": self.paper})

    def craft(self, axis: str) -> Craft:
        """Return the first craft of an axis."""
        return self.craft_of_all if self.craft_of_all else _of_axis(self.crafts, axis)[0]

    def look(self, axis: str, county: str, about: str, number: int) -> Look:
        """Return how the picture of a piece looks; `about` is what it says, `number` tells it from its neighbours.

        Of pieces with the same crafts to choose from, any twelve with numbers in a row look different.
        """
        crafts = self._crafts_for(axis, county, about)
        turn, place = divmod(number, len(crafts))
        return Look(crafts[place], turn % TURNS, _SCALES[turn % len(_SCALES)], bool(turn % 2))

    def _crafts_for(self, axis: str, county: str, about: str) -> tuple[Craft, ...]:
        if self.craft_of_all:
            return (self.craft_of_all,)
        said = f" {flat(about)}"
        told = (craft for craft, words in self.subjects.items() if any(f" {flat(word)}" in said for word in words))
        known, place = province().axis(axis), province().county(county)
        own = self.counties.get(place.slug, ()) if place and known and known.slug in self.local else ()
        return tuple(told) or own or _of_axis(self.crafts, axis)

    def font(self, weight: Weight) -> str:
        """Return the font file of a weight: the kit's own, or the name of a Vazirmatn file."""
        own = self.fonts.get(weight.name.lower())  # type: ignore[call-overload]
        return str(self.folder / own) if own else weight

    def files(self) -> list[Path]:
        """Return the paths of the kit's own fonts and logo."""
        return [self.folder / name for name in (*self.fonts.values(), *([self.logo.file] if self.logo else []))]

    def palettes(self) -> dict[str, Palette]:
        """Return every palette of the kit by its key in the file."""
        tones = {f"tones.{tone}": self.palette(tone, "") for tone in self.tones}
        axes = {"palette": ""} if self.palette_of_all else {f"axes.{slug}": slug for slug in self.axes}
        own = {name: self.palette(Tone.AXIS, slug) for name, slug in axes.items()}
        paper = {f"{name} (paper)": self.palette(Tone.PAPER, slug) for name, slug in axes.items()}
        return tones | own | paper


def _of_axis[T](table: Mapping[str, T], axis: str) -> T:
    """Return the entry of an axis, or the first entry for an unknown axis."""
    found = province().axis(axis)
    slug = found.slug if found else axis
    return table[slug] if slug in table else next(iter(table.values()))


@per_province(cache)
def kit_of(agency: str = "") -> BrandKit:
    """Return the kit of an agency: the province's kit, overridden by the agency's own where it has one."""
    known = province().agency(agency)
    own = _brand() / known.slug / _FILE if known else None
    return load_kit(_brand() / _FILE, own if own and own.exists() else None)


def agencies_with_a_kit() -> list[str]:
    """Return the names of agencies that have their own kit."""
    return [agency.name for agency in province().agencies if (_brand() / agency.slug / _FILE).exists()]


def load_kit(path: Path | None = None, own: Path | None = None) -> BrandKit:
    """Read a kit, by default the province's, and merge the file `own` over it; BadInput lists the problems of both."""
    path = path or _brand() / _FILE
    data, named = _read(path), own or path
    if own:
        data = _over(data, _read(own))
    try:
        kit = BrandKit.model_validate(data | {"folder": named.parent})
    except ValidationError as error:
        raise BadInput(*(f"{named.name}: {problem_in_persian(dict(each))}" for each in error.errors())) from None
    if missing := [tone for tone in Tone if tone not in (Tone.AXIS, Tone.PAPER, *kit.tones)]:
        raise BadInput(*(f"{named.name}: رنگ‌های «tones.{tone}» نوشته نشده است؛ آن را بیفزایید" for tone in missing))
    return kit


def _brand() -> Path:
    return province_folder() / "brand"


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path.name}: کیت نشان خوانده نشد؛ نشانی و قالب TOML آن را ببینید ({error})") from None


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Merge one table over another, recursively."""
    both = {key: (below[key], above[key]) for key in below.keys() & above.keys()}
    inner = {key: _over(*pair) for key, pair in both.items() if all(isinstance(each, dict) for each in pair)}
    return below | above | inner
