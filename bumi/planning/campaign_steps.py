"""Steps of a campaign: their plan file (assets/plans), their times for an event, and their briefs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from bumi.brief import Brief, Quote, brief_from
from bumi.errors import BadInput
from bumi.persian.calendar import start_of, tehran_day, to_tehran, whole_minute
from bumi.persian.text import digits_to_persian
from bumi.planning.files import Clock, PlanFileModel, read_as
from bumi.planning.plan_settings import QuietHours, open_moment
from bumi.settings import PACKAGE
from bumi.words import Kind, Urgency

PLANS = PACKAGE / "assets" / "plans"
APART = timedelta(hours=12)
"""The least distance of two pieces about one event."""

_EMPTY: dict[str, dict[str, object]] = {
    "when": {"when": "", "starts_at": None, "ends_at": None},
    "where": {"where": ""},
    "call": {"call_to_action": ""},
}
"""Values of a brief without one of its parts."""

_Few = Annotated[int, Field(ge=0, le=30)]


class CampaignStep(PlanFileModel):
    """One piece of a campaign; the head of the plan file explains each key."""

    step: Annotated[str, Field(pattern="^[a-z]+$")]
    name: str
    again: str = ""
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
        """Return the nominal publication time, without regard to days off and quiet hours."""
        base = to_tehran(starts_at if self.counted == "start" else ends_at)
        if self.hours is not None:
            return base + timedelta(hours=self.hours)
        assert self.at is not None
        return start_of(base.date() + timedelta(days=self.days), self.at)


class ChangeNotice(PlanFileModel):
    """Wording of the notice of a changed event, with placeholders {topic}, {old} and {new}."""

    topic: str
    note: str


class CampaignSeries(PlanFileModel):
    """The steps of a campaign, in order, and its notices of a moved or cancelled event."""

    name: str
    steps: Annotated[tuple[CampaignStep, ...], Field(min_length=1)]
    moved: ChangeNotice
    cancelled: ChangeNotice

    def of(self, step: str) -> CampaignStep | None:
        """Return a step by name, or None."""
        return next((each for each in self.steps if each.step == step), None)


@dataclass(frozen=True)
class PlannedStep:
    """A step with its times; `dropped` has the reason why it will not appear, or is empty."""

    step: CampaignStep
    draft_at: datetime
    publish_at: datetime
    dropped: str = ""


@cache
def series(name: str) -> CampaignSeries:
    """Return the plan file called `name`; BadInput for an unknown name, or with all problems of the file."""
    path = PLANS / f"{name}.yaml"
    if not path.is_file():
        known = "، ".join(sorted(each.stem for each in PLANS.glob("*.yaml")))
        raise BadInput(f"طرحی به نام «{name}» نیست؛ یکی از این‌ها را بنویسید: {known}")
    return read_as(CampaignSeries, path)


def reckon(
    plan: CampaignSeries,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    quiet: QuietHours,
    seen: Iterable[str] = (),
) -> list[PlannedStep]:
    """Return the times of all steps except those `seen` by readers, for an event as of `now`.

    Steps before the event are published before it starts, outside quiet hours and days off where possible. A late step
    is published at once or dropped, as the plan says. An optional step that is too near to another is dropped.
    """
    passed = set(seen)
    found = [_planned(each, starts_at, ends_at, now, quiet) for each in plan.steps if each.step not in passed]
    kept = [each for each in found if not each.dropped and each.step.late == "now"]
    reckoned = []
    for each in found:
        given = each if each.dropped or each in kept else _dropped_if_crowded(each, kept, plan)
        kept += [given] if given not in kept and not given.dropped else []
        reckoned.append(given)
    return reckoned


def _planned(
    step: CampaignStep, starts_at: datetime, ends_at: datetime, now: datetime, quiet: QuietHours
) -> PlannedStep:
    before = step.counted == "start"
    on_its_day = step.holiday == "same"  # in quiet hours it waits for their end, not to fall on the day before
    at = open_moment(step.moment(starts_at, ends_at), quiet, earlier=step.holiday == "earlier", any_day=on_its_day)
    dropped = ""
    if at <= now and step.late == "skip":
        dropped = "وقتش پیش از ثبت رویداد گذشته بود"
    elif at <= now:
        at = open_moment(whole_minute(now), quiet, earlier=False, any_day=True)
    if before and at >= starts_at and not dropped:
        dropped = "رویداد پیش از آن آغاز می‌شود"
    return PlannedStep(step, max(now, at - timedelta(days=step.draft)), at, dropped)


def _dropped_if_crowded(each: PlannedStep, kept: list[PlannedStep], plan: CampaignSeries) -> PlannedStep:
    for other in kept:
        first, last = sorted((each, other), key=lambda it: plan.steps.index(it.step))
        if last.publish_at - first.publish_at < APART:
            return replace(each, dropped=f"با «{other.step.name}» در یک زمان می‌افتاد")
    return each


def step_brief(
    event: Brief,
    step: CampaignStep,
    starts_at: datetime,
    ends_at: datetime,
    publish_at: datetime,
    said: Collection[str],
) -> Brief:
    """Return the brief of a campaign step.

    It takes the first notes and quotations that no earlier piece has `said` (texts of brief parts); where all notes are
    said, the step's `otherwise` text or the first notes again. It expires when the event starts or, on the day of the
    event, ends.
    """
    left = (tehran_day(starts_at) - tehran_day(publish_at)).days
    opening = digits_to_persian(step.opening.format(days=left)) if step.opening and left > 1 else ""
    unsaid = [note for note in event.notes if note not in said] or ([step.otherwise] if step.otherwise else event.notes)
    notes = unsaid[: step.notes]
    parts = event.parts()
    quotes = [quote for number, quote in enumerate(event.quotes, 1) if parts[f"q{number}"] not in said]
    changes = _without_unsaid(step) | {
        "kind": step.kind,
        "notes": (opening, *notes) if opening else tuple(notes),
        "quotes": tuple(quotes[: step.quotes]),
        "publish_at": publish_at,
        "embargo_until": None,
        "expire_at": ends_at if left == 0 else starts_at,
    }
    return _changed(event, changes)


def report_brief(event: Brief, step: CampaignStep, notes: Collection[str], quotes: Collection[Quote]) -> Brief:
    """Return the brief of the report: the agency's answers, with time and place of the event."""
    said = {"kind": step.kind, "notes": tuple(notes), "quotes": tuple(quotes)}
    times = dict.fromkeys(("publish_at", "embargo_until", "expire_at"))
    return _changed(event, _without_unsaid(step) | said | times)


def change_brief(event: Brief, topic: str, note: str) -> Brief:
    """Return the urgent brief of the notice that an event was moved or cancelled."""
    empty: dict[str, object] = {"when": "", "where": "", "call_to_action": "", "quotes": ()}
    times = dict.fromkeys(("starts_at", "ends_at", "publish_at", "embargo_until", "expire_at"))
    notice = {"kind": Kind.NOTICE, "urgency": Urgency.URGENT, "topic": topic, "notes": (note,)}
    return _changed(event, empty | times | notice)


def _without_unsaid(step: CampaignStep) -> dict[str, object]:
    """Return empty values for the brief parts that the step leaves out."""
    return {key: value for part, empty in _EMPTY.items() if part not in step.say for key, value in empty.items()}


def _changed(event: Brief, changes: dict[str, object]) -> Brief:
    """Return the brief with changes, without the lede, sayings and release of the event."""
    own: dict[str, object] = {"release": "", "lede": "", "sayings": ()}
    return brief_from(event.model_dump() | own | changes, f"«{event.topic}»")
