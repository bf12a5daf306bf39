"""Sign-ups of an event at the desk: its list is opened and changed, who came is ticked, the next edition is begun."""

from fastapi import APIRouter, Response

from bumi.desk.authorization import CAMPAIGN, PIECE, STAFF, NotFound, allow
from bumi.desk.form import BROKEN_FORM, Form, whole_number
from bumi.desk.labels import with_labels
from bumi.desk.pages.briefs import start_briefs
from bumi.desk.pages.piece import refusing
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.desk.submission import edition_form
from bumi.errors import BadInput
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.plan.campaigns import campaign as campaign_of
from bumi.newsroom.sign_ups import (
    counts_of,
    note_called,
    open_sign_ups,
    people_to_call,
    record_attendance,
    sign_up_list,
    sign_ups,
    still_open,
)
from bumi.newsroom.tables import Campaign
from bumi.persian.calendar import now, tehran_day
from bumi.persian.text import digits_to_latin
from bumi.planning import event_of_piece, next_editions, province_plan

router = APIRouter()

_PAGE = 200  # people; a form has at most 300 fields


@router.get("/campaigns/{campaign}/sign-ups")
@allow(STAFF, CAMPAIGN)
def show_sign_ups(request: CurrentRequest, campaign: int) -> Response:
    """Show who signed up for an event, and on its day tick who came."""
    return _page(request, campaign)


@router.post("/campaigns/{campaign}/sign-ups")
@allow(STAFF, CAMPAIGN)
def open_or_change(request: CurrentRequest, campaign: int) -> Response:
    """Open the sign-up list of an event, or change its capacity and closing time."""
    form = request.form
    with request.transaction(lambda problems: _page(request, campaign, 409, problems)) as (session, by):
        closes_at = form.moment("closes_at", label="پایان ثبت‌نام")
        found = campaign_of(session, campaign)
        open_sign_ups(session, found, _people(form, "capacity", "ظرفیت"), closes_at or found.starts_at, by, now())
    return request.redirect(f"/campaigns/{campaign}/sign-ups?said=sign-ups-open")


@router.post("/pieces/{id}/sign-ups")
@allow(STAFF, PIECE)
def list_of_piece(request: CurrentRequest, id: int) -> Response:
    """Lead to the sign-up list of the event that a piece announces, to be opened there."""
    with request.transaction(refusing(request, id)) as (session, by):
        campaign = event_of_piece(session, piece(session, id), by).id
    return request.redirect(f"/campaigns/{campaign}/sign-ups")


@router.post("/campaigns/{campaign}/attendance")
@allow(STAFF, CAMPAIGN)
def tick_attendance(request: CurrentRequest, campaign: int) -> Response:
    """Record who of a page of the list came; its other ticks are taken back."""
    came = [whole_number(each) for each in request.form.all("came")]
    with request.transaction(lambda problems: _page(request, campaign, 409, problems)) as (session, _):
        if None in came:
            raise BadInput(BROKEN_FORM)
        walk_ins = _people(request.form, "walk_ins", "شمار کسانی که بی ثبت‌نام آمدند")
        found = campaign_of(session, campaign)
        shown = request.form.number("first"), request.form.number("last")
        record_attendance(session, found, {each for each in came if each is not None}, walk_ins, now(), shown)
    return request.redirect(f"/campaigns/{campaign}/sign-ups?page={_number(request)}&said=attendance")


@router.post("/campaigns/{campaign}/called")
@allow(STAFF, CAMPAIGN)
def note_calls(request: CurrentRequest, campaign: int) -> Response:
    """Record who was told on the telephone of a place, another time or a cancellation."""
    called = [whole_number(each) for each in request.form.all("called")]
    with request.transaction(lambda problems: _page(request, campaign, 409, problems)) as (session, by):
        if None in called or not called:
            raise BadInput("نامی تیک نخورده است؛ جلوی نام هر کس که خبرش کردید تیک بزنید")
        note_called(session, campaign, {each for each in called if each is not None}, by, now())
    return request.redirect(f"/campaigns/{campaign}/sign-ups?said=called")


@router.post("/campaigns/{campaign}/again")
@allow(STAFF, CAMPAIGN)
def begin_edition(request: CurrentRequest, campaign: int) -> Response:
    """Create a draft of the brief of an event's next edition; submitting it starts its campaign."""
    with request.reading() as (session, _):
        found = next((it for it in next_editions(session, province_plan(), now()) if it.campaign.id == campaign), None)
    if found is None:
        raise NotFound
    return start_briefs(request, [edition_form(found)])


def _number(request: DeskRequest) -> int:
    """Return the number of the page of the list that the address names."""
    return max(1, whole_number(request.query.get("page", "")) or 1)


def _people(form: Form, name: str, label: str) -> int:
    """Return a number of people as somebody typed it, 0 of an empty field; BadInput for what is no number."""
    text = form.text(name).strip()
    number = whole_number(digits_to_latin(text)) if text else 0
    if number is None:
        raise BadInput(f"{label}: «{text[:20]}» عدد نیست؛ مانند ۴۰ بنویسید")
    return number


def _page(request: DeskRequest, id: int, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    moment = now()
    with request.reading() as (session, _):
        campaign, found = session.get_one(Campaign, id), sign_up_list(session, id)
        people = sign_ups(session, id) if found else []
        number = _number(request)
        calls = people_to_call(session, id, moment)
        begun = tehran_day(moment) >= tehran_day(campaign.starts_at)
        return request.page(
            "sign-ups.html",
            status,
            problems=tuple(map(with_labels, problems)),
            typed_in=request.form,
            campaign=campaign,
            found=found,
            people=people[_PAGE * (number - 1) : _PAGE * number],
            number=number,
            more=len(people) > _PAGE * number,
            calls=calls[:_PAGE],
            more_calls=max(0, len(calls) - _PAGE),
            counts=counts_of(session, found) if found else None,
            address=request.desk.settings.sign_up_url(found.code) if found else "",
            open=found is not None and still_open(campaign, found, moment),
            ahead=campaign.starts_at > moment and not campaign.cancelled_at,
            ticking=found is not None and not found.erased_at and begun,
        )
