"""Coverage report: published pieces against the province's targets, answers to the public, trend, quality and gaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bumi.newsroom.queries.coverage import (
    DIMENSIONS,
    CoverageTally,
    Dimension,
    Quality,
    Week,
    channel_reach,
    most_read_pieces,
    quality,
    tallies,
    weeks,
)
from bumi.newsroom.queries.reach import ChannelReach, ReadPiece
from bumi.newsroom.sign_ups import EventsHeld, events_held
from bumi.persian.alphabet import alphabetical
from bumi.persian.calendar import jalali_day, jalali_month, now, start_of
from bumi.persian.text import digits_to_persian
from bumi.planning.literacy import LiteracyReport, literacy_report
from bumi.planning.occasions import occasions_between, unfilled_brief
from bumi.planning.plan_settings import ProvincePlan
from bumi.planning.response_times import AgencyAnswers, response_times
from bumi.province import province
from bumi.words import Kind, Named

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TITLES: Mapping[Dimension, str] = {"county": "شهرستان", "axis": "محور", "agency": "دستگاه", "kind": "گونه"}
_TREND = 12  # weeks
_MOST_GAPS, _MOST_READ = 8, 10
_PROPOSED: tuple[Dimension, ...] = ("county", "axis", "kind")  # not agencies, which write their own briefs
_SATURDAY = 5
_WEEK = timedelta(days=7)


class CoverageLevel(Named):
    """Achievement of a target, in four levels."""

    FULL = "full", "به هدف رسیده"
    HALF = "half", "نیمی یا بیشتر"
    LITTLE = "little", "کمتر از نیم"
    NONE = "none", "بدون مطلب"


@dataclass(frozen=True)
class CoverageLine:
    """One county, axis, agency or kind: pieces, reach (None where it is not known) and target."""

    name: str
    pieces: int
    reach: int | None
    target: int

    @property
    def share(self) -> float:
        """Share of the target that is achieved; 1 without a target."""
        return self.pieces / self.target if self.target else 1.0

    @property
    def level(self) -> CoverageLevel:
        """The share as a level."""
        if self.share >= 1:
            return CoverageLevel.FULL
        return CoverageLevel.HALF if self.share >= 0.5 else CoverageLevel.LITTLE if self.pieces else CoverageLevel.NONE


@dataclass(frozen=True)
class CoverageGap:
    """An under-covered county, axis or kind: missing pieces and a proposed brief."""

    dimension: Dimension
    name: str
    missing: int
    brief: str

    @property
    def sentence(self) -> str:
        """Name of the gap in Persian."""
        return f"{TITLES[self.dimension]} {name_in_persian(self.dimension, self.name)}"


@dataclass(frozen=True)
class Report:
    """Coverage from `first` to `last`, both included; lines are sorted, least covered first.

    `reach` is how often its pieces were read since, None where that is not known; `channels` say how readers came, and
    `most_read` what they read most. `literacy` says how many people had learnt in courses by then; `answers` are those
    of agencies to the public, and `held` events with sign-ups, and who came to them.
    """

    first: date
    last: date
    pieces: int
    reach: int | None
    channels: tuple[ChannelReach, ...]
    most_read: tuple[ReadPiece, ...]
    lines: Mapping[Dimension, tuple[CoverageLine, ...]]
    trend: tuple[Week, ...]
    quality: Quality
    gaps: tuple[CoverageGap, ...]
    literacy: LiteracyReport
    answers: tuple[AgencyAnswers, ...]
    held: EventsHeld

    @property
    def gathered(self) -> str:
        """Persian sentence: how many events with sign-ups were held, and how many people came; "" for none."""
        events, people = self.held
        return digits_to_persian(f"{events} رویداد با ثبت‌نام برگزار شد و {people} نفر آمدند.") if events else ""

    @property
    def span(self) -> str:
        """The dates in Persian, as «۳۰ آبان تا ۶ آذر ۱۴۰۵», with both years where they differ."""
        first, last = start_of(self.first), start_of(self.last)
        another = jalali_month(first)[0] != jalali_month(last)[0]
        return f"{jalali_day(first, weekday=False, year=another)} تا {jalali_day(last, weekday=False)}"

    @property
    def answered(self) -> str:
        """Persian sentence: how many questions of the public were answered, how many in time, and what is owed."""
        answered, in_time, owed, overdue = (
            sum(getattr(line, name) for line in self.answers) for name in ("answered", "in_time", "open", "overdue")
        )
        done = f"{answered} پاسخ داده شد، {in_time} به‌وقت" if answered else "پاسخی داده نشد"
        rest = f"؛ {owed} پرسش بی‌پاسخ است، {overdue} دیرشده" if owed else ""
        return digits_to_persian(f"{done}{rest}.")

    @property
    def heard(self) -> str:
        """Persian sentence: how many agencies published, and how many did not."""
        agencies = self.lines["agency"]
        spoke = sum(bool(line.pieces) for line in agencies)
        silent = sum(bool(line.target and not line.pieces) for line in agencies)
        if not spoke:
            return "هیچ دستگاهی سخن نگفت."
        rest = f"؛ {silent} دستگاه استان هیچ نگفت" if silent else ""
        return digits_to_persian(f"{spoke} دستگاه سخن گفت{rest}.")


def week_of(day: date) -> date:
    """Return the Saturday that begins the week of `day`."""
    return day - timedelta(days=(day.weekday() - _SATURDAY) % 7)


def coverage_report(session: "Session", plan: ProvincePlan, first: date, weeks_long: int = 1) -> Report:
    """Return the coverage of whole weeks from that of `first`; `measure_published` must have run before."""
    saturday = week_of(first)
    after = saturday + weeks_long * _WEEK
    begin, end = start_of(saturday), start_of(after)
    found = tallies(session, begin, end)
    lines = {each: _lines(found[each], plan.targets.weekly(each), weeks_long) for each in DIMENSIONS}
    trend = weeks(session, start_of(after - _TREND * _WEEK), _TREND)
    return Report(
        first=saturday,
        last=after - timedelta(days=1),
        pieces=sum(line.pieces for line in lines["kind"]),
        reach=_sum(line.reach for line in lines["kind"]),
        channels=tuple(channel_reach(session, begin, end)),
        most_read=tuple(most_read_pieces(session, begin, end, _MOST_READ)),
        lines=lines,
        trend=tuple(trend),
        quality=quality(session, begin, end),
        gaps=_gaps(lines, after),
        literacy=literacy_report(session, end),
        answers=response_times(session, plan, begin, min(end, now()), _pieces(found["agency"])),
        held=events_held(session, begin, end),
    )


def name_in_persian(dimension: Dimension, name: str) -> str:
    """Return the Persian name; kinds are stored by their English word."""
    return Kind(name).persian if dimension == "kind" else name


def _lines(found: Mapping[str, CoverageTally], targets: Mapping[str, int], weeks_long: int) -> tuple[CoverageLine, ...]:
    none = CoverageTally(0, None)
    lines = (
        CoverageLine(name, *found.get(name, none), targets.get(name, 0) * weeks_long) for name in {**targets, **found}
    )
    return tuple(sorted(lines, key=lambda line: (line.share, -line.target, alphabetical(line.name))))


def _pieces(found: Mapping[str, CoverageTally]) -> dict[str, int]:
    return {name: tally.pieces for name, tally in found.items()}


def _sum(reach: Iterable[int | None]) -> int | None:
    """Return the sum of what is known; None where nothing is."""
    known = [each for each in reach if each is not None]
    return sum(known) if known else None


def _gaps(lines: Mapping[Dimension, tuple[CoverageLine, ...]], after: date) -> tuple[CoverageGap, ...]:
    """Return the widest gaps of counties, axes and kinds, each with a brief that also fills other gaps."""
    least = {each: lines[each][0].name for each in DIMENSIONS}
    lacking = [(each, line) for each in _PROPOSED for line in lines[each] if line.share < 1]
    widest = sorted(lacking, key=lambda it: (it[1].share, -it[1].target))[:_MOST_GAPS]
    return tuple(
        CoverageGap(by, line.name, line.target - line.pieces, _brief(by, line.name, least, after))
        for by, line in widest
    )


def _brief(dimension: Dimension, name: str, least: Mapping[Dimension, str], after: date) -> str:
    """Return a brief for a gap: for the next suitable occasion, or with open questions to the agency."""
    at = {**least, dimension: name}
    county = at["county"] if province().county(at["county"]) else province().name
    coming = occasions_between(after, after + timedelta(days=30))
    fitting = next((it for it in coming if name in (it.kept.county, it.kept.axis, it.kept.kind.value)), None)
    if fitting:
        kept = fitting.kept
        return unfilled_brief(kept.kind.persian, kept.name, kept.county or county, kept.axis, kept.ask, fitting.when)
    ask = f"در {county} چه تازه‌ای هست که مردم باید بدانند، با زمان، جا و رقم"
    return unfilled_brief(Kind(at["kind"]).persian, "", county, at["axis"], ask)
