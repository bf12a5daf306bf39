"""Courses at the desk: the list, a course, its lessons with one question at a time, exercises, and the certificate."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.cards import CertificateSize, CertificateText, draw_certificate
from bumi.courses import (
    LONGEST_SOLUTION,
    Course,
    CourseLesson,
    ExerciseMark,
    LessonQuestion,
    WritingExercise,
    all_progress,
    answer_question,
    course_called,
    course_progress,
    keep_solution,
    lesson_progress,
    mark_exercise,
    paragraphs,
)
from bumi.desk.annotations import text_runs
from bumi.desk.authorization import NotFound, allow
from bumi.desk.form import Most, whole_number
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput
from bumi.newsroom.courses.certificates import issue_certificate, valid_certificate, withdraw_certificate
from bumi.newsroom.courses.progress import enrol
from bumi.newsroom.publication.stories import is_published
from bumi.newsroom.states import Role
from bumi.newsroom.tables import CourseCertificate, User
from bumi.persian.calendar import jalali_day
from bumi.province import site_name
from bumi.publishing import page_key, public_url
from bumi.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()

_LEARNERS = frozenset(Role) - {Role.MACHINE}
_SOLUTION = Most(64 * 1024, 2 * LONGEST_SOLUTION)  # a letter takes six bytes
_CHANGED = "این درس پس از باز شدن این صفحه عوض شده است؛ درس را دوباره باز کنید"
_KEPT = {"cache-control": "private, max-age=3600"}
_SIZES = {"sheet": CertificateSize.SHEET, "phone": CertificateSize.PHONE}


@router.get("/courses")
@allow(_LEARNERS)
def show_all(request: CurrentRequest) -> Response:
    """Show all courses, and how far the user is in each."""
    with request.reading() as (session, who):
        return request.page("courses.html", progress=all_progress(session, who))


@router.get("/courses/{course}")
@allow(_LEARNERS)
def show(request: CurrentRequest, course: str) -> Response:
    """Show a course: its lessons, what comes next, and the certificate once it is completed."""
    found = _course(course)
    with request.reading() as (session, who):
        issued = valid_certificate(session, who, found.slug)
        return request.page(
            "course.html",
            course=found,
            progress=course_progress(session, who, found),
            certificate=issued,
            printed=_printed(request.desk.settings, issued) if issued else None,
            about=list(paragraphs(found.about)),
        )


@router.post("/courses/{course}/begin")
@allow(_LEARNERS)
def begin(request: CurrentRequest, course: str) -> Response:
    """Enrol the user, and lead to the first lesson."""
    found = _course(course)
    with request.transaction() as (session, by):
        enrol(session, by, found.slug)
    return request.redirect(_path(found, found.lessons[0]))


@router.get("/courses/{course}/lessons/{lesson}")
@allow(_LEARNERS)
def read(request: CurrentRequest, course: str, lesson: str) -> Response:
    """Show a lesson with one of its questions or its exercise: that of the query `part`, or the first unanswered."""
    found, of = _lesson(course, lesson)
    with request.reading() as (session, who):
        return _page(request, session, who, found, of)


@router.post("/courses/{course}/lessons/{lesson}/answer")
@allow(_LEARNERS)
def answer(request: CurrentRequest, course: str, lesson: str) -> Response:
    """Keep the answer to a question, and show the reasons."""
    found, of = _lesson(course, lesson)
    at = request.form.number("part")
    part = of.parts[at] if at < len(of.parts) else None
    if not isinstance(part, LessonQuestion):
        raise BadInput(_CHANGED)
    try:
        with request.transaction() as (session, by):
            answer_question(session, by, found, of, part, request.form.text("choice"))
    except BadInput as error:
        with request.reading() as (session, who):
            return _page(request, session, who, found, of, at, error.problems)
    return request.redirect(f"{_path(found, of)}?part={at}#part")


@router.post("/courses/{course}/lessons/{lesson}/solve")
@allow(_LEARNERS, most=_SOLUTION, queue="text")
def solve(request: CurrentRequest, course: str, lesson: str) -> Response:
    """Mark and keep the text for the exercise, and show what is left to mend."""
    found, of = _lesson(course, lesson)
    at = len(of.parts) - 1
    text = request.form.text("body")
    if of.exercise is None:
        raise BadInput(_CHANGED)
    try:
        mark = mark_exercise(of.exercise, text)
        with request.transaction() as (session, by):
            keep_solution(session, by, found, of, text, mark)
    except BadInput as error:
        with request.reading() as (session, who):
            return _page(request, session, who, found, of, at, error.problems)
    return request.redirect(f"{_path(found, of)}?part={at}#part")


@router.post("/courses/{course}/lessons/{lesson}/check")
@allow(_LEARNERS, most=_SOLUTION, queue="text")
def check(request: CurrentRequest, course: str, lesson: str) -> Response:
    """Return what the checks say of a text that is being typed, which is not kept; called by the page's script."""
    _, of = _lesson(course, lesson)
    if of.exercise is None:
        raise NotFound
    text = request.form.text("body")
    try:
        mark = mark_exercise(of.exercise, text)
    except BadInput as error:
        return request.page("exercise-seen.html", problems=error.problems)
    return request.page("exercise-seen.html", mark=mark, runs=text_runs(text, "body", mark.findings), live=True)


