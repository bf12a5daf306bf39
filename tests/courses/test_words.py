"""The six courses keep to their own advice: short lessons, enough to write, and solutions without a finding."""

import pytest

from bumi.checks import check_text
from bumi.courses import Course, courses

_COURSES = ["first-hour", "readable-news", "before-sharing", "pictures-and-privacy", "figures", "answering"]


def test_the_six_courses_come_first_in_their_order() -> None:
    assert [course.slug for course in courses()][: len(_COURSES)] == _COURSES


@pytest.mark.parametrize("course", courses(), ids=lambda course: course.slug)
def test_a_course_is_some_short_lessons_and_two_exercises_at_least(course: Course) -> None:
    assert 4 <= len(course.lessons) <= 6
    assert all(3 <= lesson.minutes <= 6 for lesson in course.lessons)
    assert course.minutes == sum(lesson.minutes for lesson in course.lessons)
    assert sum(lesson.exercise is not None for lesson in course.lessons) >= 2
    assert all(len(lesson.questions) >= 2 for lesson in course.lessons)


@pytest.mark.parametrize("course", courses(), ids=lambda course: course.slug)
def test_a_solution_has_no_finding_at_all(course: Course) -> None:
    exercises = [lesson.exercise for lesson in course.lessons if lesson.exercise]
    found = {
        exercise.task: [f"{it.check}/{it.code} {it.matched}" for it in found]
        for exercise in exercises
        if (found := check_text(exercise.solution, "body", exercise.as_brief))
    }
    assert exercises and not found


@pytest.mark.parametrize("course", courses(), ids=lambda course: course.slug)
def test_the_texts_of_a_course_have_right_letters_and_half_spaces(course: Course) -> None:
    """What the courses say themselves, outside examples of bad texts in « »."""
    texts = [text for it in course.lessons for text in (it.title, it.text, *([it.example.after] if it.example else []))]
    for text in texts:
        paragraphs = " ".join(text.split())
        found = [
            it
            for it in check_text(paragraphs, "body", only=("script", "halfspace"))
            if not _quoted(paragraphs, it.start)
        ]
        assert [(it.code, it.matched) for it in found] == []


def _quoted(text: str, at: int) -> bool:
    return text[:at].count("«") > text[:at].count("»")
