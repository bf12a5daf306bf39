"""The plan: what somebody should see to, what the province is about to say, and with which words."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.desk.briefs import begun
from bumi.desk.campaigns import step_name
from bumi.desk.gate import PEOPLE, NotThere, only
from bumi.desk.purpose import occasion_form
from bumi.desk.visit import Visiting
from bumi.newsroom.accounts.access import seen_among
from bumi.newsroom.plan.campaigns import campaigns, occasions_taken
from bumi.newsroom.plan.crises import open_notices
from bumi.newsroom.plan.shared_messages import messages
from bumi.newsroom.tables import Campaign, User
from bumi.persian.calendar import now, tehran_day
from bumi.planning import Reminder, ReminderTarget, due_reminders, outdated_variants, proposals, province_plan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["router"]

router = APIRouter()

_MOST = 12  # reminders of one subject; what is beyond them waits in the queue too


@router.get("/plan")
@only(PEOPLE)
def show(visit: Visiting) -> Response:
    """Show reminders, crises, campaigns and messages."""
    moment = now()
    with visit.looking() as (session, who):
        seen = campaigns(session, who)
        told = _seen(session, who, seen, due_reminders(session, province_plan(), moment))
        notices = open_notices(session)
        mine = seen_among(session, who, [each.piece_id for each in notices])
        spoken = messages(session, who)
        return visit.page(
            "plan.html",
            reminders=_by_subject(told),
            notices=[each for each in notices if each.piece_id in mine],
            coming=[(each, _next_step(each)) for each in seen if each.ends_at > moment and not each.cancelled_at],
            past=[each for each in reversed(seen) if each.ends_at <= moment or each.cancelled_at][:20],
            messages=spoken,
            outdated={each.id: len(outdated_variants(session, each)) for each in spoken} if who.decides else {},
        )


@router.post("/plan/occasion")
@only(PEOPLE)
def take(visit: Visiting) -> Response:
    """Begin the brief that an occasion proposes."""
    with visit.looking() as (session, _):
        proposed = proposals(tehran_day(now()), province_plan(), occasions_taken(session))
    slug = visit.form.text("slug")
    found = next((each.occasion for each in proposed if each.occasion.kept.slug == slug), None)
    if found is None:
        raise NotThere
    return begun(visit, [occasion_form(found)])


def _seen(session: "Session", who: User, campaigns: list[Campaign], told: list[Reminder]) -> list[Reminder]:
    """Return the reminders that are for whoever looks; occasions are for everybody."""
    pieces = seen_among(session, who, [each.id for each in told if each.about is ReminderTarget.PIECE])
    seen = {
        ReminderTarget.PIECE: pieces,
        ReminderTarget.CAMPAIGN: {each.id for each in campaigns},
        ReminderTarget.OCCASION: {0},
    }
    return [each for each in told if each.id in seen[each.about]]


def _by_subject(told: list[Reminder]) -> list[tuple[list[Reminder], int]]:
    """Return the reminders of each subject, at most so many, and how many there are besides."""
    subjects = dict.fromkeys(each.subject for each in told)
    of = [[each for each in told if each.subject is subject] for subject in subjects]
    return [(found[:_MOST], max(0, len(found) - _MOST)) for found in of]


def _next_step(campaign: Campaign) -> tuple[str, object] | None:
    """Return the name and the time of the next piece of a campaign, or None where all are out."""
    moment = now()
    ahead = [each for each in campaign.standing if each.publish_at > moment]
    return (step_name(campaign, ahead[0]), ahead[0].publish_at) if ahead else None