@router.post("/courses/{course}/certificate")
@allow(_LEARNERS)
def issue(request: CurrentRequest, course: str) -> Response:
    """Issue a certificate to somebody who has completed the course and withdrew the earlier one."""
    found = _course(course)
    with request.transaction() as (session, by):
        if not course_progress(session, by, found).completed:
            raise BadInput(f"دوره «{found.title}» هنوز تمام نشده است؛ درس‌های مانده را بگذرانید")
        issue_certificate(session, by, found.slug, found.title)
    return request.redirect(f"/courses/{found.slug}?said=certified#certificate")


@router.post("/courses/{course}/certificate/withdraw")
@allow(_LEARNERS)
def withdraw(request: CurrentRequest, course: str) -> Response:
    """Withdraw the user's certificate of a course."""
    found = _course(course)
    with request.transaction() as (session, by):
        if issued := valid_certificate(session, by, found.slug):
            withdraw_certificate(session, by, issued.code)
    return request.redirect(f"/courses/{found.slug}?said=certificate-withdrawn")


@router.get("/courses/{course}/certificate/{size}.png")
@allow(_LEARNERS)
def image(request: CurrentRequest, course: str, size: str) -> Response:
    """Return the user's certificate of a course as an image."""
    found = _course(course)
    with request.reading() as (session, who):
        issued = valid_certificate(session, who, found.slug)
    if issued is None or size not in _SIZES:
        raise NotFound
    drawn = draw_certificate(_printed(request.desk.settings, issued), _SIZES[size])
    named = {"content-disposition": f'inline; filename="{found.slug}-{size}.png"'}
    return Response(drawn, media_type="image/png", headers=_KEPT | named)


def _page(
    request: DeskRequest,
    session: "Session",
    who: User,
    course: Course,
    lesson: CourseLesson,
    asked: int | None = None,
    problems: tuple[str, ...] = (),
) -> Response:
    """Return the page of a lesson; `asked` is the index of the part that an answer could not be kept of."""
    done, progress = lesson_progress(session, who, course, lesson), course_progress(session, who, course)
    at = asked if asked is not None else whole_number(request.query.get("part", ""))
    if at is None or at >= len(lesson.parts):
        at = done.place(lesson) % len(lesson.parts)
    part = lesson.parts[at]
    latest = done.latest.get(part.version)
    typed = request.form.text("body") if problems else latest.answer if latest else ""
    mark = _mark(part, typed) if isinstance(part, WritingExercise) else None
    return request.page(
        "lesson.html",
        422 if problems else 200,
        course=course,
        lesson=lesson,
        path=_path(course, lesson),
        text=list(paragraphs(lesson.text)),
        see=_see(request, session, lesson),
        progress=progress,
        passed=progress.passed.get(lesson.id),
        answered=[each.version in done.right for each in lesson.parts],
        at=at,
        part=part,
        is_question=isinstance(part, LessonQuestion),
        choices=part.order(who.name) if isinstance(part, LessonQuestion) else (),
        latest=latest,
        mark=mark,
        runs=text_runs(typed, "body", mark.findings) if mark else (),
        typed=typed or (part.text if isinstance(part, WritingExercise) else ""),
        longest=LONGEST_SOLUTION,
        problems=problems,
    )


def _printed(settings: Settings, issued: CourseCertificate) -> CertificateText:
    """Return what is printed on a certificate."""
    return CertificateText(
        holder=issued.user,
        course=issued.title,
        day=jalali_day(issued.issued_at, weekday=False),
        code=issued.code.upper(),
        issuer=site_name(settings).partition("؛")[0],
        address=f"{settings.desk_url.rstrip('/')}/certificates",
    )


def _mark(exercise: WritingExercise, text: str) -> ExerciseMark | None:
    """Return what the checks say of a text that was sent; None of one that they cannot read."""
    try:
        return mark_exercise(exercise, text)
    except BadInput:
        return None


def _see(request: DeskRequest, session: "Session", lesson: CourseLesson) -> str:
    """Return the address of the published piece that goes on from a lesson; empty where there is none."""
    if lesson.see is None or not is_published(session, lesson.see):
        return ""
    return public_url(request.desk.settings, page_key(lesson.see))


def _course(slug: str) -> Course:
    if found := course_called(slug):
        return found
    raise NotFound


def _lesson(slug: str, id: str) -> tuple[Course, CourseLesson]:
    course = _course(slug)
    if found := course.lesson(id):
        return course, found
    raise NotFound


def _path(course: Course, lesson: CourseLesson) -> str:
    return f"/courses/{course.slug}/lessons/{lesson.id}"
