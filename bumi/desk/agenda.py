"""The calendar: a month or a week of what goes out, and the little one from which a day is picked."""

from datetime import timedelta

from fastapi import APIRouter, Response

from bumi.calendar import WEEKDAYS, now
from bumi.desk.gate import PEOPLE, only
from bumi.desk.month import bounds, days, month, week
from bumi.desk.visit import Visiting
from bumi.newsroom.agenda import agenda

__all__ = ["router"]

router = APIRouter()


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
        entries = agenda(session, who, *bounds(first, last))
    return visit.page(
        "calendar.html",
        month=shown,
        by_week=by_week,
        first=first,
        days=days(first, last, entries, today),
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
