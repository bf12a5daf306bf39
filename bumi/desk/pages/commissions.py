"""Commissions at the desk: editors open them from the gaps and accept pitches; contributors pitch, write, hand in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.desk.authorization import COMMISSION, CONTRIBUTORS, EDITORS, PIECE, NotFound, allow
from bumi.desk.form import PHOTO_FILE, Form, lines_of
from bumi.desk.labels import with_labels
from bumi.desk.pages.photos import details_in, kept_image
from bumi.desk.pages.piece import refusing, show_piece
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput, Refused
from bumi.newsroom.commissions import (
    CommissionTerms,
    OwnPhoto,
    accept_pitch,
    add_own_photo,
    cancel_commission,
    commissions,
    fee_lines,
    hand_in,
    keep_findings,
    may_take,
    open_commission,
    open_to,
    pitch,
    pitches_of,
    refuse_others,
    remove_own_photo,
    withdraw_pitch,
)
from bumi.newsroom.commissions import (
    commission as commission_of,
)
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.states import State
from bumi.newsroom.tables import CommissionState, PitchState, User
from bumi.persian.calendar import now, tehran_day, typed
from bumi.pipeline.single_piece import carry_one
from bumi.planning import (
    ProposedCommission,
    agency_of,
    coverage_report,
    proposed_commissions,
    province_plan,
    usual_deadline,
)
from bumi.province import province
from bumi.words import Kind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()

_WEEKS = 4
"""The weeks whose gaps are proposed as commissions, the current one among them."""

_SINCE = timedelta(weeks=_WEEKS - 1)

_WRITTEN_NOW = (State.DRAFT, State.CHANGES_REQUESTED)
"""The states of pieces that wait for their contributor; these stand first."""

_FIELDS = ("kind", "county", "axis", "topic", "agency", "points", "deadline")


@router.get("/commissions")
@allow(EDITORS | CONTRIBUTORS)
def show_all(request: CurrentRequest) -> Response:
    """Show editors all commissions and the gaps, and contributors what is open to them and their own work."""
    if not (request.user and request.user.decides):
        return _home(request)
    with request.reading() as (session, _):
        return request.page(
            "commissions.html",
            under_way=commissions(session),
            ended=commissions(session, under_way=False),
            proposed=_proposed(session),
            fees=province_plan().fees,
            Pitched=PitchState,
            problems=(),
        )


@router.get("/commissions/new")
@allow(EDITORS)
def show_form(request: CurrentRequest) -> Response:
    """Show the form of a commission, with what the address names filled in."""
    asked = request.query
    axis = asked.get("axis", "")
    given = {name: asked.get(name, "") for name in _FIELDS}
    given |= {"deadline": _day(usual_deadline(now())), "agency": agency_of(axis) if axis else ""}
    return _form(request, given)


@router.post("/commissions")
@allow(EDITORS)
def open_one(request: CurrentRequest) -> Response:
    """Open a commission from the form."""
    form = request.form
    given = {name: form.text(name) for name in _FIELDS}
    with request.transaction(lambda problems: _form(request, given, 422, problems)) as (session, by):
        id = open_commission(session, _terms(form), by).id
    return request.redirect(f"/commissions/{id}?said=commission-opened")


@router.post("/commissions/propose")
@allow(EDITORS)
def open_proposed(request: CurrentRequest) -> Response:
    """Open, at one touch, the commission that is proposed for a gap."""
    form = request.form
    with request.transaction() as (session, by):
        asked = (form.text("county"), form.text("axis"), form.text("kind"))
        chosen = next((each for each in _proposed(session) if (each.county, each.axis, each.kind) == asked), None)
        if chosen is None:
            raise NotFound
        id = open_commission(session, chosen.terms(province_plan(), now()), by).id
    return request.redirect(f"/commissions/{id}?said=commission-opened")


@router.get("/commissions/{commission}")
@allow(EDITORS | CONTRIBUTORS, COMMISSION)
def show(request: CurrentRequest, commission: int) -> Response:
    """Show a commission; to editors with all pitches, to a contributor with their own."""
    return _page(request, commission)


@router.post("/commissions/{commission}/pitch")
@allow(CONTRIBUTORS, COMMISSION)
def offer(request: CurrentRequest, commission: int) -> Response:
    """Offer to write a commission."""
    form, words, day = request.form, request.form.text("words"), request.form.text("promised")
    with request.transaction(lambda problems: _page(request, commission, 422, problems, words, day)) as (session, by):
        promised = form.moment("promised", end_of_day=True, label="تا کِی")
        found = commission_of(session, commission)
        pitch(session, found, words, _until(promised, found.deadline), by)
    return request.redirect(f"/commissions/{commission}?said=pitched")


@router.post("/commissions/{commission}/withdraw")
@allow(CONTRIBUTORS, COMMISSION)
def take_back(request: CurrentRequest, commission: int) -> Response:
    """Withdraw one's own pitch, accepted or not."""
    with request.transaction(_refusing(request, commission)) as (session, by):
        withdraw_pitch(session, request.form.number("pitch"), by)
    return request.redirect("/commissions?said=pitch-withdrawn")


