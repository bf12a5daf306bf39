"""Commissions from the gaps of the coverage report: what to commission next, and with which terms."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bumi.holidays import is_day_off
from bumi.newsroom.commissions import CommissionTerms
from bumi.persian.calendar import start_of, tehran_day
from bumi.planning.plan_settings import ProvincePlan
from bumi.planning.report import Report
from bumi.province import province
from bumi.words import Kind

_MOST = 6
_PROPOSED = (Kind.RECAP, Kind.FEATURE, Kind.EXPLAINER)  # what somebody on the spot can write, whatever happens
_WORKING_DAYS = 7
_END_OF_DAY = time(23, 59)


class ProposedCommission(NamedTuple):
    """A gap as a commission: a county and an axis far below their targets, and how many pieces the county misses."""

    county: str
    axis: str
    kind: Kind
    missing: int

    def terms(self, plan: ProvincePlan, now: datetime) -> CommissionTerms:
        """Return the terms with which it is opened at once; what to write about is left to the contributors."""
        return CommissionTerms(
            kind=self.kind,
            county=self.county,
            axis=self.axis,
            topic=f"{self.axis} در {self.county}",
            agency=agency_of(self.axis),
            deadline=usual_deadline(now),
            fee=plan.fee(self.kind),
            points=(f"در {self.county} چه هست که مردم باید بدانند و کسی نگفته است؟ موضوع را خودتان پیشنهاد دهید.",),
        )


def proposed_commissions(
    report: Report, plan: ProvincePlan, under_way: Collection[tuple[str, str]] = ()
) -> list[ProposedCommission]:
    """Return the commissions that fill the widest gaps of a report, the widest first.

    Each county far below its target gets one, with the axes and the kinds that lack most in turn. Only kinds that have
    a fee are proposed, and no county and axis that are `under_way`.
    """
    kinds = [kind for kind in _PROPOSED if kind in plan.fees]
    counties = [line for line in report.lines["county"] if line.share < 1 and province().county(line.name)]
    axes = [line.name for line in report.lines["axis"] if line.share < 1 and province().axis(line.name)]
    found: list[ProposedCommission] = []
    for place, line in enumerate(counties if kinds else []):
        in_turn = (axes[(place + turn) % len(axes)] for turn in range(len(axes)))
        axis = next((each for each in in_turn if (line.name, each) not in under_way), None)
        if axis and len(found) < _MOST:
            kind = kinds[place % len(kinds)]
            found.append(ProposedCommission(line.name, axis, kind, line.target - line.pieces))
    return found


def usual_deadline(now: datetime) -> datetime:
    """Return the deadline of a commission that names none: the end of the seventh working day from now."""
    day, left = tehran_day(now), _WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= not is_day_off(day)
    return end_of(day)


def end_of(day: date) -> datetime:
    """Return the last minute of a day in Tehran."""
    return start_of(day, _END_OF_DAY)


def agency_of(axis: str) -> str:
    """Return the first agency of the province whose name settles the axis, or else the first of all."""
    found = province().axis(axis)
    words: tuple[str, ...] = found.agencies if found else ()
    fitting = (each.name for each in province().agencies if any(word in each.name for word in words))
    return next(fitting, province().agencies[0].name)
