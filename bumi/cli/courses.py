"""The command group `bumi course`: list the courses, show one, count who learns, check a course's file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Output, chosen, command, newsroom
from bumi.errors import BadInput

if TYPE_CHECKING:
    from bumi.courses import Course

app = typer.Typer(name="course", help="Courses of media literacy.", no_args_is_help=True)

_Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The name of the course, as `bumi course list` shows it.")]
_File = Annotated[Path, typer.Argument(metavar="FILE", help="The course in YAML; assets/courses/README.md says how.")]


@command(app, "list")
def _list() -> Output:
    """List the courses."""
    from bumi.cli.course_views import courses as view
    from bumi.courses import courses

    return Output([_data(each) for each in courses()], view)


@command(app, "show")
def _show(slug: _Slug) -> Output:
    """Show the lessons of a course, each with its version."""
    from bumi.cli.course_views import course as view
    from bumi.courses import courses

    found = chosen({each.slug: each for each in courses()}, slug, f"دوره‌ای به نام «{slug}» نیست")
    lessons = [
        {
            "id": lesson.id,
            "title": lesson.title,
            "minutes": lesson.minutes,
            "questions": len(lesson.questions),
            "exercise": lesson.exercise is not None,
            "version": lesson.version,
        }
        for lesson in found.lessons
    ]
    return Output({**_data(found), "about": found.about, "lessons": lessons}, view)


@command(app, "progress")
def _progress() -> Output:
    """Count who has begun and completed courses, by role, agency and county; nobody is named."""
    from dataclasses import asdict

    from bumi.cli.course_views import progress as view
    from bumi.persian.calendar import now
    from bumi.planning import literacy_report

    with newsroom() as opened, opened.reading() as session:
        found = literacy_report(session, now())
    return Output({**asdict(found), "sentence": found.sentence}, view)


@command(app, "check")
def _check(file: _File) -> Output:
    """Check the file of a course: its form, the faults of its exercises, and whether their solutions pass."""
    from bumi.cli.course_views import checked as view
    from bumi.courses import exercise_problems, read_course

    found = read_course(file)
    if problems := exercise_problems(found):
        raise BadInput(*problems)
    questions = sum(len(lesson.questions) for lesson in found.lessons)
    exercises = sum(lesson.exercise is not None for lesson in found.lessons)
    return Output({**_data(found), "questions": questions, "exercises": exercises}, view)


def _data(course: "Course") -> dict[str, Any]:
    return {
        "slug": course.slug,
        "title": course.title,
        "for": course.audience,
        "minutes": course.minutes,
        "lessons": len(course.lessons),
    }
