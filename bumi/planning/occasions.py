"""The occasions of the year, from assets/province/occasions.yaml: on which days they fall, and how sure that is."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bumi.holidays import holidays
from bumi.persian.calendar import from_jalali, jalali_day, start_of
from bumi.persian.text import digits_to_latin, digits_to_persian, flat
from bumi.planning.files import read_as
from bumi.planning.plan import known_axis, known_county
from bumi.settings import PACKAGE
from bumi.words import Kind

__all__ = ["Kept", "Occasion", "known_occasions", "occasions", "read_occasions"]

_FILE = PACKAGE / "assets" / "province" / "occasions.yaml"
_LONGEST = timedelta(days=120)  # no occasion lasts longer, its give included


def _month_and_day(value: object) -> object:
    """Read «10/17»; it has to be a day of every year, so the last one of leap years is none."""
    try:
        month, day = (int(part) for part in digits_to_latin(str(value)).split("/"))
        from_jalali(1404, month, day)
    except ValueError:
        raise ValueError(f"«{value}» روزی نیست که هر سال باشد؛ ماه و روز را مانند 10/17 بنویسید") from None
    return month, day


class Kept(BaseModel):
    """An occasion as it is written down: either `on` a Jalali day, or so many days `after` a holiday of the moon."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Annotated[str, Field(pattern="^[a-z][a-z-]*$")]
    name: str
    on: Annotated[tuple[int, int] | None, BeforeValidator(_month_and_day)] = None
    after: str = ""
    plus: Annotated[int, Field(ge=-60, le=60)] = 0
    give: Annotated[int, Field(ge=0, le=30)] = 0
    days: Annotated[int, Field(ge=1, le=60)] = 1
    county: Annotated[str, AfterValidator(known_county)] = ""
    kind: Kind
    axis: Annotated[str, AfterValidator(known_axis)]
    ask: str

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.on is None) == (not self.after):
            raise ValueError(f"«{self.name}»: یا «on» را بنویسید یا «after» را، نه هر دو و نه هیچ‌یک")
        return self


@dataclass(frozen=True)
class Occasion:
    """An occasion in one year; it may be `give` days earlier or later than from `first` to `last`."""

    kept: Kept
    first: date
    last: date
    give: int

    def is_that_of(self, slug: str, day: date) -> bool:
        """Say whether it is the occasion `slug` of about `day`: the moon may still move it, another year may not."""
        return slug == self.kept.slug and abs(day - self.first) < _LONGEST

    @property
    def when(self) -> str:
        """The day, or the days, in words, with what is unsure about them."""
        first, last = (jalali_day(start_of(day), weekday=False, year=False) for day in (self.first, self.last))
        said = first if first == last else f"{first} تا {last}"
        return f"{said} (تا {digits_to_persian(str(self.give))} روز پس یا پیش)" if self.give else said


def occasions(first: date, last: date, among: tuple[Kept, ...] | None = None) -> list[Occasion]:
    """Return what falls between two days, both included, the soonest first; a long one falls where it touches."""
    kept = known_occasions() if among is None else among
    years = range((first - _LONGEST).year, last.year + 1)
    found = (each for one in kept for year in years for each in _in_year(one, year))
    touching = (each for each in found if each.first <= last and each.last >= first)
    return sorted(touching, key=lambda each: (each.first, each.last, each.kept.slug))


def read_occasions(path: Path) -> tuple[Kept, ...]:
    """Return the occasions of a file; BadInput lists all that is wrong."""
    return read_as(tuple[Kept, ...], path)


@cache
def known_occasions() -> tuple[Kept, ...]:
    """Return the occasions of the province, read once."""
    return read_occasions(_FILE)


@cache
def _in_year(kept: Kept, year: int) -> tuple[Occasion, ...]:
    """Return the occasion as often as it begins in a Gregorian year: one of the moon may do so twice, or never."""
    if kept.on:
        begins = [(from_jalali(jalali, *kept.on), kept.give) for jalali in (year - 622, year - 621)]
    else:
        around = holidays(date(year, 1, 1) - _LONGEST, date(year, 12, 31) + _LONGEST)
        moon = (each for each in around if flat(each.name).startswith(flat(kept.after)))
        begins = [(each.day + timedelta(days=kept.plus), kept.give + each.estimated) for each in moon]
    length = timedelta(days=kept.days - 1)
    return tuple(Occasion(kept, day, day + length, give) for day, give in begins if day.year == year)
