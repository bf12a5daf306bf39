"""The pages of the question form: the form, answers that are there already, and what became of a question."""

import logging
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bumi.desk.form import Form
from bumi.errors import BumiError, Busy
from bumi.intake.captcha import captcha_of
from bumi.intake.gate import AWAY, HONEYPOT, intake_of, networks_of, refusal, sent_form, token_of
from bumi.intake.intake import Intake, TypedQuestion
from bumi.intake.rendering import PATH, page, page_files
from bumi.newsroom.index.alike import AlikePiece
from bumi.newsroom.questions import LONGEST_QUESTION, AskerView
from bumi.newsroom.tables import QuestionState
from bumi.persian.asking import tells_of_emergency
from bumi.persian.calendar import now
from bumi.planning import province_plan
from bumi.province import province

_EMPTY = TypedQuestion()
_STATES = {
    QuestionState.HELD: "رسیده و در نوبت خواندن است.",
    QuestionState.OPEN: "خوانده شده است و دستگاه پاسخ‌گوی آن برگزیده می‌شود.",
    QuestionState.WITH_AGENCY: "برای پاسخ به «{agency}» سپرده شده است.",
    QuestionState.ANSWERED: "دستگاه پاسخ داده است و دبیر پاسخ را بازبینی می‌کند.",
    QuestionState.APPROVED: "پاسخ تأیید شده است و به‌زودی منتشر می‌شود.",
    QuestionState.PUBLISHED: "پاسخ منتشر شده است.",
    QuestionState.WITHDRAWN: "پاسخ منتشر شده بود و بازپس گرفته شد.",
    QuestionState.REFUSED: "به این پرسش پاسخ داده نمی‌شود، چون {why}. {reason}",
    QuestionState.DUPLICATE: "به همین پرسش پیش‌تر پاسخ داده شده است.",
    QuestionState.EXPIRED: "پاسخی منتشر نشد و متن و نشانی شما پاک شد؛ اگر هنوز پاسخ می‌خواهید، آن را از نو بنویسید.",
    QuestionState.SPAM: "کنار گذاشته شده است؛ اگر پرسشی دارید، آن را از نو بنویسید.",
}

_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
_NOT_LISTED = {"x-robots-tag": "noindex"}
_SECRET = _NOT_LISTED | {"referrer-policy": "no-referrer"}  # its address has the code

_log = logging.getLogger(__name__)


async def show_form(request: Request) -> Response:
    """Show the empty form; lead a code that was typed into it to the page of its question."""
    if code := request.query_params.get("code", "").strip():
        return RedirectResponse(f"{PATH}/{quote(code, safe='')}", 303, _SECRET)
    return _form(request)


async def send(request: Request) -> Response:
    """Take the form: offer answers that are there already, or accept the question and lead to its page.

    Whatever prevents it is told above the form, which has all that was typed.
    """
    typed = _EMPTY
    try:
        form = await sent_form(request)
        typed = TypedQuestion(form.text("text"), form.text("county"), form.text("contact"))
        return await _taken(request, form, typed)
    except (BumiError, TimeoutError) as error:
        return _form(request, typed, *refusal(error))


async def show_question(request: Request) -> Response:
    """Show what became of a question to whoever has its code."""
    intake = intake_of(request)
    seen = await run_in_threadpool(intake.seen, request.path_params["code"])
    if seen is None:
        return await not_there(request)
    late = seen.due_at is not None and seen.due_at < now()
    new = "new" in request.query_params
    text = page("question.html", intake.settings, seen=seen, told=_told(seen), new=new, late=late)
    return HTMLResponse(text, headers=_SECRET)


async def show_file(request: Request) -> Response:
    """Return the font or a stylesheet, to be cached for ever."""
    found = page_files().get(request.path_params["name"])
    if found is None:
        return await not_there(request)
    return Response(found.body, media_type=found.content_type, headers=_FOR_EVER)


async def health(request: Request) -> Response:
    """Say that the process lives."""
    return PlainTextResponse("ok")


async def not_there(request: Request, error: Exception | None = None) -> Response:
    """Answer an address that is not there, or a method that its page does not have."""
    return HTMLResponse(page("question_gone.html", intake_of(request).settings), 404, headers=_NOT_LISTED)


async def failed(request: Request, error: Exception) -> Response:
    """Answer where a page could not be made; nothing of the request is logged but which page it was."""
    _log.error("%s failed: %s", getattr(request.scope.get("endpoint"), "__name__", "?"), type(error).__name__)
    if not request.url.path.startswith(PATH):
        return HTMLResponse(page("away.html", intake_of(request).settings, away=AWAY), 503, headers=_NOT_LISTED)
    return _form(request, problems=(AWAY,), status=503)


async def _taken(request: Request, form: Form, typed: TypedQuestion) -> Response:
    intake = intake_of(request)
    networks = networks_of(request)
    intake.count_form(networks)
    token = token_of(intake, form)
    await run_in_threadpool(intake.refuse_unfit, typed)
    if not token.solved:
        alike, emergency = await _alike(intake, typed), tells_of_emergency(typed.text)
        if alike or emergency:
            solved = intake.tokens.text(token._replace(solved=True))
            return _page(request, "alike.html", typed=typed, token=solved, alike=alike, emergency=emergency)

    async def accept() -> str:
        calm = intake.count_question(networks)
        return await run_in_threadpool(intake.accept, typed, calm)

    code = await intake.tokens.once(token, (PATH, *typed), accept)
    return RedirectResponse(f"{PATH}/{code}?new", 303)


async def _alike(intake: Intake, typed: TypedQuestion) -> list[AlikePiece]:
    """Return published pieces that may answer a question; none while too many others look for theirs."""
    try:
        async with intake.search_queue.slot(""):
            return await run_in_threadpool(intake.alike, typed)
    except Busy:
        return []


def _told(seen: AskerView) -> str:
    """Return what is told of the state of a question."""
    return _STATES[seen.state].format(agency=seen.agency, why=seen.refusal, reason=seen.reason)


def _form(
    request: Request,
    typed: TypedQuestion = _EMPTY,
    problems: tuple[str, ...] = (),
    status: int = 200,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """Return the form with a new captcha, with what was typed and what is wrong with it."""
    tokens = intake_of(request).tokens
    token = tokens.new()
    answer = _page(
        request,
        "form.html",
        status,
        typed=typed,
        problems=problems,
        token=tokens.text(token),
        sum=captcha_of(tokens.secret(token)).question,
        emergency=tells_of_emergency(typed.text),
        counties=[county.name for county in province().counties],
        longest=LONGEST_QUESTION,
        honeypot=HONEYPOT,
        keep=province_plan().questions,
    )
    answer.headers.update(headers)
    return answer


def _page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    return HTMLResponse(page(template, intake_of(request).settings, **context), status)
