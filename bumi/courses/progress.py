"""Progress of a user through the courses: answering, passing lessons, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bumi.courses.course import Course, CourseLesson, LessonQuestion
from bumi.courses.files import courses
from bumi.courses.marking import ExerciseMark
from bumi.errors import BadInput
from bumi.newsroom.courses.certificates import issue_certificate
from bumi.newsroom.courses.progress import LessonKey, add_try, enrol, enrolments, pass_lesson, passes, tries
from bumi.newsroom.tables import CourseTry, LessonPass, User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class CourseProgress:
    """How far a user is in a course: whether it is begun, and the lessons passed, by id."""

    course: Course
    begun: bool
    passed: Mapping[str, LessonPass]

    @property
    def completed(self) -> bool:
        """Whether every lesson is passed, in whatever version."""
        return all(lesson.id in self.passed for lesson in self.course.lessons)

    @property
    def count(self) -> int:
        """The number of passed lessons that the course still has."""
        return sum(lesson.id in self.passed for lesson in self.course.lessons)

    @property
    def following(self) -> CourseLesson | None:
        """The first lesson that is not passed yet; None once all are."""
        return next((lesson for lesson in self.course.lessons if lesson.id not in self.passed), None)

    def changed(self, lesson: CourseLesson) -> bool:
        """Return whether a passed lesson has been corrected since."""
        return lesson.id in self.passed and self.passed[lesson.id].version != lesson.version


@dataclass(frozen=True)
class LessonProgress:
    """The tries of a user at the parts of a lesson as they are now: the latest of each, and which parts were right."""

    latest: Mapping[str, CourseTry]
    right: frozenset[str]

    def place(self, lesson: CourseLesson) -> int:
        """Return the index of the first part that is not answered rightly; the number of parts once all are."""
        parts = lesson.parts
        return next((at for at, part in enumerate(parts) if part.version not in self.right), len(parts))


def all_progress(session: "Session", user: User) -> list[CourseProgress]:
    """Return the progress of `user` in every course."""
    begun, passed = enrolments(session, user), passes(session, user)
    return [
        CourseProgress(
            course,
            course.slug in begun,
            {lesson: each for (slug, lesson), each in passed.items() if slug == course.slug},
        )
        for course in courses()
    ]


def course_progress(session: "Session", user: User, course: Course) -> CourseProgress:
    """Return the progress of `user` in one course."""
    passed = {lesson: each for (slug, lesson), each in passes(session, user).items() if slug == course.slug}
    return CourseProgress(course, course.slug in enrolments(session, user), passed)


def lesson_progress(session: "Session", user: User, course: Course, lesson: CourseLesson) -> LessonProgress:
    """Return the tries of `user` at the questions and the exercise that the lesson has now."""
    parts = {part.version for part in lesson.parts}
    found = [each for each in tries(session, user, course.slug, lesson.id) if each.part in parts]
    return LessonProgress({each.part: each for each in found}, frozenset(each.part for each in found if each.right))


def answer_question(
    session: "Session", by: User, course: Course, lesson: CourseLesson, question: LessonQuestion, text: str
) -> bool:
    """Keep the answer of `by`, the text of a choice, and return whether it is right; BadInput for another text."""
    chosen = next((choice for choice in question.choices if choice.text == text), None)
    if chosen is None:
        raise BadInput("یکی از پاسخ‌ها را برگزینید و بفرستید")
    _keep(session, by, course, lesson, question.version, text, chosen.right)
    return chosen.right


def keep_solution(
    session: "Session", by: User, course: Course, lesson: CourseLesson, text: str, mark: ExerciseMark
) -> None:
    """Keep the text of `by` for the exercise of a lesson, with its mark; BadInput where the lesson has no exercise.

    The checks mark a text before the transaction, since they take longer than others may wait for it.
    """
    if lesson.exercise is None:
        raise BadInput(f"درس «{lesson.title}» تمرین ندارد؛ درس را دوباره باز کنید")
    _keep(session, by, course, lesson, lesson.exercise.version, text, mark.passed)


def _keep(
    session: "Session", by: User, course: Course, lesson: CourseLesson, part: str, answer: str, right: bool
) -> None:
    """Keep a try; with the last right one the lesson is passed, with the last lesson a certificate is issued."""
    key = LessonKey(course.slug, lesson.id, lesson.version)
    enrol(session, by, course.slug)
    add_try(session, by, key, part, answer, right)
    if lesson_progress(session, by, course, lesson).place(lesson) < len(lesson.parts):
        return
    pass_lesson(session, by, key)
    if course_progress(session, by, course).completed:
        issue_certificate(session, by, course.slug, course.title)
