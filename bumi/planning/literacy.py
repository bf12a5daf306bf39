"""Courses in the coverage report: people who learn and courses completed, by role, agency and county; no names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bumi.newsroom.accounts.access import counties_named_in
from bumi.newsroom.queries.literacy import LiteracyTally, literacy
from bumi.newsroom.states import Role
from bumi.persian.alphabet import alphabetical
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class LiteracyLine:
    """One role, agency or county: people with an account, how many have begun a course, and courses completed."""

    name: str
    people: int
    learners: int
    completed: int

    @property
    def share(self) -> float:
        """Share of the people who have begun a course."""
        return self.learners / self.people if self.people else 0.0


@dataclass(frozen=True)
class LiteracyReport:
    """The courses' lines by role, by agency and by the county that an agency's name has, the most completed first."""

    roles: tuple[LiteracyLine, ...]
    agencies: tuple[LiteracyLine, ...]
    counties: tuple[LiteracyLine, ...]

    @property
    def sentence(self) -> str:
        """Persian sentence: how many people learn, and how many courses they have completed."""
        people, learners, completed = (sum(getattr(line, name) for line in self.roles) for name in _COUNTS)
        if not learners:
            return "هنوز کسی دوره‌ای را آغاز نکرده است."
        return digits_to_persian(
            f"از {people} نفر {learners} نفر دوره‌ای را آغاز کرده‌اند و {completed} دوره تمام شده است."
        )

    @property
    def silent(self) -> str:
        """Persian sentence: how many agencies have people at the desk of whom none has begun a course; or nothing."""
        count = sum(not line.learners for line in self.agencies)
        return digits_to_persian(f"در {count} دستگاه هنوز کسی آغاز نکرده است.") if count else ""


_COUNTS = ("people", "learners", "completed")


def literacy_report(session: "Session", until: datetime) -> LiteracyReport:
    """Return the figures of courses before `until`, among the accounts that are open now."""
    found = literacy(session, until)
    agencies = {name: tally for name, tally in found.agencies.items() if name}
    order = list(Role)
    return LiteracyReport(
        tuple(LiteracyLine(role.persian, *found.roles[role]) for role in sorted(found.roles, key=order.index)),
        _lines(agencies),
        _lines(_by_county(agencies)),
    )


def _by_county(agencies: Mapping[str, LiteracyTally]) -> dict[str, LiteracyTally]:
    """Return the sums by county of the agencies whose name has exactly one county."""
    sums: dict[str, Counter[str]] = {}
    for agency, tally in agencies.items():
        if len(named := counties_named_in(agency)) == 1:
            sums.setdefault(named.pop(), Counter()).update(tally._asdict())
    return {county: LiteracyTally(**each) for county, each in sums.items()}


def _lines(tallies: Mapping[str, LiteracyTally]) -> tuple[LiteracyLine, ...]:
    lines: Iterable[LiteracyLine] = (LiteracyLine(name, *tally) for name, tally in tallies.items())
    return tuple(sorted(lines, key=lambda line: (-line.completed, -line.learners, alphabetical(line.name))))
