"""Reading courses from YAML, with problems that name the file and the line."""

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from bumi.courses.course import Course
from bumi.errors import BadInput
from bumi.messages import few_problems, problem_in_persian
from bumi.persian.text import digits_to_persian
from bumi.plain_yaml import bytes_of, documents_in, line_of
from bumi.settings import PACKAGE

_FOLDER = PACKAGE / "assets" / "courses"


def read_course(path: Path) -> Course:
    """Read a course from a file; BadInput lists all problems, each with the file and the line."""
    data = bytes_of(path)
    document, *more = documents_in(data, path.name)
    if more:
        raise BadInput(f"{path.name}: سطر «---» پرونده را چند بخش کرده است؛ آن را بردارید")
    try:
        course = Course.model_validate(document)
    except ValidationError as error:
        told = [
            f"{path.name}، سطر {digits_to_persian(str(line_of(data, each['loc'])))}: {problem_in_persian(dict(each))}"
            for each in error.errors()
        ]
        raise BadInput(*few_problems(told)) from None
    if course.slug != path.stem:
        raise BadInput(f"{path.name}: slug دوره «{course.slug}» است؛ نام پرونده را {course.slug}.yaml کنید")
    return course


@cache
def courses() -> tuple[Course, ...]:
    """Return all courses by their places, then by slug; BadInput with all problems of the first bad file."""
    found = (read_course(path) for path in sorted(_FOLDER.glob("*.yaml")))
    return tuple(sorted(found, key=lambda course: (course.place, course.slug)))


def course_called(slug: str) -> Course | None:
    """Return the course with this slug, or None."""
    return next((course for course in courses() if course.slug == slug), None)