@router.post("/commissions/{commission}/accept")
@allow(EDITORS, COMMISSION)
def accept(request: CurrentRequest, commission: int) -> Response:
    """Give a commission to the contributor of a pitch."""
    with request.transaction(_refusing(request, commission)) as (session, by):
        accept_pitch(session, request.form.number("pitch"), by)
    return request.redirect(f"/commissions/{commission}?said=pitch-accepted")


@router.post("/commissions/{commission}/cancel")
@allow(EDITORS, COMMISSION)
def cancel(request: CurrentRequest, commission: int) -> Response:
    """Cancel a commission, with the piece that is being written."""
    with request.transaction(_refusing(request, commission)) as (session, by):
        cancel_commission(session, commission_of(session, commission), by, request.form.text("why"))
    return request.redirect(f"/commissions/{commission}?said=commission-cancelled")


@router.post("/pieces/{id}/findings")
@allow(CONTRIBUTORS, PIECE)
def save_findings(request: CurrentRequest, id: int) -> Response:
    """Keep what a contributor has found, in a line each, as the notes on which the text rests."""
    with request.transaction(refusing(request, id)) as (session, by):
        keep_findings(session, piece(session, id), lines_of(request.form.text("findings")), by)
    return request.redirect(f"/pieces/{id}?said=findings-kept")


@router.post("/pieces/{id}/hand-in")
@allow(CONTRIBUTORS, PIECE)
def send(request: CurrentRequest, id: int) -> Response:
    """Send the contributor's text to the editors."""
    with request.transaction(refusing(request, id)) as (session, by):
        hand_in(session, piece(session, id), by)
    return request.redirect(f"/pieces/{id}?said=handed-in")


@router.post("/pieces/{id}/own-photo")
@allow(CONTRIBUTORS, PIECE, most=PHOTO_FILE, queue="photo")
def add_photo(request: CurrentRequest, id: int) -> Response:
    """Add a photo that the contributor took, re-encoded without metadata."""
    try:
        details = details_in(request.form)
        said = OwnPhoto(details.caption, details.consent, own="own" in request.form)
        with request.reading() as (session, by):
            refuse_others(session, piece(session, id), by)
        image = kept_image(request)
        with request.transaction() as (session, by):
            add_own_photo(session, piece(session, id), image, said, by)
    except (BadInput, Refused) as error:
        return show_piece(request, id, 422, error.problems)
    carry_one(request.desk.newsroom, request.desk.settings, id, request.desk.judge)
    return request.redirect(f"/pieces/{id}?said=photo#writing")


