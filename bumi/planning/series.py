"""The plan file of a campaign: which pieces speak of an event, and when each is to go out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bumi.errors import BadInput
from bumi.persian.calendar import start_of, to_tehran, whole_minute
from bumi.planning.files import Clock, read_as
from bumi.planning.plan import Quiet
from bumi.planning.quiet import open_moment
from bumi.settings import PACKAGE
from bumi.words import Kind

__all__ = ["PLANS", "Notice", "Planned", "Series", "Step", "read_series", "reckon", "series"]

PLANS = PACKAGE / "assets" / "plans"
_APART = timedelta(hours=12)  # pieces closer than this would be one
_Model = ConfigDict(frozen=True, extra="forbid")
_Few = Annotated[int, Field(ge=0, le=30)]


class Step(BaseModel):
    """One piece of a series, as its plan file describes it; the file's head says what each key means."""

    model_config = _Model

    step: Annotated[str, Field(pattern="^[a-z]+$")]
    name: str
    kind: Kind
    counted: Literal["start", "end"] = Field("start", alias="from")
    days: int = 0
    at: Clock | None = None
    hours: int | None = None
    holiday: Literal["earlier", "later", "same"]
    late: Literal["now", "skip"]
    draft: Annotated[int, Field(ge=0, le=60)]
    notes: _Few
    quotes: _Few
    say: tuple[Literal["when", "where", "call"], ...]
    opening: str = ""
    otherwise: str = ""
    ask: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.at is None) == (self.hours is None):
            raise ValueError(f"گام «{self.name}»: یا «days» و «at» را بنویسید یا «hours» را")
        return self

    def moment(self, starts_at: datetime, ends_at: datetime) -> datetime:
        """Return when it would go out, days off and quiet hours aside."""
        base = to_tehran(starts_at if self.counted == "start" else ends_at)
        if self.hours is not None:
            return base + timedelta(hours=self.hours)
        assert self.at is not None
        return start_of(base.date() + timedelta(days=self.days), self.at)


class Notice(BaseModel):
    """What readers of a series are told when its event changes; {topic}, {old} and {new} are filled in."""

    model_config = _Model

    topic: str
    note: str


class Series(BaseModel):
    """The pieces of a campaign, in their order."""

    model_config = _Model

    name: str
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    moved: Notice
    cancelled: Notice

    def of(self, step: str) -> Step | None:
        """Return the step called so; None where the file has lost it since."""
        return next((each for each in self.steps if each.step == step), None)


@dataclass(frozen=True)
class Planned:
    """A step with its times; `dropped` says why it will not appear, or is empty."""

    step: Step
    draft_at: datetime
    publish_at: datetime
    dropped: str = ""


@cache
def series(name: str) -> Series:
    """Return the plan called `name`, read once; BadInput where there is none, or all that is wrong with it."""
    path = PLANS / f"{name}.yaml"
    if not path.is_file():
        known = "، ".join(sorted(each.stem for each in PLANS.glob("*.yaml")))
        raise BadInput(f"طرحی به نام «{name}» نیست؛ یکی از این‌ها را بنویسید: {known}")
    return read_series(path)


def read_series(path: Path) -> Series:
    """Return the plan in a file; BadInput lists all that is wrong."""
    return read_as(Series, path)


def reckon(
    plan: Series, starts_at: datetime, ends_at: datetime, now: datetime, quiet: Quiet, seen: Iterable[str] = ()
) -> list[Planned]:
    """Return the times of all steps but those that readers have `seen`, for an event as of `now`.

    What precedes the event goes out before it starts, on open hours of a working day where that can be; a step too
    late is caught up with or dropped as its plan says; and one that would crowd another, or come after a step that
    should follow it, gives way where it may be skipped.
    """
    passed = set(seen)
    found = [_planned(each, starts_at, ends_at, now, quiet) for each in plan.steps if each.step not in passed]
    kept = [each for each in found if not each.dropped and each.step.late == "now"]
    reckoned = []
    for each in found:
        given = each if each.dropped or each in kept else _giving_way(each, kept, plan)
        kept += [given] if given not in kept and not given.dropped else []
        reckoned.append(given)
    return reckoned


def _planned(step: Step, starts_at: datetime, ends_at: datetime, now: datetime, quiet: Quiet) -> Planned:
    before = step.counted == "start"
    any_day = step.holiday == "same"
    at = open_moment(step.moment(starts_at, ends_at), quiet, earlier=step.holiday != "later", any_day=any_day)
    dropped = ""
    if at <= now and step.late == "skip":
        dropped = "وقتش پیش از ثبت رویداد گذشته بود"
    elif at <= now:
        at = open_moment(whole_minute(now), quiet, earlier=False, any_day=True)
    if before and at >= starts_at and not dropped:
        dropped = "رویداد پیش از آن آغاز می‌شود"
    return Planned(step, max(now, at - timedelta(days=step.draft)), at, dropped)


def _giving_way(each: Planned, kept: list[Planned], plan: Series) -> Planned:
    for other in kept:
        first, last = sorted((each, other), key=lambda it: plan.steps.index(it.step))
        if last.publish_at - first.publish_at < _APART:
            return replace(each, dropped=f"با «{other.step.name}» در یک زمان می‌افتاد")
    return each
