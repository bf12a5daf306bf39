"""Sign-in, the first one by a one-time link, and sign-out."""

from math import ceil

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from bumi.desk.authorization import WRITERS, allow, public
from bumi.desk.limits import Wait, network_of
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput, NotAvailable
from bumi.newsroom.accounts.passwords import LEAST, hashed
from bumi.newsroom.accounts.sign_in import (
    SignInOutcome,
    invitation,
    is_invited,
    join,
    judge,
    note_attempt,
    sign_in,
    sign_out,
)
from bumi.newsroom.tables import User
from bumi.persian.text import digits_to_persian
from bumi.province import site_name

router = APIRouter()


_WHY = {
    SignInOutcome.WRONG: "نام یا گذرواژه درست نیست؛ دوباره بنویسید، یا از سردبیر پیوند ورود تازه‌ای بخواهید",
    SignInOutcome.CLOSED: "دسترسی شما بسته شده است؛ از سردبیر بپرسید",
}


@router.get("/sign-in")
@public
def show(request: CurrentRequest) -> Response:
    """Show the sign-in form."""
    back = _inside(request.query.get("next", "/"))
    return request.page("sign-in.html", back=back, name="", problems=[])


@router.post("/sign-in")
@public
async def enter(request: CurrentRequest) -> Response:
    """Sign in with a name and a password, or with a name and a one-time code, which is never delayed."""
    if await run_in_threadpool(_brings_code, request):
        return request.redirect(f"/join/{request.form.text('password').strip()}")
    try:
        async with request.desk.sign_in_queue.slot(network_of(request.address)):
            return await run_in_threadpool(_enter, request)
    except NotAvailable as error:
        return _form(request, 503, list(error.problems))


@router.get("/join/{code}")
@public
def invited(request: CurrentRequest, code: str) -> Response:
    """Show the user of a one-time link, and ask for a new password."""
    found = _invited(request, code)
    name = found.name if found else ""
    return request.page("join.html", 200 if name else 404, name=name, least=LEAST, problems=[])


@router.post("/join/{code}")
@public
async def choose(request: CurrentRequest, code: str) -> Response:
    """Set the password and sign in; the link is used up."""
    async with request.desk.sign_in_queue.slot(code if await run_in_threadpool(_invited, request, code) else ""):
        return await run_in_threadpool(_choose, request, code)


@router.post("/sign-out")
@allow(WRITERS)
def leave(request: CurrentRequest) -> Response:
    """Sign out here; other browsers stay signed in."""
    with request.desk.newsroom.session() as session:
        sign_out(session, request.cookie)
    answer = request.redirect("/sign-in?said=out")
    answer.delete_cookie(request.desk.cookie, path="/", secure=request.desk.secure, httponly=True, samesite="lax")
    return answer


def _brings_code(request: DeskRequest) -> bool:
    """Return whether the password is the one-time code of this user, and record it."""
    name, code = request.form.text("name"), request.form.text("password")
    with request.desk.newsroom.reading() as session:
        if not is_invited(session, name, code):
            return False
    with request.desk.newsroom.session() as session:
        note_attempt(session, name, SignInOutcome.INVITED, request.address)
    return True


def _enter(request: DeskRequest) -> Response:
    form, newsroom, throttle = request.form, request.desk.newsroom, request.desk.throttle
    name, address = form.text("name"), request.address
    if wait := throttle.wait(name, address):
        return _later(request, wait)
    with newsroom.reading() as session:
        outcome = judge(session, name, form.text("password"))
    with newsroom.session() as session:
        cookie = sign_in(session, name, outcome, address)
    if outcome is not SignInOutcome.WRONG:
        throttle.forget(name, address)
    if outcome is not SignInOutcome.OK:
        return _form(request, 401, [_WHY[outcome]])
    answer = request.redirect(_inside(form.text("next")))
    request.set_cookie(answer, cookie)
    return answer


def _later(request: DeskRequest, wait: Wait) -> Response:
    """Refuse a try during a delay, unverified; each delay is recorded once for the chief."""
    if wait.is_new:
        with request.desk.newsroom.session() as session:
            note_attempt(session, request.form.text("name"), SignInOutcome.THROTTLED, request.address)
    problem = (
        f"چند بار نادرست نوشته شد؛ {_in_seconds(wait.seconds)} دوباره بکوشید، یا از سردبیر پیوند ورود تازه‌ای بخواهید"
    )
    answer = _form(request, 429, [problem])
    answer.headers["retry-after"] = str(wait.seconds)
    return answer


def _choose(request: DeskRequest, code: str) -> Response:
    first, again, invited = request.form.text("password"), request.form.text("again"), _invited(request, code)
    try:
        if first != again:
            raise BadInput("دو گذرواژه یکی نیست؛ هر دو را دوباره بنویسید")
        known = (invited.name, invited.agency, site_name(request.desk.settings)) if invited else ()
        kept = hashed(first, *known) if invited else ""
        with request.desk.newsroom.session() as session:
            cookie = join(session, code, kept, request.address)
    except BadInput as error:
        name = invited.name if invited else ""
        return request.page("join.html", 422, name=name, least=LEAST, problems=error.problems)
    answer = request.redirect("/?said=joined")
    request.set_cookie(answer, cookie)
    return answer


def _invited(request: DeskRequest, code: str) -> User | None:
    """Return the user that a one-time code was made for, if any."""
    with request.desk.newsroom.reading() as session:
        return invitation(session, code)


def _form(request: DeskRequest, status: int, problems: list[str]) -> Response:
    """Show the form again, with the name that was typed and the problems."""
    back, name = _inside(request.form.text("next")), request.form.text("name")
    return request.page("sign-in.html", status, back=back, name=name, problems=problems)


def _inside(path: str) -> str:
    """Return `path` where it is a path of the desk, else the start page: no link leads to another site."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"


def _in_seconds(seconds: int) -> str:
    """Return e.g. «۸ ثانیه دیگر», or «۵ دقیقه دیگر» where it is more than a minute."""
    words = f"{seconds} ثانیه دیگر" if seconds <= 60 else f"{ceil(seconds / 60)} دقیقه دیگر"
    return digits_to_persian(words)
