"""The chief's page of users, agencies, API tokens, and sign-in attempts."""

from contextlib import nullcontext

from fastapi import APIRouter, Response

from bumi.desk.authorization import CHIEFS, allow
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput
from bumi.newsroom.accounts.access import not_listed
from bumi.newsroom.accounts.sign_in import SignInOutcome, attempts, invite
from bumi.newsroom.accounts.tokens import end_token, make_token, tokens
from bumi.newsroom.accounts.users import add_user, change_user, user, users
from bumi.newsroom.states import Role
from bumi.province import province

router = APIRouter()


@router.get("/people")
@allow(CHIEFS)
def show(request: CurrentRequest) -> Response:
    """Show all users."""
    return _page(request)


@router.post("/people/invite")
@allow(CHIEFS)
def invite_user(request: CurrentRequest) -> Response:
    """Add a user, or find an existing one, and show a one-time link, which is not shown again."""
    form, agency = request.form, request.form.text("agency").strip()
    with request.transaction(lambda problems: _page(request, 422, problems)) as (session, by):
        known = add_user(session, form.text("name"), _role(form.text("role")), agency or None)
        code = invite(session, known, by)
    return _page(request, name=known.name, code=code, doubt=not_listed(known.agency) if agency else "")


@router.post("/people/change")
@allow(CHIEFS)
def change(request: CurrentRequest) -> Response:
    """Change the role or the agency of a user, or close or open the account."""
    form = request.form
    with request.transaction(lambda problems: _page(request, 409, problems)) as (session, by):
        changed = user(session, form.text("name"))
        closed = form.text("closed") == "1"
        what = f"بستن دسترسی «{changed.name}»"
        with request.undoable(session, by, what, "/people") if closed and not changed.closed_at else nullcontext():
            change_user(session, changed, by, _role(form.text("role")), form.text("agency"), closed)
    return request.redirect("/people?said=changed")


@router.post("/people/token")
@allow(CHIEFS)
def create_token(request: CurrentRequest) -> Response:
    """Create a token for an agency's program and show it; it is not shown again."""
    with request.transaction(lambda problems: _page(request, 409, problems)) as (session, by):
        owner = user(session, request.form.text("name"))
        secret = make_token(session, owner, request.form.text("label"), by)
    return _page(request, name=owner.name, secret=secret)


@router.post("/people/token/end")
@allow(CHIEFS)
def revoke_token(request: CurrentRequest) -> Response:
    """Revoke a token."""
    with request.transaction() as (session, by), request.undoable(session, by, "از کار انداختن کلید", "/people"):
        end_token(session, request.form.number("id"), by)
    return request.redirect("/people?said=ended")


def _page(request: DeskRequest, status: int = 200, problems: tuple[str, ...] = (), **shown: str) -> Response:
    with request.reading() as (session, _):
        everybody = users(session)
        return request.page(
            "people.html",
            status,
            problems=problems,
            users=everybody,
            tokens=tokens(session),
            attempts=attempts(session),
            outcomes={outcome.value: outcome.persian for outcome in SignInOutcome},
            roles=[role for role in Role if role is not Role.MACHINE],
            land=province(),
            desk_url=request.desk.settings.desk_url.rstrip("/"),
            shown=shown,
        )


def _role(word: str) -> Role:
    found = next((role for role in Role if role.value == word and role is not Role.MACHINE), None)
    if found is None:
        raise BadInput("نقشی که فرستاده شد شناخته نیست؛ یکی از نقش‌های فهرست را برگزینید")
    return found
