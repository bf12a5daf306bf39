"""Errors as pages: what a person can do about them, and never a trace."""

import logging
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from bumi.desk.gate import Closed, NotThere, SignInFirst
from bumi.desk.labels import in_persian
from bumi.desk.rendering import render
from bumi.errors import BadInput, NotAvailable, Refused

__all__ = ["STATUS", "tell_problems"]

STATUS: dict[type[Exception], int] = {BadInput: 422, Refused: 409, NotAvailable: 503, Closed: 403, NotThere: 404}
"""What each kind of "no" is in HTTP."""

_CLOSED = ("این صفحه برای نقش شما باز نیست، یا فرمی که فرستادید کهنه بود؛ به صفحه پیش برگردید و دوباره بکوشید",)
_NOT_THERE = ("چنین صفحه‌ای نیست، یا از آن دستگاه شما نیست",)
_UNEXPECTED = ("خطایی پیش‌بینی‌نشده پیش آمد و چیزی ثبت نشد؛ دوباره بکوشید و اگر باز شد، به پشتیبان فنی بگویید",)
_TITLES = {404: "پیدا نشد", 403: "اجازه نیست", 409: "این کار انجام نشد", 422: "این ورودی پذیرفته نشد"}

_log = logging.getLogger(__name__)


def tell_problems(app: FastAPI) -> None:
    """Have `app` answer errors with pages."""
    for kind in (BadInput, Refused, NotAvailable):
        app.exception_handler(kind)(_answering(STATUS[kind]))
    app.exception_handler(Closed)(_answering(403, _CLOSED))
    app.exception_handler(NotThere)(_answering(404, _NOT_THERE))
    app.exception_handler(RequestValidationError)(_answering(404, _NOT_THERE))
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(SignInFirst)(_sign_in_first)
    app.exception_handler(Exception)(_unexpected)


def _answering(
    status: int, problems: tuple[str, ...] = ()
) -> Callable[[Request, Any], Coroutine[None, None, Response]]:
    async def answer(request: Request, error: Any) -> Response:
        return _page(status, problems or tuple(map(in_persian, error.problems)))

    return answer


async def _http(request: Request, error: Any) -> Response:
    return _page(error.status_code, _NOT_THERE if error.status_code in (404, 405) else _UNEXPECTED)


async def _sign_in_first(request: Request, error: Exception) -> Response:
    """Lead to the sign-in page, and back to where the visitor wanted to look, or looked when sending a form."""
    asked_by_htmx = request.headers.get("hx-request")
    back = urlsplit(request.headers.get("referer", "")).path or "/"
    back = request.url.path if request.method == "GET" and not asked_by_htmx else back
    if asked_by_htmx:
        return Response(status_code=401, headers={"hx-redirect": f"/sign-in?next={quote(back)}"})
    return RedirectResponse(f"/sign-in?next={quote(back)}", 303)


async def _unexpected(request: Request, error: Exception) -> Response:
    _log.error("%s %s", request.method, request.scope.get("route", "?"), exc_info=error)
    return _page(500, _UNEXPECTED)


def _page(status: int, problems: tuple[str, ...]) -> HTMLResponse:
    return HTMLResponse(render("problem.html", title=_TITLES.get(status, "خطا"), problems=problems), status)
