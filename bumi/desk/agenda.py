"""The calendar: a month or a week of what goes out, and the little one from which a day is picked."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.desk.gate import PEOPLE, only
from bumi.desk.month import bounds, days, month, week
from bumi.desk.visit import Visiting
from bumi.newsroom.plan.campaigns import occasions_taken
from bumi.newsroom.queries.agenda import agenda
from bumi.persian.calendar import WEEKDAYS, now, tehran_day
from bumi.planning import Occasion, occasions_between, proposals, province_plan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["router"]

router = APIRouter()

_MOST, _MOST_OF_WEEK = 8, 60  # pieces of a day that a month and a week show


@router.get("/calendar")
@only(PEOPLE)
def show(visit: Visiting) -> Response:
    """Show a month, or with `week` in the address a week."""
    asked, today = visit.request.query_params, now().date()
    shown = month(asked.get("month", ""), today)
    first, last = shown.first, shown.moved(1).first
    if by_week := "week" in asked:
        first = week(asked["week"], today)
        last = first + timedelta(days=7)
    with visit.looking() as (session, who):
        entries, in_all = agenda(session, who, *bounds(first, last), _MOST_OF_WEEK if by_week else _MOST)
        kept = _occasions(session, first, last)
    return visit.page(
        "calendar.html",
        month=shown,
        by_week=by_week,
        first=first,
        days=days(first, last, entries, today, in_all),
        occasions=kept,
        begins=_by_day(kept),
        weekdays=WEEKDAYS,
        earlier=days(first - timedelta(days=7), first, (), today)[0],
        later=days(last, last + timedelta(days=1), (), today)[0],
    )


@router.get("/calendar/picker")
@only(PEOPLE)
def pick(visit: Visiting) -> Response:
    """Show the little month; a day that is pressed is written into the field, by the page's script."""
    today = now().date()
    shown = month(visit.request.query_params.get("month", ""), today)
    found = days(shown.first, shown.moved(1).first, (), today)
    return visit.page("picker.html", month=shown, days=found, weekdays=WEEKDAYS)


def _occasions(session: "Session", first: date, last: date) -> list[tuple[Occasion, bool]]:
    """Return the occasions of some days, and whether a brief is proposed for each now."""
    open_ones = proposals(tehran_day(now()), province_plan(), occasions_taken(session))
    proposed = {(it.occasion.kept.slug, it.occasion.first) for it in open_ones}
    found = occasions_between(first, last - timedelta(days=1))
    return [(each, (each.kept.slug, each.first) in proposed) for each in found]


def _by_day(kept: list[tuple[Occasion, bool]]) -> dict[date, list[Occasion]]:
    """Return the occasions by the day on which each begins."""
    found: dict[date, list[Occasion]] = {}
    for each, _ in kept:
        found.setdefault(each.first, []).append(each)
    return found
