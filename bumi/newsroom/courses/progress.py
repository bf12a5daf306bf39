"""Progress in courses: enrolments, tries at questions and exercises, and passed lessons."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import CourseEnrolment, CourseTry, LessonPass, User
from bumi.persian.calendar import now


class LessonKey(NamedTuple):
    """A lesson of a course, in one version."""

    course: str
    lesson: str
    version: str


def enrol(session: Session, by: User, course: str) -> CourseEnrolment:
    """Return the enrolment of `by` in a course, made if there is none, its row locked until the session ends."""
    upsert(session, CourseEnrolment, [{"user": by.name, "course": course, "at": now()}])
    return session.get_one(CourseEnrolment, (by.name, course), with_for_update=True, populate_existing=True)


def add_try(session: Session, by: User, of: LessonKey, part: str, answer: str, right: bool) -> CourseTry:
    """Keep a try at a part of a lesson; all earlier ones stay."""
    new = CourseTry(user=by.name, **of._asdict(), part=part, answer=answer, right=right)
    session.add(new)
    session.flush()
    return new


def pass_lesson(session: Session, by: User, of: LessonKey) -> None:
    """Record that `by` has passed a lesson in this version; one that is passed already keeps its version."""
    upsert(session, LessonPass, [{"user": by.name, **of._asdict(), "at": now()}])


def enrolments(session: Session, user: User) -> set[str]:
    """Return the slugs of the courses that `user` takes."""
    return set(session.scalars(select(CourseEnrolment.course).where(CourseEnrolment.user == user.name)))


def passes(session: Session, user: User) -> dict[tuple[str, str], LessonPass]:
    """Return the lessons that `user` has passed, by course and lesson."""
    found = session.scalars(select(LessonPass).where(LessonPass.user == user.name))
    return {(each.course, each.lesson): each for each in found}


def tries(session: Session, user: User, course: str, lesson: str) -> list[CourseTry]:
    """Return all tries of `user` at a lesson in any version, oldest first."""
    own = (CourseTry.user == user.name, CourseTry.course == course, CourseTry.lesson == lesson)
    return list(session.scalars(select(CourseTry).where(*own).order_by(CourseTry.id)))
