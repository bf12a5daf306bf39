"""Settings of the province's plan (plan.yaml in its folder): quiet hours, lead times, targets, questions, fees."""

from datetime import datetime, time, timedelta
from functools import cache
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bumi.current_province import per_province
from bumi.errors import BadInput
from bumi.holidays import is_day_off
from bumi.persian.calendar import WEEKDAYS, start_of, tehran_day, to_tehran
from bumi.persian.text import normal
from bumi.planning.files import Clock, PlanFileModel, read_of_province
from bumi.province import province
from bumi.words import Kind
from bumi.working_time import OfficeHours

_Days = Annotated[int, Field(ge=0, le=365)]
_Pieces = Annotated[int, Field(ge=0, le=1000)]
_Rials = Annotated[int, Field(ge=0, le=10_000_000_000, multiple_of=10)]  # whole tomans, as screens show them
_DAY = timedelta(days=1)


def known_county(name: str) -> str:
    """Return the official name of a county; ValueError (Persian) for an unknown one."""
    if county := province().county(name):
        return county.name
    raise ValueError(f"شهرستان «{name}» در {province().name} نیست؛ نام آن را درست کنید")


def known_axis(name: str) -> str:
    """Return the official name of an axis; ValueError (Persian) for an unknown one."""
    if axis := province().axis(name):
        return axis.name
    raise ValueError(f"محور «{name}» شناخته نیست؛ یکی از محورهای axes.yaml را بنویسید")


class QuietHours(PlanFileModel):
    """Hours in Tehran in which nothing is published; may span midnight."""

    begins: Clock = Field(alias="from")
    ends: Clock = Field(alias="until")

    def holds(self, at: time) -> bool:
        """Return whether `at` is within the hours, both ends excluded."""
        if self.begins <= self.ends:
            return self.begins < at < self.ends
        return at > self.begins or at < self.ends


class LeadTimes(PlanFileModel):
    """Lead times in days: proposals and warnings before an event, an answer after it."""

    propose: _Days
    warn: _Days
    answer: _Days


class CoverageTargets(PlanFileModel):
    """Target pieces per week by county, axis and kind, and per agency; offices of counties go by their county's."""

    county: _Pieces
    county_of: dict[Annotated[str, AfterValidator(known_county)], _Pieces] = Field(default_factory=dict)
    axis: Annotated[dict[Annotated[str, AfterValidator(known_axis)], _Pieces], Field(min_length=1)]
    kind: Annotated[dict[Kind, _Pieces], Field(min_length=1)]
    agency: _Pieces

    def weekly(self, dimension: str) -> dict[str, int]:
        """Return weekly targets by name for the dimension `county`, `axis`, `agency` or `kind` (English word)."""
        match dimension:
            case "county":
                return {county.name: self.county_of.get(county.name, self.county) for county in province().counties}
            case "agency":
                return {each.name: self.agency for each in province().agencies if not each.office_of}
            case "axis":
                return dict(self.axis)
            case _:
                return {kind.value: target for kind, target in self.kind.items()}


def _weekday(value: object) -> object:
    name = normal(str(value)).strip()
    if name not in WEEKDAYS[:-1]:
        raise ValueError(f"«{value}» روز کاری نیست؛ یکی از این‌ها را بنویسید: {'، '.join(WEEKDAYS[:-1])}")
    return name


