"""What every public form has to pass: it comes from our page, in time, from a person; and what is told if not."""

import asyncio
import logging
from collections.abc import Mapping
from typing import NamedTuple

from starlette.requests import Request

from bumi.desk.form import FEW_WORDS, Form, TooLarge, from_other_site, read_form
from bumi.errors import BadInput, BumiError, NotAvailable, Refused, TooMany
from bumi.intake.captcha import captcha_of
from bumi.intake.intake import Intake
from bumi.intake.throttle import Networks
from bumi.intake.tokens import FormToken

HONEYPOT = "website"
"""The field that people do not see, and that programs fill in."""

AWAY = "اکنون چیزی ثبت نمی‌شود و آنچه فرستادید هم ثبت نشد؛ چند دقیقه دیگر دوباره بفرستید"
"""What is told where the newsroom does not answer."""

_LEAST_S = 2  # in which nobody reads a form, fills it in and adds up
_PATIENCE_S = 10  # for a form to arrive
_STALE = "این صفحه کهنه شده بود و چیزی ثبت نشد؛ پاسخ جمع تازه را بنویسید و دوباره بفرستید"
_WRONG_SUM = "پاسخ جمع درست نبود و چیزی ثبت نشد؛ پاسخ جمع تازه را بنویسید و دوباره بفرستید"
_HONEYPOT_FILLED = "خانه «نشانی وب‌گاه» باید خالی بماند و چیزی ثبت نشد؛ پاسخ جمع تازه را بنویسید و دوباره بفرستید"
_TOO_SOON = "فرم در چشم به هم زدنی پر شده بود و چیزی ثبت نشد؛ چند ثانیه دیگر دوباره بفرستید"
_OTHER_SITE = "این فرم از سایت دیگری آمده بود و چیزی ثبت نشد؛ همین‌جا بنویسید و بفرستید"
_TOO_SLOW = "آنچه فرستادید به آخر نرسید و چیزی ثبت نشد؛ اتصال خود را ببینید و دوباره بفرستید"

_log = logging.getLogger(__name__)


class FormRefusal(NamedTuple):
    """Why a form was not taken, in Persian, with the status and the headers of the answer."""

    problems: tuple[str, ...]
    status: int
    headers: Mapping[str, str] = {}


async def sent_form(request: Request) -> Form:
    """Return the form that was sent; TimeoutError where it does not arrive in time, BadInput from another site."""
    if from_other_site(request):
        raise BadInput(_OTHER_SITE)
    async with asyncio.timeout(_PATIENCE_S):
        return await read_form(request, FEW_WORDS)


def token_of(intake: Intake, form: Form) -> FormToken:
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


def networks_of(request: Request) -> Networks:
    """Return the hashes of the networks that a request comes from."""
    return intake_of(request).networks.of(request.client.host if request.client else "")


def intake_of(request: Request) -> Intake:
    """Return the state that all pages share."""
    found: Intake = request.app.state.intake
    return found


def refusal(error: BumiError | TimeoutError) -> FormRefusal:
    """Return what is told of an error; any other one is raised again."""
    match error:
        case TooLarge():
            return FormRefusal(error.problems, 413)
        case BadInput():
            return FormRefusal(error.problems, 422)
        case TooMany():
            return FormRefusal(error.problems, 429, {"retry-after": str(error.seconds)})
        case Refused():
            return FormRefusal(error.problems, 409)
        case TimeoutError():
            return FormRefusal((_TOO_SLOW,), 408)
        case NotAvailable():
            _log.error("A form was not stored: %s", error)
            return FormRefusal((AWAY,), 503)
    raise error
