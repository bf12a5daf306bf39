"""Users, agencies, tokens, and who was at the door: the chief's page."""

from fastapi import APIRouter, Response

from bumi.desk.gate import CHIEFS, only
from bumi.desk.visit import Visit, Visiting
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import not_listed
from bumi.newsroom.accounts.sign_in import SignInOutcome, attempts, invite
from bumi.newsroom.accounts.tokens import end_token, make_token, tokens
from bumi.newsroom.accounts.users import add_user, change_user, user, users
from bumi.newsroom.states import Role
from bumi.province import province

__all__ = ["router"]

router = APIRouter()


@router.get("/people")
@only(CHIEFS)
def show(visit: Visiting) -> Response:
    """Show everybody."""
    return _page(visit)


@router.post("/people/invite")
@only(CHIEFS)
def call_in(visit: Visiting) -> Response:
    """Add a user, or find the one there is, and show a one-time link, this once."""
    form, agency = visit.form, visit.form.text("agency").strip()
    try:
        with visit.acting() as (session, by):
            known = add_user(session, form.text("name"), _role(form.text("role")), agency or None)
            code = invite(session, known, by)
    except (BadInput, Refused) as error:
        return _page(visit, 422, error.problems)
    return _page(visit, name=known.name, code=code, doubt=not_listed(known.agency) if agency else "")


@router.post("/people/change")
@only(CHIEFS)
def change(visit: Visiting) -> Response:
    """Give a user another role or agency, or close or open the account."""
    form = visit.form
    try:
        with visit.acting() as (session, by):
            changed = user(session, form.text("name"))
            closed = form.text("closed") == "1"
            change_user(session, changed, by, _role(form.text("role")), form.text("agency"), closed)
    except (BadInput, Refused) as error:
        return _page(visit, 409, error.problems)
    return visit.to("/people?said=changed")


@router.post("/people/token")
@only(CHIEFS)
def make(visit: Visiting) -> Response:
    """Make a token for an agency's program and show it, this once."""
    try:
        with visit.acting() as (session, by):
            owner = user(session, visit.form.text("name"))
            secret = make_token(session, owner, visit.form.text("label"), by)
    except (BadInput, Refused) as error:
        return _page(visit, 409, error.problems)
    return _page(visit, name=owner.name, secret=secret)


@router.post("/people/token/end")
@only(CHIEFS)
def end(visit: Visiting) -> Response:
    """Put a token out of use."""
    with visit.acting() as (session, by):
        end_token(session, visit.form.number("id"), by)
    return visit.to("/people?said=ended")


def _page(visit: Visit, status: int = 200, problems: tuple[str, ...] = (), **shown: str) -> Response:
    with visit.looking() as (session, _):
        everybody = users(session)
        return visit.page(
            "people.html",
            status,
            problems=problems,
            users=everybody,
            tokens=tokens(session),
            attempts=attempts(session),
            outcomes={outcome.value: outcome.persian for outcome in SignInOutcome},
            roles=[role for role in Role if role is not Role.MACHINE],
            land=province(),
            desk_url=visit.desk.settings.desk_url.rstrip("/"),
            shown=shown,
        )


def _role(word: str) -> Role:
    found = next((role for role in Role if role.value == word and role is not Role.MACHINE), None)
    if found is None:
        raise BadInput("نقشی که فرستاده شد شناخته نیست؛ یکی از نقش‌های فهرست را برگزینید")
    return found
