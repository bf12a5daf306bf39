"""Coming in and going out: sign-in, the first one by a one-time link, and sign-out."""

from fastapi import APIRouter, Response

from bumi.desk.gate import PEOPLE, only, public
from bumi.desk.visit import Visit, Visiting
from bumi.errors import BadInput
from bumi.newsroom.passwords import LEAST, hashed
from bumi.newsroom.sign_in import Outcome, invitation, join, judge, sign_in, sign_out

__all__ = ["router"]

router = APIRouter()

_WHY = {
    Outcome.WRONG: "نام یا گذرواژه درست نیست؛ دوباره بنویسید، یا از سردبیر پیوند ورود تازه‌ای بخواهید",
    Outcome.CLOSED: "دسترسی شما بسته شده است؛ از سردبیر بپرسید",
    Outcome.THROTTLED: "چند بار پشت سر هم نادرست نوشته شد؛ یک ربع دیگر دوباره بکوشید",
}


@router.get("/sign-in")
@public
def show(visit: Visiting) -> Response:
    """Show the sign-in form."""
    return _form(visit, back=visit.request.query_params.get("next", "/"))


@router.post("/sign-in")
@public
def enter(visit: Visiting) -> Response:
    """Sign in with a name and a password, or with a name and a one-time code."""
    form, newsroom = visit.form, visit.desk.newsroom
    with newsroom.reading() as session:
        judged = judge(session, form.text("name"), form.text("password"), visit.address)
    with newsroom.session() as session:
        outcome, cookie = sign_in(session, form.text("name"), judged, visit.address)
    if outcome is Outcome.INVITED:
        return visit.to(f"/join/{form.text('password').strip()}")
    if outcome is not Outcome.OK:
        status = 429 if outcome is Outcome.THROTTLED else 401
        return _form(visit, form.text("next"), status, name=form.text("name"), problems=[_WHY[outcome]])
    answer = visit.to(_inside(form.text("next")))
    visit.keep(answer, cookie)
    return answer


@router.get("/join/{code}")
@public
def invited(visit: Visiting, code: str) -> Response:
    """Show whom a one-time link lets in, and ask for a password."""
    name = _invited(visit, code)
    return visit.page("join.html", 200 if name else 404, name=name, least=LEAST, problems=[])


@router.post("/join/{code}")
@public
def choose(visit: Visiting, code: str) -> Response:
    """Set the password and sign in; the link is used up."""
    first, again = visit.form.text("password"), visit.form.text("again")
    try:
        if first != again:
            raise BadInput("دو گذرواژه یکی نیست؛ هر دو را دوباره بنویسید")
        kept = hashed(first, _invited(visit, code))
        with visit.desk.newsroom.session() as session:
            cookie = join(session, code, kept, visit.address)
    except BadInput as error:
        return visit.page("join.html", 422, name=_invited(visit, code), least=LEAST, problems=error.problems)
    answer = visit.to("/?said=joined")
    visit.keep(answer, cookie)
    return answer


@router.post("/sign-out")
@only(PEOPLE)
def leave(visit: Visiting) -> Response:
    """Sign out here; other browsers stay signed in."""
    with visit.desk.newsroom.session() as session:
        sign_out(session, visit.cookie)
    answer = visit.to("/sign-in?said=out")
    answer.delete_cookie(visit.desk.cookie, path="/", secure=visit.desk.secure, httponly=True, samesite="lax")
    return answer


def _invited(visit: Visit, code: str) -> str:
    """Return whom the code lets in, or nothing."""
    with visit.desk.newsroom.reading() as session:
        found = invitation(session, code)
        return found.name if found else ""


def _form(visit: Visit, back: str, status: int = 200, name: str = "", problems: list[str] | None = None) -> Response:
    return visit.page("sign-in.html", status, back=_inside(back), name=name, problems=problems or [])


def _inside(path: str) -> str:
    """Return `path` where it is one of the desk's own, else the start page: links lead nobody elsewhere."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"
