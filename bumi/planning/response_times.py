"""Response times of agencies to the public, for the coverage report: beside what each has published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING

from bumi.newsroom.accounts.access import agency_name
from bumi.newsroom.queries.answers import AnswerTime, answer_times
from bumi.persian.alphabet import alphabetical
from bumi.planning.plan_settings import ProvincePlan
from bumi.working_time import OfficeHours

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class AgencyAnswers:
    """One agency: its answers in the period, how many in time, what it owes at the end, and its published pieces.

    `hours` is the median of working hours from the question's arrival at the first agency to the answer, None without
    an answer; `overdue` of the `open` questions are past their deadline.
    """

    agency: str
    answered: int
    in_time: int
    hours: float | None
    open: int
    overdue: int
    pieces: int

    @property
    def share(self) -> float | None:
        """The share of the answers that came in time; None without an answer."""
        return self.in_time / self.answered if self.answered else None


def response_times(
    session: "Session", plan: ProvincePlan, begin: datetime, end: datetime, pieces: Mapping[str, int]
) -> tuple[AgencyAnswers, ...]:
    """Return the agencies that answered from `begin` to before `end` or owe an answer then, the most overdue first.

    `pieces` are the numbers of published pieces by the names of their agencies.
    """
    office, published, found = plan.office.hours, dict[str, int](), dict[str, list[AnswerTime]]()
    for name, number in pieces.items():
        published[agency_name(name)] = published.get(agency_name(name), 0) + number
    for each in answer_times(session, begin, end):
        found.setdefault(each.agency, []).append(each)
    lines = (_line(name, times, office, end, published.get(name, 0)) for name, times in found.items())
    return tuple(sorted(lines, key=lambda line: (-line.overdue, -line.open, alphabetical(line.agency))))


def _line(agency: str, times: list[AnswerTime], office: OfficeHours, end: datetime, pieces: int) -> AgencyAnswers:
    answered = [(each, each.answered_at) for each in times if each.answered_at]
    hours = [office.hours_between(each.sent_at, at) for each, at in answered]
    owed = [each for each in times if each.answered_at is None]
    return AgencyAnswers(
        agency,
        answered=len(answered),
        in_time=sum(at <= each.due_at for each, at in answered),
        hours=median(hours) if hours else None,
        open=len(owed),
        overdue=sum(each.due_at < end for each in owed),
        pieces=pieces,
    )
