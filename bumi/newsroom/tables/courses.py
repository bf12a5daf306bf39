"""The tables of courses: who takes one, every try at a question or exercise, passed lessons, and certificates.

Courses themselves are files (bumi/courses); rows name them by slug, and their parts by hashes of the words.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base
from bumi.persian.calendar import now


class CourseEnrolment(Base):
    """A user takes a course, since `at`; its row is locked while the progress changes."""

    __tablename__ = "course_enrolments"

    user: Mapped[str] = mapped_column(ForeignKey("users.name"), primary_key=True)
    course: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)


class CourseTry(Base):
    """One try at a part (a question or exercise) of a lesson, never changed afterwards.

    `version` and `part` are the hashes of the lesson and the part as they were; `answer` is the choice or the text.
    """

    __tablename__ = "course_tries"
    __table_args__ = (Index("ix_course_tries_user", "user", "course", "lesson"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.name"))
    course: Mapped[str]
    lesson: Mapped[str]
    version: Mapped[str]
    part: Mapped[str]
    answer: Mapped[str]
    right: Mapped[bool]
    at: Mapped[datetime] = mapped_column(default=now)


class LessonPass(Base):
    """A user has passed a lesson, in the `version` that it had then."""

    __tablename__ = "lesson_passes"

    user: Mapped[str] = mapped_column(ForeignKey("users.name"), primary_key=True)
    course: Mapped[str] = mapped_column(primary_key=True)
    lesson: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


class CourseCertificate(Base):
    """A certificate of a course, by its public code; `title` is the course's as it was. One may be valid at a time."""

    __tablename__ = "course_certificates"
    __table_args__ = (Index("ix_course_certificates_user", "user", "course"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.name"))
    course: Mapped[str]
    title: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
