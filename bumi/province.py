"""Reference data of the province from assets/province/: counties, axes and agencies."""

from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict

from bumi.persian.lexicon import province_data
from bumi.persian.text import flat


class _Named(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    slug: str
    aliases: tuple[str, ...] = ()


class County(_Named):
    """A county (شهرستان) with its towns and known places."""

    places: tuple[str, ...] = ()


class Axis(_Named):
    """An axis (محور) of the province's content plan, with words in the names of agencies whose pieces belong to it."""

    agencies: tuple[str, ...] = ()


class Agency(_Named):
    """An agency (دستگاه) with the public lines its notices may carry."""

    lines: tuple[str, ...] = ()


class Province(BaseModel):
    """The reference data of the province; names are looked up leniently, by name or alias."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    counties: tuple[County, ...]
    axes: tuple[Axis, ...]
    agencies: tuple[Agency, ...]

    def county(self, name: str) -> County | None:
        """Return the county called `name`, «شهرستان» before it or not, or None."""
        return _find(self.counties, flat(name).removeprefix("شهرستان "))

    def axis(self, name: str) -> Axis | None:
        """Return the axis called `name`, or None."""
        return _find(self.axes, name)

    def agency(self, name: str) -> Agency | None:
        """Return the agency called `name`, or None: briefs may name agencies we do not list."""
        return _find(self.agencies, name)

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of all counties and of the places in them."""
        return frozenset(name for county in self.counties for name in (county.name, *county.places))


def titled(kind: str, name: str) -> str:
    """Return a name behind its kind, once: «شهرستان بم», and «استان کرمان», which already has it."""
    return f"{kind} {bare(kind, name)}"


def bare(kind: str, name: str) -> str:
    """Return a name without its kind: «کرمان» of «استان کرمان»."""
    first, _, rest = name.partition(" ")
    return rest if rest and flat(first) == flat(kind) else name


def _find[T: _Named](items: tuple[T, ...], name: str) -> T | None:
    wanted = flat(name)
    return next((item for item in items if wanted in map(flat, (item.name, item.slug, *item.aliases))), None)


@cache
def province() -> Province:
    """Return the province's reference data, read once."""
    parts = {part: province_data(part) for part in ("counties", "axes", "agencies")}
    return Province(name="استان کرمان", **parts)
