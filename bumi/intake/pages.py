"""The pages of the question form: the form, answers that are there already, and what became of a question."""

import asyncio
import logging
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bumi.desk.form import FEW_WORDS, Form, TooLarge, from_other_site, read_form
from bumi.errors import BadInput, Busy, NotAvailable, Refused, TooMany
from bumi.intake.captcha import captcha_of
from bumi.intake.intake import Intake, TypedQuestion
from bumi.intake.rendering import PATH, page, page_files
from bumi.intake.tokens import FormToken
from bumi.newsroom.index.alike import AlikePiece
from bumi.newsroom.questions import LONGEST_QUESTION, AskerView
from bumi.newsroom.tables import QuestionState
from bumi.persian.asking import tells_of_emergency
from bumi.province import province

HONEYPOT = "website"
"""The field that people do not see, and that programs fill in."""

_EMPTY = TypedQuestion()
_LEAST_S = 2  # in which nobody reads a form, types a question and adds up
_PATIENCE_S = 10  # for a form to arrive
_STALE = "این صفحه کهنه شده بود و پرسش ثبت نشد؛ پاسخ جمع تازه را بنویسید و دوباره بفرستید"
_WRONG_SUM = "پاسخ جمع درست نبود و پرسش ثبت نشد؛ پاسخ جمع تازه را بنویسید و دوباره بفرستید"
_HONEYPOT_FILLED = "خانه «نشانی وب‌گاه» باید خالی بماند و پرسش ثبت نشد؛ پاسخ جمع تازه را بنویسید و دوباره بفرستید"
_TOO_SOON = "فرم در چشم به هم زدنی پر شده بود و پرسش ثبت نشد؛ چند ثانیه دیگر دوباره بفرستید"
_OTHER_SITE = "این فرم از سایت دیگری آمده بود و پرسش ثبت نشد؛ پرسش خود را همین‌جا بنویسید و بفرستید"
_TOO_SLOW = "آنچه فرستادید به آخر نرسید و پرسش ثبت نشد؛ اتصال خود را ببینید و دوباره بفرستید"
_AWAY = "اکنون پرسش‌ها ثبت نمی‌شود و پرسش شما هم ثبت نشد؛ چند دقیقه دیگر دوباره بفرستید"

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
    QuestionState.SPAM: "کنار گذاشته شده است؛ اگر پرسشی دارید، آن را از نو بنویسید.",
}

_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
_NOT_LISTED = {"x-robots-tag": "noindex"}
_SECRET = _NOT_LISTED | {"referrer-policy": "no-referrer"}  # its address has the code

_log = logging.getLogger(__name__)


async def show_form(request: Request) -> Response:
    """Show the empty form."""
    return _form(request)


async def send(request: Request) -> Response:
    """Take the form: offer answers that are there already, or accept the question and lead to its page.

    Whatever prevents it is told above the form, which has all that was typed.
    """
    typed = _EMPTY
    try:
        form = await _sent_form(request)
        typed = TypedQuestion(form.text("text"), form.text("county"), form.text("contact"))
        return await _taken(request, form, typed)
    except TooLarge as error:
        return _form(request, typed, error.problems, 413)
    except BadInput as error:
        return _form(request, typed, error.problems, 422)
    except TooMany as error:
        return _form(request, typed, error.problems, 429, {"retry-after": str(error.seconds)})
    except Refused as error:
        return _form(request, typed, error.problems, 409)
    except TimeoutError:
        return _form(request, typed, (_TOO_SLOW,), 408)
    except NotAvailable as error:
        _log.error("A question was not stored: %s", error)
        return _form(request, typed, (_AWAY,), 503)


async def show_question(request: Request) -> Response:
    """Show what became of a question to whoever has its code."""
    intake = _intake(request)
    seen = await run_in_threadpool(intake.seen, request.path_params["code"])
    if seen is None:
        return await not_there(request)
    text = page("question.html", intake.settings, seen=seen, told=_told(seen), new="new" in request.query_params)
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
    return HTMLResponse(page("question_gone.html", _intake(request).settings), 404, headers=_NOT_LISTED)


async def failed(request: Request, error: Exception) -> Response:
    """Answer where a page could not be made; nothing of the request is logged but which page it was."""
    _log.error("%s failed: %s", getattr(request.scope.get("endpoint"), "__name__", "?"), type(error).__name__)
    return _form(request, problems=(_AWAY,), status=503)


async def _sent_form(request: Request) -> Form:
    """Return the form that was sent; TimeoutError where it does not arrive in time."""
    if from_other_site(request):
        raise BadInput(_OTHER_SITE)
    async with asyncio.timeout(_PATIENCE_S):
        return await read_form(request, FEW_WORDS)


async def _taken(request: Request, form: Form, typed: TypedQuestion) -> Response:
    intake = _intake(request)
    network = intake.networks.of(request.client.host if request.client else "")
    intake.count_form(network)
    token = _token_of(intake, form)
    await run_in_threadpool(intake.refuse_unfit, typed)
    if not token.solved:
        alike, emergency = await _alike(intake, typed), tells_of_emergency(typed.text)
        if alike or emergency:
            solved = intake.tokens.text(token._replace(solved=True))
            return _page(request, "alike.html", typed=typed, token=solved, alike=alike, emergency=emergency)

    async def accept() -> str:
        intake.count_question(network)
        return await run_in_threadpool(intake.accept, typed)

    code = await intake.tokens.once(token, accept)
    return RedirectResponse(f"{PATH}/{code}?new", 303)


def _token_of(intake: Intake, form: Form) -> FormToken:
    """Return the token of a form that a person has filled in; BadInput for one that is stale or that a program sent."""
    token = intake.tokens.read(form.text("token"))
    if token is None:
        raise BadInput(_STALE)
    if token.solved:
        return token
    if form.text(HONEYPOT):
        raise BadInput(_HONEYPOT_FILLED)
    if intake.tokens.age(token) < _LEAST_S:
        raise BadInput(_TOO_SOON)
    if not captcha_of(intake.tokens.secret(token)).answered(form.text("sum")):
        raise BadInput(_WRONG_SUM)
    return token


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
    headers: dict[str, str] | None = None,
) -> Response:
    """Return the form with a new captcha, with what was typed and what is wrong with it."""
    tokens = _intake(request).tokens
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
    )
    answer.headers.update(headers or {})
    return answer


def _page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    return HTMLResponse(page(template, _intake(request).settings, **context), status)


def _intake(request: Request) -> Intake:
    found: Intake = request.app.state.intake
    return found
