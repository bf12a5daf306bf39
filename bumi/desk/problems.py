"""Errors as pages: what a person can do about them, and never a trace."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from bumi.desk.authorization import Forbidden, NotFound, SignInRequired
from bumi.desk.form import TooLarge
from bumi.desk.labels import PROBLEM_TITLES, with_labels
from bumi.desk.rendering import render
from bumi.desk.request import DeskRequest
from bumi.errors import BadInput, Busy, NotAvailable, Refused
from bumi.logs import log_context, log_ids
from bumi.newsroom.accounts.shown_names import ShownNames
from bumi.persian.text import digits_to_persian

STATUS: dict[type[Exception], int] = {
    BadInput: 422,
    TooLarge: 413,
    Refused: 409,
    NotAvailable: 503,
    Busy: 503,
    Forbidden: 403,
    NotFound: 404,
}
"""What each kind of "no" is in HTTP."""

_CLOSED = ("این صفحه برای نقش شما باز نیست، یا فرمی که فرستادید کهنه بود؛ به صفحه پیش برگردید و دوباره بکوشید",)
_NOT_THERE = ("این صفحه نیست، یا مال دستگاه دیگری است",)
_UNEXPECTED = "خطایی پیش‌بینی‌نشده پیش آمد و چیزی ثبت نشد؛ دوباره بکوشید و اگر باز شد، به پشتیبان فنی بگویید"
_UNREACHED = "بخشی از سامانه اکنون پاسخ نمی‌دهد و چیزی ثبت نشد؛ چند دقیقه دیگر دوباره بکوشید یا به پشتیبان فنی بگویید"

_log = logging.getLogger(__name__)


def tell_problems(app: FastAPI) -> None:
    """Have `app` answer errors with pages."""
    for kind in (BadInput, TooLarge, Refused, Busy):
        app.exception_handler(kind)(_answering(STATUS[kind]))
    app.exception_handler(NotAvailable)(_not_available)
    app.exception_handler(Forbidden)(_answering(403, _CLOSED))
    app.exception_handler(NotFound)(_answering(404, _NOT_THERE))
    app.exception_handler(RequestValidationError)(_answering(404, _NOT_THERE))
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(SignInRequired)(_sign_in_first)
    app.exception_handler(Exception)(_unexpected)


def _answering(
    status: int, problems: tuple[str, ...] = ()
) -> Callable[[Request, Any], Coroutine[None, None, Response]]:
    async def answer(request: Request, error: Any) -> Response:
        return _page(status, problems or await run_in_threadpool(_told, request, error.problems))

    return answer


async def _http(request: Request, error: Any) -> Response:
    return _page(error.status_code, _NOT_THERE if error.status_code in (404, 405) else (_UNEXPECTED,))


async def _sign_in_first(request: Request, error: Exception) -> Response:
    """Lead to the sign-in page, and back to where the visitor wanted to look, or looked when sending a form."""
    asked_by_htmx = request.headers.get("hx-request")
    back = urlsplit(request.headers.get("referer", "")).path or "/"
    back = request.url.path if request.method == "GET" and not asked_by_htmx else back
    if asked_by_htmx:
        return Response(status_code=401, headers={"hx-redirect": f"/sign-in?next={quote(back)}"})
    return RedirectResponse(f"/sign-in?next={quote(back)}", 303)


async def _not_available(request: Request, error: Exception) -> Response:
    return _page(503, unreached(request, error))


async def _unexpected(request: Request, error: Exception) -> Response:
    return _page(500, unexpected(request, error))


def unreached(request: Request, error: Exception) -> tuple[str, ...]:
    """Return what people are told of a part that is missing; what it is, and on which host, is for the log."""
    return (_logged(request, error, _UNREACHED),)


def unexpected(request: Request, error: Exception) -> tuple[str, ...]:
    """Return what people are told of an error of ours."""
    return (_logged(request, error, _UNEXPECTED),)


def _logged(request: Request, error: Exception, sentence: str) -> str:
    """Log the cause, and return the sentence with the id of the request, which stands in the log too."""
    route = getattr(request.scope.get("route"), "path", "?")
    piece = {"piece": request.path_params["id"]} if route.startswith("/pieces/{id}") else {}
    with log_context(**piece):
        _log.error("%s %s failed.", request.method, route, exc_info=error)
    return f"{sentence} (شماره پیگیری {digits_to_persian(str(log_ids().get('request', '')))})"


def _told(request: Request, problems: tuple[str, ...]) -> tuple[str, ...]:
    """Return the problems with labels, and with the names by which whoever asked is told of others."""
    asked: DeskRequest | None = getattr(request.state, "desk_request", None)
    known_as = asked.known_as if asked else ShownNames()
    return tuple(known_as.within(with_labels(each)) for each in problems)


def _page(status: int, problems: tuple[str, ...]) -> HTMLResponse:
    return HTMLResponse(
        render(
            "problem.html",
            title=PROBLEM_TITLES.get(str(status), "خطا"),
            problems=problems,
            known_as=ShownNames(),  # the problems have been told already
        ),
        status,
    )
