"""Bylines at the desk: a contributor's profile, consent and its withdrawal, and the chief's page of all authors."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.desk.authorization import CHIEFS, CONTRIBUTORS, allow
from bumi.desk.form import Form
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.newsroom.accounts.profiles import (
    ProfileDetails,
    approve_profile,
    as_readers_would_see,
    awaits_approval,
    change_profile,
    consent,
    is_minor,
    profile,
    profiles,
    record_guardian,
    withdraw_consent,
    without_byline,
)
from bumi.newsroom.tables import ContributorProfile
from bumi.persian.calendar import start_of, tehran_day, typed
from bumi.province import province
from bumi.publishing import public_url

if TYPE_CHECKING:
    from bumi.desk.request import Refusal
    from bumi.settings import Settings

router = APIRouter()

_TEXTS = ("given_name", "family_name", "pen_name", "county", "biography")


@router.get("/byline")
@allow(CONTRIBUTORS)
def show_own(request: CurrentRequest) -> Response:
    """Show contributors their profile, and what readers see of it."""
    return _own_page(request)


@router.post("/byline")
@allow(CONTRIBUTORS)
def save(request: CurrentRequest) -> Response:
    """Store what a contributor says."""
    form = request.form
    with request.transaction(lambda problems: _own_page(request, 422, problems, form)) as (session, by):
        change_profile(session, profile(session, by.name), _details(form), form.number("seen"))
    return request.redirect("/byline?said=profile-saved")


@router.post("/byline/consent")
@allow(CONTRIBUTORS)
def agree(request: CurrentRequest) -> Response:
    """Record that a contributor consents to a byline."""
    with request.transaction() as (session, by):
        consent(session, profile(session, by.name))
    return request.redirect("/byline?said=byline-agreed")


@router.post("/byline/withdraw")
@allow(CONTRIBUTORS)
def withdraw(request: CurrentRequest) -> Response:
    """Withdraw the consent to a byline."""
    with request.transaction() as (session, by):
        withdraw_consent(session, profile(session, by.name), by)
    return request.redirect("/byline?said=byline-withdrawn")


@router.get("/authors")
@allow(CHIEFS)
def show_all(request: CurrentRequest) -> Response:
    """Show a chief all profiles, those that wait for approval first."""
    return _all_page(request)


@router.post("/authors/approve")
@allow(CHIEFS)
def approve(request: CurrentRequest) -> Response:
    """Let readers see a profile as it stands."""
    with request.transaction(_refusing(request)) as (session, by):
        approve_profile(session, profile(session, request.form.text("name")), by, request.form.number("seen"))
    return request.redirect("/authors?said=author-approved")


@router.post("/authors/guardian")
@allow(CHIEFS)
def record_consent(request: CurrentRequest) -> Response:
    """Record that the guardian of a minor consents."""
    form = request.form
    with request.transaction(_refusing(request)) as (session, by):
        minor = profile(session, form.text("name"))
        record_guardian(session, minor, form.text("guardian"), by, form.number("seen"))
    return request.redirect("/authors?said=guardian-recorded")


@router.post("/authors/withdraw")
@allow(CHIEFS)
def withdraw_for(request: CurrentRequest) -> Response:
    """Withdraw the consent of a contributor who asked for it."""
    with request.transaction(_refusing(request)) as (session, by):
        withdraw_consent(session, profile(session, request.form.text("name")), by)
    return request.redirect("/authors?said=byline-withdrawn")


def _own_page(
    request: DeskRequest, status: int = 200, problems: tuple[str, ...] = (), form: Form | None = None
) -> Response:
    with request.transaction() as (session, by):
        mine = profile(session, by.name)
        return request.page(
            "byline.html",
            status,
            problems=problems,
            profile=mine,
            said_of=_typed(form) if form else _said(mine),
            reasons=without_byline(mine),
            waits=awaits_approval(mine),
            seen_as=as_readers_would_see(mine),
            minor=is_minor(mine),
            page=_page_of(mine, request.desk.settings),
            land=province(),
        )


def _all_page(request: DeskRequest, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    with request.reading() as (session, _):
        return request.page(
            "authors.html",
            status,
            problems=problems,
            authors=[
                {
                    "profile": each,
                    "reasons": without_byline(each),
                    "waits": awaits_approval(each),
                    "seen_as": as_readers_would_see(each),
                    "minor": is_minor(each),
                    "page": _page_of(each, request.desk.settings),
                }
                for each in profiles(session)
            ],
        )


def _refusing(request: DeskRequest) -> "Refusal":
    return lambda problems: _all_page(request, 409, problems)


def _page_of(about: ContributorProfile, settings: "Settings") -> str:
    """Return the public address of an author's page; empty where readers see none."""
    return public_url(settings, f"authors/{about.slug}/") if about.shown else ""


def _details(form: Form) -> ProfileDetails:
    born = form.moment("birth_date", label="تاریخ تولد")
    texts = {name: form.text(name) for name in _TEXTS}
    return ProfileDetails(**texts, birth_date=tehran_day(born) if born else None, adult="adult" in form)


def _said(about: ContributorProfile) -> dict[str, str]:
    """Return the profile as its form has it."""
    born = typed(start_of(about.birth_date)).partition(" ")[0] if about.birth_date else ""
    texts = {name: getattr(about, name) for name in _TEXTS}
    return texts | {"birth_date": born, "adult": "1" if about.adult else ""}


def _typed(form: Form) -> dict[str, str]:
    return {name: form.text(name) for name in (*_TEXTS, "birth_date", "adult")}
