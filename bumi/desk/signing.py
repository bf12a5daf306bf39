"""Coming in and going out: sign-in, the first one by a one-time link, and sign-out."""

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from bumi.desk.gate import PEOPLE, only, public
from bumi.desk.throttle import Wait, place_of
from bumi.desk.visit import Visit, Visiting
from bumi.desk.wording import in_seconds
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

__all__ = ["router"]

router = APIRouter()

_WHY = {
    SignInOutcome.WRONG: "نام یا گذرواژه درست نیست؛ دوباره بنویسید، یا از سردبیر پیوند ورود تازه‌ای بخواهید",
    SignInOutcome.CLOSED: "دسترسی شما بسته شده است؛ از سردبیر بپرسید",
}


@router.get("/sign-in")
@public
def show(visit: Visiting) -> Response:
    """Show the sign-in form."""
    back = _inside(visit.request.query_params.get("next", "/"))
    return visit.page("sign-in.html", back=back, name="", problems=[])


@router.post("/sign-in")
@public
async def enter(visit: Visiting) -> Response:
    """Sign in with a name and a password, or with a name and a one-time code, which never has to wait."""
    if await run_in_threadpool(_brings_code, visit):
        return visit.to(f"/join/{visit.form.text('password').strip()}")
    try:
        async with visit.desk.sign_in_turns.of(place_of(visit.address)):
            return await run_in_threadpool(_enter, visit)
    except NotAvailable as error:
        return _form(visit, 503, list(error.problems))


@router.get("/join/{code}")
@public
def invited(visit: Visiting, code: str) -> Response:
    """Show whom a one-time link lets in, and ask for a password."""
    found = _invited(visit, code)
    name = found.name if found else ""
    return visit.page("join.html", 200 if name else 404, name=name, least=LEAST, problems=[])


@router.post("/join/{code}")
@public
async def choose(visit: Visiting, code: str) -> Response:
    """Set the password and sign in; the link is used up."""
    async with visit.desk.sign_in_turns.of(code if await run_in_threadpool(_invited, visit, code) else ""):
        return await run_in_threadpool(_choose, visit, code)


@router.post("/sign-out")
@only(PEOPLE)
def leave(visit: Visiting) -> Response:
    """Sign out here; other browsers stay signed in."""
    with visit.desk.newsroom.session() as session:
        sign_out(session, visit.cookie)
    answer = visit.to("/sign-in?said=out")
    answer.delete_cookie(visit.desk.cookie, path="/", secure=visit.desk.secure, httponly=True, samesite="lax")
    return answer


def _brings_code(visit: Visit) -> bool:
    """Say whether the password is the person's own one-time code, and note it."""
    name, code = visit.form.text("name"), visit.form.text("password")
    with visit.desk.newsroom.reading() as session:
        if not is_invited(session, name, code):
            return False
    with visit.desk.newsroom.session() as session:
        note_attempt(session, name, SignInOutcome.INVITED, visit.address)
    return True


def _enter(visit: Visit) -> Response:
    form, newsroom, throttle = visit.form, visit.desk.newsroom, visit.desk.throttle
    name, address = form.text("name"), visit.address
    if wait := throttle.wait(name, address):
        return _later(visit, wait)
    with newsroom.reading() as session:
        outcome = judge(session, name, form.text("password"))
    with newsroom.session() as session:
        cookie = sign_in(session, name, outcome, address)
    if outcome is not SignInOutcome.WRONG:
        throttle.forget(name, address)
    if outcome is not SignInOutcome.OK:
        return _form(visit, 401, [_WHY[outcome]])
    answer = visit.to(_inside(form.text("next")))
    visit.keep(answer, cookie)
    return answer


def _later(visit: Visit, wait: Wait) -> Response:
    """Answer a try that came too early, with nothing looked at; the chief reads of each wait once."""
    if wait.is_new:
        with visit.desk.newsroom.session() as session:
            note_attempt(session, visit.form.text("name"), SignInOutcome.THROTTLED, visit.address)
    problem = (
        f"چند بار نادرست نوشته شد؛ {in_seconds(wait.seconds)} دوباره بکوشید، یا از سردبیر پیوند ورود تازه‌ای بخواهید"
    )
    answer = _form(visit, 429, [problem])
    answer.headers["retry-after"] = str(wait.seconds)
    return answer


def _choose(visit: Visit, code: str) -> Response:
    first, again, invited = visit.form.text("password"), visit.form.text("again"), _invited(visit, code)
    try:
        if first != again:
            raise BadInput("دو گذرواژه یکی نیست؛ هر دو را دوباره بنویسید")
        known = (invited.name, invited.agency, visit.desk.settings.site_name) if invited else ()
        kept = hashed(first, *known) if invited else ""
        with visit.desk.newsroom.session() as session:
            cookie = join(session, code, kept, visit.address)
    except BadInput as error:
        name = invited.name if invited else ""
        return visit.page("join.html", 422, name=name, least=LEAST, problems=error.problems)
    answer = visit.to("/?said=joined")
    visit.keep(answer, cookie)
    return answer


def _invited(visit: Visit, code: str) -> User | None:
    """Return whom the code lets in, if anybody."""
    with visit.desk.newsroom.reading() as session:
        return invitation(session, code)


def _form(visit: Visit, status: int, problems: list[str]) -> Response:
    """Show the form again with the name that was typed, and why nobody came in."""
    back, name = _inside(visit.form.text("next")), visit.form.text("name")
    return visit.page("sign-in.html", status, back=back, name=name, problems=problems)


def _inside(path: str) -> str:
    """Return `path` where it is one of the desk's own, else the start page: links lead nobody elsewhere."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"
