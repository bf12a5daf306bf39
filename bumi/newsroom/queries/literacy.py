"""Figures of courses for the coverage report: how many people learn and complete, by agency and role; no names."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.newsroom.states import Role
from bumi.newsroom.tables import CourseCertificate, CourseEnrolment, User


class LiteracyTally(NamedTuple):
    """People with an account, those of them who have begun a course, and the courses that they have completed."""

    people: int = 0
    learners: int = 0
    completed: int = 0


class Literacy(NamedTuple):
    """Tallies by agency (empty for people without one) and by role."""

    agencies: dict[str, LiteracyTally]
    roles: dict[Role, LiteracyTally]


def literacy(session: Session, until: datetime) -> Literacy:
    """Return how many people had begun and completed courses before `until`, among the accounts that are open now.

    A course counts once for a person, whether or not its certificate was withdrawn.
    """
    by = (User.agency, User.role)
    people = (User.closed_at.is_(None), User.role != Role.MACHINE)
    everyone = select(*by, func.count()).where(*people).group_by(*by)
    begun = select(CourseEnrolment.user).where(CourseEnrolment.at < until).distinct().subquery()
    learners = select(*by, func.count()).join(begun, begun.c.user == User.name).where(*people).group_by(*by)
    done = (
        select(CourseCertificate.user, CourseCertificate.course)
        .where(CourseCertificate.issued_at < until)
        .distinct()
        .subquery()
    )
    completed = select(*by, func.count()).join(done, done.c.user == User.name).where(*people).group_by(*by)
    sums = [session.execute(query).all() for query in (everyone, learners, completed)]
    agencies, roles = ([Counter[str | Role]() for _ in sums] for _ in range(2))
    for place, rows in enumerate(sums):
        for agency, role, number in rows:
            agencies[place][agency] += number
            roles[place][role] += number
    return Literacy(
        {str(name): LiteracyTally(*(each[name] for each in agencies)) for name in agencies[0]},
        {Role(name): LiteracyTally(*(each[name] for each in roles)) for name in roles[0]},
    )
