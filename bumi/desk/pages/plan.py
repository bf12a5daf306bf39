"""The plan page (reminders, occasions, crises, campaigns, messages) and the pages of campaigns."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from bumi.brief import Kind, Quote
from bumi.desk.authorization import CAMPAIGN, EDITORS, STAFF, NotFound, allow
from bumi.desk.brief_form import empty_form
from bumi.desk.form import lines_of, quotes_of
from bumi.desk.labels import with_labels
from bumi.desk.pages.briefs import start_briefs
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.desk.submission import FOR_CAMPAIGN, follow_up_form, occasion_form
from bumi.errors import BadInput
from bumi.newsroom.accounts.access import seen_among, seen_questions
from bumi.newsroom.plan.campaigns import campaign as campaign_of
from bumi.newsroom.plan.campaigns import campaigns, occasions_taken
from bumi.newsroom.plan.crises import open_notices
from bumi.newsroom.plan.shared_messages import messages
from bumi.newsroom.sign_ups import sign_up_list
from bumi.newsroom.tables import Appearance, Campaign, User
from bumi.persian.calendar import now, tehran_day
from bumi.planning import (
    EventPlan,
    Reminder,
    ReminderTarget,
    answer_report,
    attendance_note,
    awaiting_answer,
    cancel_event,
    due_reminders,
    event_plans,
    follow_up_brief,
    move_event,
    outdated_variants,
    problems_in,
    proposals,
    province_plan,
    series,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


_MOST = 12  # reminders of one subject; the queue has the others too


@router.get("/plan")
@allow(STAFF)
def show(request: CurrentRequest) -> Response:
    """Show reminders, open crises, campaigns and messages."""
    moment = now()
    with request.reading() as (session, who):
        seen = campaigns(session, who)
        told = _seen(session, who, seen, due_reminders(session, province_plan(), moment))
        notices = open_notices(session)
        mine = seen_among(session, who, [each.piece_id for each in notices])
        spoken = messages(session, who)
        return request.page(
            "plan.html",
            reminders=_by_subject(told),
            notices=[each for each in notices if each.piece_id in mine],
            events=_seen_plans(session, who),
            coming=[(each, _next_step(each)) for each in seen if each.ends_at > moment and not each.cancelled_at],
            past=[each for each in reversed(seen) if each.ends_at <= moment or each.cancelled_at][:20],
            messages=spoken,
            outdated={each.id: len(outdated_variants(session, each)) for each in spoken} if who.decides else {},
        )


@router.post("/plan/occasion")
@allow(STAFF)
def begin_occasion(request: CurrentRequest) -> Response:
    """Create a draft of the brief that is proposed for an occasion."""
    with request.reading() as (session, _):
        proposed = proposals(tehran_day(now()), province_plan(), occasions_taken(session))
    slug = request.form.text("slug")
    found = next((each.occasion for each in proposed if each.occasion.kept.slug == slug), None)
    if found is None:
        raise NotFound
    return start_briefs(request, [occasion_form(found)])


@router.post("/plan/follow-up")
@allow(STAFF)
def begin_follow_up(request: CurrentRequest) -> Response:
    """Create a draft of the brief with which people are to hear again of an event that was announced."""
    event, step = request.form.number("event"), request.form.text("step")
    with request.reading() as (session, who):
        plan = next((each for each in _seen_plans(session, who) if each.piece.id == event), None)
        brief = follow_up_brief(plan, step) if plan else None
    if brief is None or plan is None:
        raise NotFound
    return start_briefs(request, [follow_up_form(brief, plan.piece.id, step)])


def _seen_plans(session: "Session", who: User) -> list[EventPlan]:
    plans = event_plans(session, province_plan().quiet)
    mine = seen_among(session, who, [each.piece.id for each in plans])
    return [each for each in plans if each.piece.id in mine]


def _seen(session: "Session", who: User, campaigns: list[Campaign], told: list[Reminder]) -> list[Reminder]:
    """Return the reminders that the user may see; occasions are for everybody."""
    of_pieces = (ReminderTarget.PIECE, ReminderTarget.EVENT)
    pieces = seen_among(session, who, [each.id for each in told if each.about in of_pieces])
    asked = [each.id for each in told if each.about is ReminderTarget.QUESTION]
    seen = {
        ReminderTarget.PIECE: pieces,
        ReminderTarget.EVENT: pieces,
        ReminderTarget.CAMPAIGN: {each.id for each in campaigns},
        ReminderTarget.EDITION: {each.id for each in campaigns},
        ReminderTarget.QUESTION: seen_questions(session, who, asked),
        ReminderTarget.OCCASION: {0},
    }
    return [each for each in told if each.id in seen[each.about]]


def _by_subject(told: list[Reminder]) -> list[tuple[list[Reminder], int]]:
    """Return the first reminders of each subject, and how many more there are."""
    subjects = dict.fromkeys(each.subject for each in told)
    of = [[each for each in told if each.subject is subject] for subject in subjects]
    return [(found[:_MOST], max(0, len(found) - _MOST)) for found in of]


def _next_step(campaign: Campaign) -> tuple[str, object] | None:
    """Return the name and the time of the next piece of a campaign, or None where all are published."""
    moment = now()
    ahead = [each for each in campaign.standing if each.publish_at > moment]
    return (_step_name(campaign, ahead[0]), ahead[0].publish_at) if ahead else None


@router.post("/campaigns")
@allow(STAFF)
def begin_campaign(request: CurrentRequest) -> Response:
    """Create a draft of an event's brief; submitting it starts a campaign."""
    form = empty_form(Kind.EVENT, request.own_agency) | {"purpose": FOR_CAMPAIGN}
    return start_briefs(request, [form])


