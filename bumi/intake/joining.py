"""The pages of sign-ups for events: the form of a list, and the page by which somebody sees their state and cancels."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bumi.errors import BadInput, BumiError
from bumi.intake.captcha import captcha_of
from bumi.intake.gate import HONEYPOT, intake_of, networks_of, refusal, sent_form, token_of
from bumi.intake.intake import Intake
from bumi.intake.pages import not_there
from bumi.intake.rendering import page
from bumi.newsroom.sign_ups import (
    OpenList,
    SignUpView,
    cancel_sign_up,
    open_list,
    sign_up,
    sign_up_problems,
    sign_up_view,
)
from bumi.persian.calendar import now

PATH = "/join"
"""The path of sign-up forms; behind it stands the code of a list."""

_SECRET = {"x-robots-tag": "noindex", "referrer-policy": "no-referrer"}  # its address has the code


class TypedSignUp(NamedTuple):
    """What somebody typed into the form."""

    name: str = ""
    contact: str = ""


_EMPTY = TypedSignUp()


async def show_form(request: Request) -> Response:
    """Show the event with the empty form, or that it is closed."""
    return await _form(request)


async def send(request: Request) -> Response:
    """Take the form and lead to the page of the sign-up; what prevents it is told above the form, as it was typed."""
    typed = _EMPTY
    try:
        form = await sent_form(request)
        typed = TypedSignUp(form.text("name"), form.text("contact"))
        intake, networks = intake_of(request), networks_of(request)
        intake.count_form(networks)
        token = token_of(intake, form)
        if problems := sign_up_problems(*typed):
            raise BadInput(*problems)

        async def accept() -> str:
            intake.count_sign_up(networks)
            return await run_in_threadpool(_accepted, intake, _list_code(request), typed)

        code = await intake.tokens.once(token, (request.url.path, *typed), accept)
        return RedirectResponse(f"{PATH}/{_list_code(request)}/{code}?new", 303)
    except (BumiError, TimeoutError) as error:
        return await _form(request, typed, *refusal(error))


async def show_sign_up(request: Request) -> Response:
    """Show their state to whoever has the code of a sign-up."""
    return await _own_page(request)


async def cancel(request: Request) -> Response:
    """Cancel a sign-up; the next one of the waiting list gets the place."""
    try:
        await sent_form(request)
        intake_of(request).count_form(networks_of(request))
        await run_in_threadpool(_cancelled, intake_of(request), _list_code(request), request.path_params["code"])
    except (BumiError, TimeoutError) as error:
        return await _own_page(request, *refusal(error))
    return RedirectResponse(request.url.path, 303)


def _accepted(intake: Intake, code: str, typed: TypedSignUp) -> str:
    with intake.newsroom.session() as session:
        return sign_up(session, code, typed.name, typed.contact, now()).code


def _cancelled(intake: Intake, code: str, own: str) -> None:
    with intake.newsroom.session() as session:
        cancel_sign_up(session, code, own, now())


def _list(intake: Intake, code: str) -> OpenList | None:
    with intake.newsroom.reading() as session:
        return open_list(session, code, now())


def _sign_up(intake: Intake, code: str, own: str) -> SignUpView | None:
    with intake.newsroom.reading() as session:
        return sign_up_view(session, code, own, now())


async def _form(
    request: Request,
    typed: TypedSignUp = _EMPTY,
    problems: tuple[str, ...] = (),
    status: int = 200,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """Return the form with a new captcha, with what was typed and what is wrong with it."""
    intake = intake_of(request)
    event = await run_in_threadpool(_list, intake, _list_code(request))
    if event is None:
        return await not_there(request)
    token = intake.tokens.new()
    text = page(
        "join.html",
        intake.settings,
        event=event,
        typed=typed,
        problems=problems,
        token=intake.tokens.text(token),
        sum=captcha_of(intake.tokens.secret(token)).question,
        honeypot=HONEYPOT,
        join=f"{PATH}/{event.code}",
    )
    return HTMLResponse(text, status, headers={"x-robots-tag": "noindex", **headers})


async def _own_page(
    request: Request,
    problems: tuple[str, ...] = (),
    status: int = 200,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    intake = intake_of(request)
    seen = await run_in_threadpool(_sign_up, intake, _list_code(request), request.path_params["code"])
    if seen is None:
        return await not_there(request)
    own = {"join": f"{PATH}/{seen.event.code}", "new": "new" in request.query_params}
    text = page("joined.html", intake.settings, seen=seen, event=seen.event, problems=problems, **own)
    return HTMLResponse(text, status, headers={**_SECRET, **headers})


def _list_code(request: Request) -> str:
    found: str = request.path_params["list"]
    return found
