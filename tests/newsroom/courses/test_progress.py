"""Progress: every try is kept, a passed lesson stays passed in its version, the last lesson brings the certificate."""

from pathlib import Path

import pytest

from bumi.courses import (
    Course,
    ExerciseMark,
    answer_question,
    course_progress,
    keep_solution,
    lesson_progress,
    mark_exercise,
    read_course,
)
from bumi.errors import BadInput
from bumi.newsroom.courses.certificates import valid_certificate
from bumi.newsroom.courses.progress import tries
from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.literacy import LiteracyTally, literacy
from bumi.newsroom.states import Role
from bumi.persian.calendar import now
from bumi.settings import ROOT
from tests.newsroom.stage import LATER, person

SAMPLE = ROOT / "tests" / "courses" / "sample.yaml"


@pytest.fixture(scope="module")
def course() -> Course:
    return read_course(SAMPLE)


def test_the_way_through_a_course(newsroom: Newsroom, course: Course) -> None:
    first, second = course.lessons
    one, two = first.questions
    assert second.exercise
    with newsroom.session() as session:
        by = person(session, Role.CONTENT)
        assert not course_progress(session, by, course).begun
        assert not answer_question(session, by, course, first, one, one.choices[1].text)
        assert lesson_progress(session, by, course, first).place(first) == 0
        assert answer_question(session, by, course, first, one, one.answer.text)
        assert lesson_progress(session, by, course, first).place(first) == 1
        assert course_progress(session, by, course).following is first
        assert answer_question(session, by, course, first, two, two.answer.text)
        assert course_progress(session, by, course).following is second
        for text, passes in ((second.exercise.text, False), (second.exercise.solution, True)):
            assert valid_certificate(session, by, course.slug) is None
            mark = mark_exercise(second.exercise, text)
            assert mark.passed is passes
            keep_solution(session, by, course, second, text, mark)
        assert valid_certificate(session, by, course.slug)
        assert [each.right for each in tries(session, by, course.slug, first.id)] == [False, True, True]
        everyone = literacy(session, LATER if now() < LATER else now())
        assert everyone.roles == {Role.CONTENT: LiteracyTally(1, 1, 1)}


def test_a_corrected_lesson_keeps_what_was_passed(newsroom: Newsroom, course: Course, tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    path.write_text(SAMPLE.read_text("utf-8").replace("نام مدیر خبر نیست", "نام مدیر تازه نیست"), "utf-8")
    corrected = read_course(path)
    first, after = course.lessons[0], corrected.lessons[0]
    with newsroom.session() as session:
        passed, half = person(session, Role.CONTENT), person(session, Role.EDITOR)
        for question in first.questions:
            answer_question(session, passed, course, first, question, question.answer.text)
        answer_question(session, half, course, first, first.questions[1], first.questions[1].answer.text)
        kept = course_progress(session, passed, corrected)
        assert kept.passed[first.id].version == first.version != after.version
        assert kept.changed(after) and kept.following is corrected.lessons[1]
        # Whoever had answered the other question, which is as it was, answers only the corrected one.
        [asked, _] = after.questions
        answer_question(session, half, corrected, after, asked, asked.answer.text)
        assert course_progress(session, half, corrected).passed[first.id].version == after.version


def test_what_is_no_answer_is_not_kept(newsroom: Newsroom, course: Course) -> None:
    first, second = course.lessons
    assert second.exercise
    with newsroom.session() as session:
        by = person(session, Role.CONTENT)
        with pytest.raises(BadInput):
            answer_question(session, by, course, first, first.questions[0], "چیزی دیگر")
        for text in ("", "  \n ", "ا" * 4001):
            with pytest.raises(BadInput):
                mark_exercise(second.exercise, text)
        with pytest.raises(BadInput):
            keep_solution(session, by, course, first, "متن", ExerciseMark((), (), ()))
        assert not tries(session, by, course.slug, first.id) and not course_progress(session, by, course).begun