@router.get("/campaigns/{campaign}")
@allow(STAFF, CAMPAIGN)
def show_campaign(request: CurrentRequest, campaign: int) -> Response:
    """Show the pieces of a campaign in their order, and the allowed actions."""
    return _campaign_page(request, campaign)


@router.post("/campaigns/{campaign}/move")
@allow(EDITORS, CAMPAIGN)
def move(request: CurrentRequest, campaign: int) -> Response:
    """Reschedule the event: unpublished pieces are replaced by new ones."""
    form = request.form
    with request.transaction(lambda problems: _campaign_page(request, campaign, 409, problems)) as (session, by):
        starts_at = form.moment("starts_at", label="آغاز تازه")
        ends_at = form.moment("ends_at", label="پایان تازه")
        if starts_at is None:
            raise BadInput("آغاز تازه رویداد را بنویسید، مانند ۱۴۰۵/۰۹/۰۴ ۱۰:۳۰")
        found = campaign_of(session, campaign, form.number("version"))
        what = f"جابه‌جایی رویداد «{found.brief['topic']}»"
        with request.undoable(session, by, what, f"/campaigns/{campaign}"):
            move_event(session, found, starts_at, ends_at, by, form.text("why"))
    request.desk.start_drafting()  # drafts the notice for readers
    return request.redirect(f"/campaigns/{campaign}?said=moved")


@router.post("/campaigns/{campaign}/cancel")
@allow(EDITORS, CAMPAIGN)
def cancel(request: CurrentRequest, campaign: int) -> Response:
    """Cancel the event, with every unpublished piece."""
    with request.transaction(lambda problems: _campaign_page(request, campaign, 409, problems)) as (session, by):
        found = campaign_of(session, campaign, request.form.number("version"))
        what = f"لغو رویداد «{found.brief['topic']}»"
        with request.undoable(session, by, what, f"/campaigns/{campaign}"):
            cancel_event(session, found, by, request.form.text("why"))
    request.desk.start_drafting()
    return request.redirect(f"/campaigns/{campaign}?said=called-off")


@router.post("/campaigns/{campaign}/report")
@allow(STAFF, CAMPAIGN)
def report(request: CurrentRequest, campaign: int) -> Response:
    """Submit what happened, for the report to be drafted."""
    quotes = quotes_of(request.form)
    with request.transaction(lambda problems: _campaign_page(request, campaign, 422, problems)) as (session, by):
        if told := problems_in(dict[str, tuple[Quote, ...]], {"quotes": quotes}):
            raise BadInput(*(sentence for sentences in told.values() for sentence in sentences))
        said = tuple(Quote.model_validate(each) for each in quotes)
        piece = answer_report(session, campaign_of(session, campaign), lines_of(request.form.text("notes")), said, by)
    request.desk.start_drafting()
    return request.redirect(f"/pieces/{piece.id}?said=submitted")


def _step_name(campaign: Campaign, each: Appearance) -> str:
    """Return the name of a step; the notice of a change is in no plan."""
    step = series(campaign.plan).of(each.step)
    return step.name if step else "خبر تغییر"


def _campaign_page(request: DeskRequest, id: int, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    told = tuple(map(with_labels, problems))
    with request.reading() as (session, _):
        return request.page("campaign.html", status, problems=told, typed_in=request.form, **_context(session, id))


def _context(session: "Session", id: int) -> dict[str, Any]:
    found, moment = session.get_one(Campaign, id), now()
    waiting = awaiting_answer(found, moment)
    return {
        "campaign": found,
        "brief": found.brief_model,
        "steps": [(_step_name(found, each), each) for each in found.appearances],
        "asks": waiting[1] if waiting else (),
        "over": found.ends_at <= moment,
        "came": attendance_note(session, found),
        "listed": sign_up_list(session, id) is not None,
    }
