"""Occasions of the year (occasions.yaml in the province's folder): their dates, and proposed briefs for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bumi.current_province import per_province
from bumi.holidays import holidays
from bumi.persian.calendar import from_jalali, jalali_day, start_of
from bumi.persian.text import digits_to_latin, digits_to_persian, flat
from bumi.planning.files import PlanFileModel, read_of_province
from bumi.planning.plan_settings import ProvincePlan, known_axis, known_county
from bumi.province import province
from bumi.words import Kind

_LONGEST = timedelta(days=120)  # upper bound of an occasion's length, uncertainty included
_MOST_GIVE = timedelta(days=31)


def _month_and_day(value: object) -> object:
    """Parse «10/17»; 30 Esfand is invalid, since only leap years have it."""
    try:
        month, day = (int(part) for part in digits_to_latin(str(value)).split("/"))
        from_jalali(1404, month, day)
    except ValueError:
        raise ValueError(f"«{value}» روزی نیست که هر سال باشد؛ ماه و روز را مانند 10/17 بنویسید") from None
    return month, day


class OccasionEntry(PlanFileModel):
    """An entry of the file: `on` a Jalali day, or `plus` days `after` a lunar holiday, give or take `give` days."""

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
    """An occasion in one year, from `first` to `last`, give or take `give` days."""

    kept: OccasionEntry
    first: date
    last: date
    give: int

    def is_that_of(self, slug: str, day: date) -> bool:
        """Return whether this is the occasion `slug` about `day`, whose lunar date may have moved since."""
        return slug == self.kept.slug and abs(day - self.first) < _LONGEST

    @property
    def when(self) -> str:
        """The dates in Persian, with their uncertainty."""
        first, last = (jalali_day(start_of(day), weekday=False, year=False) for day in (self.first, self.last))
        said = first if first == last else f"{first} تا {last}"
        return f"{said} (تا {digits_to_persian(str(self.give))} روز پس یا پیش)" if self.give else said


def occasions_between(first: date, last: date, among: tuple[OccasionEntry, ...] | None = None) -> list[Occasion]:
    """Return occasions that overlap the days `first` to `last`, both included, soonest first."""
    kept = known_occasions() if among is None else among
    years = range((first - _LONGEST).year, last.year + 1)
    found = (each for one in kept for year in years for each in _in_year(one, year))
    touching = (each for each in found if each.first <= last and each.last >= first)
    return sorted(touching, key=lambda each: (each.first, each.last, each.kept.slug))


@per_province(cache)
def known_occasions() -> tuple[OccasionEntry, ...]:
    """Return the occasions of the province."""
    return read_of_province(tuple[OccasionEntry, ...], "occasions.yaml")


@cache
def _in_year(kept: OccasionEntry, year: int) -> tuple[Occasion, ...]:
    """Return the occurrences that begin in a Gregorian year; a lunar one may have none or two."""
    if kept.on:
        begins = [(from_jalali(jalali, *kept.on), kept.give) for jalali in (year - 622, year - 621)]
    else:
        around = holidays(date(year, 1, 1) - _LONGEST, date(year, 12, 31) + _LONGEST)
        moon = (each for each in around if flat(each.name).startswith(flat(kept.after)))
        begins = [(each.day + timedelta(days=kept.plus), kept.give + each.estimated) for each in moon]
    length = timedelta(days=kept.days - 1)
    return tuple(Occasion(kept, day, day + length, give) for day, give in begins if day.year == year)


@dataclass(frozen=True)
class BriefProposal:
    """A proposed brief for an occasion, and the day until which it should be submitted."""

    occasion: Occasion
    due: date

    @property
    def brief(self) -> str:
        """Template of the brief in YAML, to be filled in."""
        kept = self.occasion.kept
        county = kept.county or province().name
        return unfilled_brief(kept.kind.persian, kept.name, county, kept.axis, kept.ask, self.occasion.when)


def proposals(today: date, plan: ProvincePlan, taken: Collection[tuple[str, date]] = ()) -> list[BriefProposal]:
    """Return the proposals of `today`, soonest due first, without occasions `taken` (slug, day).

    An occasion is proposed from `plan.ahead.propose` days before its earliest date until it is over; its brief is due
    `plan.ahead.warn` days before it.
    """
    propose, warn = (timedelta(days=days) for days in (plan.ahead.propose, plan.ahead.warn))
    found = []
    for each in occasions_between(today, today + propose + _MOST_GIVE):
        soonest = each.first - timedelta(days=each.give)
        if soonest - propose <= today and not any(each.is_that_of(slug, day) for slug, day in taken):
            found.append(BriefProposal(each, soonest - warn))
    return sorted(found, key=lambda proposal: proposal.due)


def unfilled_brief(kind: str, topic: str, county: str, axis: str, ask: str, when: str = "") -> str:
    """Return a brief in YAML with empty fields for the agency; `ask` says what to fill in."""
    lines = [
        f"kind: {kind}",
        f"topic: {topic}",
        "agency:      # دستگاهی که خبر از آن اوست",
        f"county: {county}",
        f"axis: {axis}",
        f"when: {when}" if when else "when:",
        "where:",
        f"notes:      # بپرسید: {ask}",
        "  -",
    ]
    return "\n".join(lines) + "\n"
