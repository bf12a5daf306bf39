"""Campaigns: an event with all its pieces and their times, begun, moved, called off and reported on in one place."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from bumi.brief import Kind, Quote
from bumi.desk.brief_form import blank
from bumi.desk.briefs import begun
from bumi.desk.form import lines_of, quotes_of
from bumi.desk.gate import CAMPAIGN, DECIDERS, PEOPLE, only
from bumi.desk.labels import in_persian
from bumi.desk.purpose import CAMPAIGN as FOR_CAMPAIGN
from bumi.desk.visit import Visit, Visiting
from bumi.errors import BadInput, Refused
from bumi.newsroom.plan.campaigns import campaign as campaign_of
from bumi.newsroom.tables import Appearance, Campaign
from bumi.persian.calendar import now, parse_moment
from bumi.planning import answer_report, awaiting_answer, cancel_event, move_event, problems_in, series

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["router", "step_name"]

router = APIRouter()


@router.post("/campaigns")
@only(PEOPLE)
def begin(visit: Visiting) -> Response:
    """Begin the brief of an event; handed in, it becomes a campaign."""
    form = blank(Kind.EVENT, visit.who.agency if visit.who else "") | {"purpose": FOR_CAMPAIGN}
    return begun(visit, [form])


@router.get("/campaigns/{campaign}")
@only(PEOPLE, CAMPAIGN)
def show(visit: Visiting, campaign: int) -> Response:
    """Show the pieces of a campaign in their order, and what may be done."""
    return _page(visit, campaign)


@router.post("/campaigns/{campaign}/move")
@only(DECIDERS, CAMPAIGN)
def move(visit: Visiting, campaign: int) -> Response:
    """Move the event: pieces that are not out yet give way to new ones."""
    form = visit.form
    try:
        starts_at, ends_at = _moment(form.text("starts_at"), "آغاز تازه"), form.text("ends_at").strip()
        until = _moment(ends_at, "پایان تازه") if ends_at else None
        with visit.acting() as (session, by):
            move_event(
                session, campaign_of(session, campaign, form.number("version")), starts_at, until, by, form.text("why")
            )
    except (BadInput, Refused) as error:
        return _page(visit, campaign, 409, error.problems)
    visit.desk.nudge()  # for the notice that tells readers
    return visit.to(f"/campaigns/{campaign}?said=moved")


@router.post("/campaigns/{campaign}/cancel")
@only(DECIDERS, CAMPAIGN)
def cancel(visit: Visiting, campaign: int) -> Response:
    """Call off the event, with every piece that is not out yet."""
    try:
        with visit.acting() as (session, by):
            cancel_event(
                session, campaign_of(session, campaign, visit.form.number("version")), by, visit.form.text("why")
            )
    except (BadInput, Refused) as error:
        return _page(visit, campaign, 409, error.problems)
    visit.desk.nudge()
    return visit.to(f"/campaigns/{campaign}?said=called-off")


@router.post("/campaigns/{campaign}/report")
@only(PEOPLE, CAMPAIGN)
def report(visit: Visiting, campaign: int) -> Response:
    """Hand in what happened, for the report to be written."""
    quotes = quotes_of(visit.form)
    try:
        if told := problems_in(dict[str, tuple[Quote, ...]], {"quotes": quotes}):
            raise BadInput(*(sentence for sentences in told.values() for sentence in sentences))
        with visit.acting() as (session, by):
            said = tuple(Quote.model_validate(each) for each in quotes)
            piece = answer_report(session, campaign_of(session, campaign), lines_of(visit.form.text("notes")), said, by)
    except (BadInput, Refused) as error:
        return _page(visit, campaign, 422, error.problems)
    visit.desk.nudge()
    return visit.to(f"/pieces/{piece.id}?said=submitted")


def step_name(campaign: Campaign, each: Appearance) -> str:
    """Return what the plan calls a step; the notices of a change are in no plan."""
    step = series(campaign.plan).of(each.step)
    return step.name if step else "خبر تغییر"


def _page(visit: Visit, id: int, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    told = tuple(map(in_persian, problems))
    with visit.looking() as (session, _):
        return visit.page("campaign.html", status, problems=told, typed_in=visit.form, **_context(session, id))


def _context(session: "Session", id: int) -> dict[str, Any]:
    found, moment = session.get_one(Campaign, id), now()
    waiting = awaiting_answer(found, moment)
    return {
        "campaign": found,
        "brief": found.brief_model,
        "steps": [(step_name(found, each), each) for each in found.appearances],
        "asks": waiting[1] if waiting else (),
        "over": found.ends_at <= moment,
    }


def _moment(text: str, name: str) -> datetime:
    try:
        return parse_moment(text)
    except ValueError as error:
        raise BadInput(f"{name}: {error}") from None
