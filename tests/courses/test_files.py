"""Courses are read whole, or every problem is told with its file and line."""

from pathlib import Path

import pytest

from bumi.courses import Course, courses, exercise_problems, read_course
from bumi.errors import BadInput

SAMPLE = Path(__file__).parent / "sample.yaml"


def test_a_course_is_read() -> None:
    course = read_course(SAMPLE)
    first, second = course.lessons
    assert (course.slug, course.minutes, first.minutes) == ("sample", 20, 8)
    assert first.questions[0].answer.text == "با آنچه برای خواننده تازه است"
    assert second.exercise and "كتابخانه 12" in second.exercise.text  # with its faults
    assert [len(lesson.parts) for lesson in course.lessons] == [2, 1]


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ("title: جمله نخست", "titel: جمله نخست", 8, "title"),
        ("minutes: 8", "minutes: هشت", 10, "هشت"),
        ("right: true", "right: false", 23, "یک پاسخ درست"),
        ("id: digits", "id: first-sentence", 1, "یک id"),
        ("punctuation]", "punctuality]", 51, "punctuality"),
        ("script/letter,", "script/nothing,", 51, "script/nothing"),
    ],
    ids=["key", "minutes", "right", "twice", "check", "code"],
)
def test_a_problem_names_file_and_line(tmp_path: Path, before: str, after: str, line: int, told: str) -> None:
    text = SAMPLE.read_text("utf-8")
    assert before in text
    path = tmp_path / "sample.yaml"
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(BadInput) as caught:
        read_course(path)
    said = str(caught.value).translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    assert f"sample.yaml، سطر {line}:" in said and told in said


def test_the_name_of_the_file_is_the_slug(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_bytes(SAMPLE.read_bytes())
    with pytest.raises(BadInput, match=r"sample\.yaml"):
        read_course(path)


def test_a_version_changes_with_the_words_of_its_lesson_alone(tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    path.write_text(SAMPLE.read_text("utf-8").replace("رقم را فارسی", "رقم‌ها را فارسی"), "utf-8")
    before, after = read_course(SAMPLE), read_course(path)
    same = [old.version == new.version for old, new in zip(before.lessons, after.lessons, strict=True)]
    assert same == [True, False]


def test_choices_differ_in_order_by_person_and_stay_for_each() -> None:
    question = read_course(SAMPLE).lessons[0].questions[0]
    people = [f"کاربر {number}" for number in range(20)]
    orders = {name: question.order(name) for name in people}
    assert {name: question.order(name) for name in people} == orders
    assert len({tuple(choice.text for choice in order) for order in orders.values()}) > 3


@pytest.mark.parametrize("course", [read_course(SAMPLE), *courses()], ids=lambda course: course.slug)
def test_every_exercise_has_its_faults_and_its_solution_passes(course: Course) -> None:
    assert exercise_problems(course) == []