@router.post("/pieces/{id}/own-photo/remove")
@allow(CONTRIBUTORS, PIECE)
def remove_photo(request: CurrentRequest, id: int) -> Response:
    """Take a photo out of the contributor's piece."""
    with request.transaction(refusing(request, id)) as (session, by):
        remove_own_photo(session, piece(session, id), request.form.number("photo"), by)
    carry_one(request.desk.newsroom, request.desk.settings, id, request.desk.judge)
    return request.redirect(f"/pieces/{id}?said=no-photo#writing")


def _day(moment: datetime) -> str:
    """Return a day as people type it."""
    return typed(moment).partition(" ")[0]


def _home(request: DeskRequest) -> Response:
    with request.reading() as (session, who):
        own = pitches_of(session, who)
        accepted = [each for each in own if each.state is PitchState.ACCEPTED]
        return request.page(
            "contributor-home.html",
            work=sorted(accepted, key=lambda each: not (each.piece and each.piece.state in _WRITTEN_NOW)),
            offered=[each for each in own if each.state is PitchState.OFFERED],
            ended=[each for each in own if each.state not in (PitchState.ACCEPTED, PitchState.OFFERED)],
            open=open_to(session, who, now()),
            fees=fee_lines(session, who.name),
            problems=(),
        )


def _page(
    request: DeskRequest, id: int, status: int = 200, problems: tuple[str, ...] = (), words: str = "", day: str = ""
) -> Response:
    with request.reading() as (session, who):
        found = commission_of(session, id)
        shown = [each for each in found.pitches if who.decides or each.by == who.name]
        standing = [each for each in shown if each.state in (PitchState.OFFERED, PitchState.ACCEPTED)]
        return request.page(
            "commission.html",
            status,
            problems=problems,
            commission=found,
            pitches=shown,
            objections={each.id: may_take(session.get_one(User, each.by)) for each in shown} if who.decides else {},
            own=next(iter(standing), None) if not who.decides else None,
            may_pitch=not who.decides and found.state is CommissionState.OPEN and not standing,
            cancellable=who.decides and found.state in (CommissionState.OPEN, CommissionState.ASSIGNED),
            words=words,
            Pitched=PitchState,
            States=CommissionState,
            promised=day or _day(found.deadline),
        )


def _form(request: DeskRequest, given: dict[str, str], status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    return request.page(
        "commission-form.html",
        status,
        given=given,
        problems=tuple(map(with_labels, problems)),
        fees=province_plan().fees,
        land=province(),
    )


def _refusing(request: DeskRequest, id: int) -> Callable[[tuple[str, ...]], Response]:
    return lambda problems: _page(request, id, 409, problems)


def _terms(form: Form) -> CommissionTerms:
    """Return the terms that a form names. Raise BadInput for what is no kind or no time, or has no fee in the plan."""
    word, deadline = form.text("kind"), form.moment("deadline", end_of_day=True, label="مهلت")
    kind = next((each for each in Kind if each.value == word), None)
    if kind is None:
        raise BadInput("گونه فراخوان را برنگزیده‌اید؛ یکی از فهرست را برگزینید")
    return CommissionTerms(
        kind=kind,
        county=form.text("county"),
        axis=form.text("axis"),
        topic=form.text("topic"),
        agency=form.text("agency"),
        deadline=deadline or usual_deadline(now()),
        fee=province_plan().fee(kind),
        points=tuple(lines_of(form.text("points"))),
    )


def _until(promised: datetime | None, deadline: datetime) -> datetime | None:
    """Return the promised time; on the day of the deadline, the deadline."""
    same_day = promised is not None and tehran_day(promised) == tehran_day(deadline)
    return deadline if same_day else promised


def _proposed(session: "Session") -> list[ProposedCommission]:
    """Return the commissions that the gaps of the last weeks propose."""
    plan = province_plan()
    under_way = {(each.county, each.axis) for each in commissions(session)}
    return proposed_commissions(coverage_report(session, plan, tehran_day(now()) - _SINCE, _WEEKS), plan, under_way)