class OfficeSettings(PlanFileModel):
    """When the province's offices work: weekdays by their Persian names, and hours in Tehran."""

    days: Annotated[frozenset[Annotated[str, BeforeValidator(_weekday)]], Field(min_length=1)] = frozenset(WEEKDAYS[:5])
    opens: Clock = Field(time(7, 30), alias="from")
    closes: Clock = Field(time(14, 30), alias="until")

    @property
    def hours(self) -> OfficeHours:
        """The office hours, for counting in them."""
        return OfficeHours(self.days, self.opens, self.closes)

    @model_validator(mode="after")
    def _open(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("پایان ساعت اداری پیش از آغاز آن است؛ مانند from: 7:30 و until: 14:30 بنویسید")
        return self


class QuestionSettings(PlanFileModel):
    """Public questions: working days until the answer, the reminder and the chief; days for which they are kept.

    `answer` working days after a question reaches its agency the answer is due, `remind` of them before that the agency
    is reminded, and `chief` of them after it was sent the chief is told. The contact of an asker is deleted
    `keep_contact` days after the question is closed, and its private words `keep_text` days after. A question that is
    left open expires, and loses both, `keep_open` days after the last that anybody did with it and after its deadline,
    and in any case `most_open` days after it was asked; agency and chief are told `warn_open` days before.
    """

    answer: Annotated[int, Field(ge=2, le=60)] = 5
    remind: Annotated[int, Field(ge=1, le=30)] = 1
    chief: Annotated[int, Field(ge=2, le=120)] = 10
    keep_contact: Annotated[int, Field(ge=1, le=365)] = 30
    keep_text: Annotated[int, Field(ge=1, le=3650)] = 90
    keep_open: Annotated[int, Field(ge=14, le=365)] = 60
    most_open: Annotated[int, Field(ge=30, le=730)] = 180
    warn_open: Annotated[int, Field(ge=1, le=30)] = 7

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.remind < self.answer < self.chief:
            raise ValueError("یادآوری پیش از مهلت پاسخ است و خبر سردبیر پس از آن؛ remind < answer < chief بنویسید")
        if self.keep_contact > self.keep_text:
            raise ValueError("نشانی پرسنده زودتر از متن پرسش پاک می‌شود؛ keep_contact را از keep_text بیشتر ننویسید")
        if not self.warn_open < self.keep_open <= self.most_open:
            raise ValueError("خبر پاک‌سازی پیش از آن است و سقف پس از آن؛ warn_open < keep_open <= most_open بنویسید")
        return self


class SignUpSettings(PlanFileModel):
    """Sign-ups for events: how long names and contacts are kept, and when the next edition of an event is proposed.

    Both are deleted `keep` days after the event. An event that was held comes again `again_months` Jalali months later,
    which is proposed `propose` days before.
    """

    keep: Annotated[int, Field(ge=1, le=365)] = 30
    again_months: Annotated[int, Field(ge=1, le=36)] = 12
    propose: Annotated[int, Field(ge=1, le=180)] = 45


class ProvincePlan(PlanFileModel):
    """The plan file; `fees` are those of commissioned pieces by kind, in whole rials."""

    quiet: QuietHours
    ahead: LeadTimes
    targets: CoverageTargets
    office: OfficeSettings = Field(default_factory=OfficeSettings)
    questions: QuestionSettings = Field(default_factory=QuestionSettings)
    sign_ups: SignUpSettings = Field(default_factory=SignUpSettings)
    fees: dict[Kind, _Rials] = Field(default_factory=dict)

    def fee(self, kind: Kind) -> int:
        """Return the fee of a commissioned piece in whole rials. Raise BadInput if the plan has none for its kind."""
        if kind not in self.fees:
            raise BadInput(f"برای «{kind.persian}» حق‌الزحمه‌ای در طرح استان نیست؛ در plan.yaml زیر fees بنویسیدش")
        return self.fees[kind]


@per_province(cache)
def province_plan() -> ProvincePlan:
    """Return the province's plan; BadInput with all problems of the file."""
    return read_of_province(ProvincePlan, "plan.yaml")


def open_moment(moment: datetime, quiet: QuietHours, *, earlier: bool, any_day: bool = False) -> datetime:
    """Return the nearest allowed publication time not before `moment`, or not after it with `earlier`.

    Outside quiet hours and, unless `any_day`, not on a day off.
    """
    moment = _outside_quiet_hours(to_tehran(moment), quiet, earlier)
    while not any_day and is_day_off(moment.date()):
        moment = _outside_quiet_hours(moment + (-_DAY if earlier else _DAY), quiet, earlier)
    return moment


def _outside_quiet_hours(moment: datetime, quiet: QuietHours, earlier: bool) -> datetime:
    """Return `moment`, or the start (`earlier`) or end of the quiet hours around it."""
    at, day = moment.time(), tehran_day(moment)
    if not quiet.holds(at):
        return moment
    over_midnight = quiet.begins > quiet.ends
    if earlier:
        return start_of(day - _DAY if over_midnight and at < quiet.ends else day, quiet.begins)
    return start_of(day + _DAY if over_midnight and at > quiet.begins else day, quiet.ends)
