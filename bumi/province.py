"""Reference data of the current province from its folder: name, counties, axes and agencies."""

from collections import Counter
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from bumi.current_province import per_province, province_folder
from bumi.errors import BadInput
from bumi.messages import problem_in_persian
from bumi.persian.lexicon import province_data
from bumi.persian.text import flat
from bumi.settings import Settings

_PARTS = ("counties", "axes", "agencies")
_Slug = Annotated[str, StringConstraints(pattern="^[a-z]+(-[a-z]+)*$")]


class _Named(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=2)]
    slug: _Slug
    aliases: tuple[str, ...] = ()


class County(_Named):
    """A county (شهرستان) with its towns and known places."""

    places: tuple[str, ...] = ()


class Axis(_Named):
    """An axis (محور) of the province's content plan, with words in the names of agencies whose pieces belong to it."""

    agencies: tuple[str, ...] = ()


class Publicity(StrEnum):
    """What readers may see of the brief behind a sentence: the words of a note, or only what kind of part it was."""

    NOTES = "notes"
    KINDS = "kinds"
    NOTHING = "nothing"


class Agency(_Named):
    """An agency (دستگاه): the public lines its notices may carry, what of its briefs may be public, what people ask it.

    `topics` are words of questions that are for it. `office_of` is the county of which it is the governor's office
    (فرمانداری), or the office of a district (بخشداری).
    """

    lines: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    office_of: str = ""
    publishes: Publicity = Publicity.KINDS


def _of_a_province(name: str) -> str:
    if not name.startswith("استان "):
        raise ValueError(f"نام استان «{name}» با «استان» آغاز نمی‌شود؛ آن را پیش از نام بنویسید")
    return name


def _each_once[T: _Named](items: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse names that mean two entries, and the slug that is the address of the whole province's page."""
    every = Counter(word for item in items for word in {flat(each) for each in (item.name, item.slug, *item.aliases)})
    if twice := [word for word, times in every.items() if times > 1 or word == "province"]:
        raise ValueError(f"این نام‌ها از دو مورد یا از صفحه استان‌اند: {'، '.join(twice)}؛ هر نام را برای یکی بگذارید")
    return items


type _EachOnce[T: _Named] = Annotated[tuple[T, ...], Field(min_length=1), AfterValidator(_each_once)]


class Province(BaseModel):
    """The reference data of a province; names are looked up leniently, by name or alias.

    `site` is the name of its site. `disclosure` tells readers of each story, and of its posts, that a machine drafts
    and an editor approves; nothing is said where it is empty. `contact` is how readers reach the media desk.
    `names_approvers`: readers see the name of who approved a story beside the role. `also_words` are its places whose
    names are also words of the language, and `also_words_in_releases` those of which press releases have too many
    other uses.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, AfterValidator(_of_a_province)]
    site: Annotated[str, Field(min_length=2)]
    disclosure: str = ""
    contact: str = ""
    names_approvers: bool = False
    also_words: frozenset[str] = frozenset()
    also_words_in_releases: frozenset[str] = frozenset()
    counties: _EachOnce[County]
    axes: _EachOnce[Axis]
    agencies: _EachOnce[Agency]

    @field_validator("agencies")
    @classmethod
    def _of_known_counties(cls, agencies: tuple[Agency, ...], told: ValidationInfo) -> tuple[Agency, ...]:
        known = {county.name for county in told.data.get("counties", ())}
        strange = [f"«{each.name}»: «{each.office_of}»" for each in agencies if each.office_of not in {"", *known}]
        if known and strange:
            listed = "، ".join(strange)
            raise ValueError(f"شهرستان این دستگاه‌ها در counties.yaml نیست ({listed})؛ «office_of» را درست کنید")
        return agencies

    @property
    def own_name(self) -> str:
        """The name without «استان»."""
        return bare("استان", self.name)

    def county(self, name: str) -> County | None:
        """Return the county called `name`, «شهرستان» before it or not, or None."""
        return _find(self.counties, flat(name).removeprefix("شهرستان "))

    def county_at(self, slug: str) -> County | None:
        """Return the county with this slug, or None."""
        return next((each for each in self.counties if each.slug == slug), None)

    def axis(self, name: str) -> Axis | None:
        """Return the axis called `name`, or None."""
        return _find(self.axes, name)

    def agency(self, name: str) -> Agency | None:
        """Return the agency called `name`, or None: briefs may name agencies we do not list."""
        return _find(self.agencies, name)

    def meant_by(self, name: str) -> dict[str, str]:
        """Return which agencies an unlisted name may mean: the official name of each by its flat names and aliases.

        Offices of counties resemble each other and every local office: they are among them only where the name begins
        as theirs do, and goes on.
        """
        first, _, rest = flat(name).partition(" ")
        return {
            flat(each): agency.name
            for agency in self.agencies
            if not agency.office_of or (rest and flat(agency.name).startswith(f"{first} "))
            for each in (agency.name, *agency.aliases)
        }

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of all counties and of the places in them."""
        return frozenset(name for county in self.counties for name in (county.name, *county.places))


def titled(kind: str, name: str) -> str:
    """Return a name behind its kind, once: «شهرستان بم», and «استان یزد», which already has it."""
    return f"{kind} {bare(kind, name)}"


def bare(kind: str, name: str) -> str:
    """Return a name without its kind: «یزد» of «استان یزد»."""
    first, _, rest = name.partition(" ")
    return rest if rest and flat(first) == flat(kind) else name


def _find[T: _Named](items: tuple[T, ...], name: str) -> T | None:
    wanted = flat(name)
    return next((item for item in items if wanted in map(flat, (item.name, item.slug, *item.aliases))), None)


@per_province(cache)
def province() -> Province:
    """Return the reference data of the current province, read once; BadInput with all problems of its files."""
    told = province_data("province")
    parts: dict[str, Any] = {part: province_data(part) for part in _PARTS}
    try:
        return Province.model_validate((told if isinstance(told, dict) else {}) | parts)
    except ValidationError as error:
        raise BadInput(*(_problem(dict(each)) for each in error.errors())) from None


def site_name(settings: Settings) -> str:
    """Return the name of the site that readers see: that of the settings, or the province's own."""
    return settings.site_name or province().site


def _problem(error: dict[str, Any]) -> str:
    """Return the sentence for one of pydantic's errors, behind the file that it is in."""
    part = error["loc"][0] if error["loc"] and error["loc"][0] in _PARTS else "province"
    return f"{province_folder()}/{part}.yaml: {problem_in_persian(error)}"
