"""Monthly report of one county: pieces against its target, by axis, beside other counties, with gaps and sections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bumi.newsroom.queries.counties import by_agency, by_axis, monthly
from bumi.newsroom.queries.coverage import CoverageTally, tallies
from bumi.persian.alphabet import alphabetical
from bumi.persian.calendar import jalali_day, now, start_of, tehran_day
from bumi.persian.months import Month, month_of
from bumi.persian.text import digits_to_persian
from bumi.planning.county_sections import CountyMonth, CountySection, SectionLine, sections_of
from bumi.planning.occasions import Occasion, occasions_between, unfilled_brief
from bumi.planning.plan_settings import ProvincePlan
from bumi.planning.report import CoverageGap, CoverageLine
from bumi.province import County, titled
from bumi.words import Kind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_TREND = 6  # months
_WEEK = 7  # days
_SOON = timedelta(days=30)


class MonthFigure(NamedTuple):
    """The pieces of a month."""

    month: Month
    pieces: int


class AgencyFigure(NamedTuple):
    """The pieces that an agency published on a county."""

    name: str
    pieces: int


@dataclass(frozen=True)
class CountyReport:
    """What was published on a county in a Jalali month, up to `now`, against the whole month's target.

    `line` is the county's own line and `counties` has those of all. `axes` share its target, the least covered first.
    `trend` has the last months, this one at the end.
    """

    county: County
    month: Month
    now: datetime
    line: CoverageLine
    counties: Mapping[str, CoverageLine]
    axes: tuple[CoverageLine, ...]
    agencies: tuple[AgencyFigure, ...]
    trend: tuple[MonthFigure, ...]
    gaps: tuple[CoverageGap, ...]
    sections: tuple[CountySection, ...]

    @property
    def title(self) -> str:
        """The name of the county, as in «شهرستان بم»."""
        return titled("شهرستان", self.county.name)

    @property
    def span(self) -> str:
        """The month in Persian; with today, while it is running."""
        running = start_of(self.month.first) <= self.now and not self.over
        today = f"، تا {jalali_day(self.now, weekday=False, year=False)}" if running else ""
        return f"{self.month.name}{today}"

    @property
    def over(self) -> bool:
        """Whether the month is over."""
        return self.now >= start_of(self.month.moved(1).first)

    @property
    def made_on(self) -> str:
        """The day whose figures these are, in Persian."""
        return jalali_day(self.now, weekday=False)

    @property
    def before(self) -> int:
        """The pieces of the month before."""
        return self.trend[-2].pieces

    @property
    def verdict(self) -> str:
        """How the month stands against its target, in a Persian sentence."""
        line, missing = self.line, self.line.target - self.line.pieces
        if missing <= 0:
            said = f"به هدف رسیده‌ایم: {line.pieces} مطلب منتشر شد و هدف {line.target} بود."
        elif not line.pieces:
            said = f"هیچ مطلبی منتشر نشده است؛ هدف این ماه {line.target} مطلب است."
        elif self.over:
            lacking = f"؛ کمتر از همه درباره «{self.gaps[0].name}»" if self.gaps else ""
            said = f"{line.pieces} مطلب منتشر شد، {missing} مطلب کمتر از هدف ماه{lacking}."
        else:
            lacking = f"؛ بیش از همه از «{self.gaps[0].name}»" if self.gaps else ""
            said = f"{line.pieces} مطلب منتشر شد و تا هدف این ماه {missing} مطلب مانده است{lacking}."
        return digits_to_persian(said)


def county_report(
    session: "Session", plan: ProvincePlan, county: County, month: Month | None = None, at: datetime | None = None
) -> CountyReport:
    """Return the report of a county in a month, that of `at` by default, which is now by default."""
    at = at or now()
    month = month or month_of(tehran_day(at))
    begin, end = start_of(month.first), start_of(month.moved(1).first)
    weekly, found = plan.targets.weekly("county"), tallies(session, begin, end)["county"]
    none = CoverageTally(0, None)
    counties = {name: CoverageLine(name, *found.get(name, none), _of_month(weekly[name], month)) for name in weekly}
    line = counties[county.name]
    axes = _axes(by_axis(session, county.name, begin, end), plan.targets.weekly("axis"), line.target)
    occasions = {each: _occasion(each.name, county, at) for each in axes if each.pieces < each.target}
    suggested = _suggestions(occasions.values())
    months = [month.moved(number) for number in range(1 - _TREND, 2)]
    figures = monthly(session, county.name, [start_of(each.first) for each in months])
    return CountyReport(
        county=county,
        month=month,
        now=at,
        line=line,
        counties=counties,
        axes=axes,
        agencies=tuple(AgencyFigure(*each) for each in by_agency(session, county.name, begin, end).items()),
        trend=tuple(MonthFigure(each, count) for each, count in zip(months[:-1], figures, strict=True)),
        gaps=tuple(_gap(each, county, occasion) for each, occasion in occasions.items()),
        sections=(*sections_of(session, CountyMonth(county, month, at)), *((suggested,) if suggested.lines else ())),
    )


def shares(whole: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Divide a number among names by their weights, so that the parts add up to it (largest remainders)."""
    total = sum(weights.values())
    if not total:
        return dict.fromkeys(weights, 0)
    parts = {name: divmod(whole * weight, total) for name, weight in weights.items()}
    left = whole - sum(part for part, _ in parts.values())
    more = sorted(parts, key=lambda name: -parts[name][1])[:left]
    return {name: part + (name in more) for name, (part, _) in parts.items()}


def _of_month(weekly: int, month: Month) -> int:
    """Return the target of a month from that of a week, rounded half up."""
    return (2 * weekly * month.days + _WEEK) // (2 * _WEEK)


def _axes(found: Mapping[str, int], weights: Mapping[str, int], target: int) -> tuple[CoverageLine, ...]:
    targets = shares(target, weights)
    lines = (CoverageLine(name, found.get(name, 0), None, targets.get(name, 0)) for name in {**targets, **found})
    return tuple(sorted(lines, key=lambda line: (line.share, -line.target, alphabetical(line.name))))


def _occasion(axis: str, county: County, at: datetime) -> Occasion | None:
    """Return the next occasion of an axis that the county may keep: its own, or one of the whole province."""
    coming = occasions_between(tehran_day(at), tehran_day(at + _SOON))
    return next((it for it in coming if it.kept.axis == axis and it.kept.county in ("", county.name)), None)


def _gap(line: CoverageLine, county: County, occasion: Occasion | None) -> CoverageGap:
    """Return the gap of an axis, with a brief for an occasion, or with open questions."""
    if occasion:
        kept = occasion.kept
        brief = unfilled_brief(kept.kind.persian, kept.name, county.name, kept.axis, kept.ask, occasion.when)
    else:
        ask = f"در {titled('شهرستان', county.name)} چه تازه‌ای هست که مردم باید بدانند، با زمان، جا و رقم"
        brief = unfilled_brief(Kind.RECAP.persian, "", county.name, line.name, ask)
    return CoverageGap("axis", line.name, line.target - line.pieces, brief)


def _suggestions(occasions: Iterable[Occasion | None]) -> CountySection:
    """Return the occasions that fill gaps, each with what to ask about it."""
    lines = (
        SectionLine(each.kept.name, f"{each.when}، محور {each.kept.axis}؛ بپرسید: {each.kept.ask}")
        for each in occasions
        if each
    )
    return CountySection("suggestions", "پیشنهاد برای جاهای خالی", tuple(lines))
