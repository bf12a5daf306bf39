"""Coverage: who spoke of what, where, against the province's targets; on a page, in Excel, on one printed sheet."""

from datetime import date, timedelta
from typing import NamedTuple

from fastapi import APIRouter, Response
from persiantools.jdatetime import JalaliDate

from bumi.desk.brief_form import form_of
from bumi.desk.briefs import begun
from bumi.desk.gate import DECIDERS, NotThere, only
from bumi.desk.month import week
from bumi.desk.visit import Visit, Visiting
from bumi.newsroom.queries.coverage import any_unmeasured, measure_published
from bumi.persian.calendar import now, tehran_day
from bumi.plain_yaml import documents_in
from bumi.planning import (
    TITLES,
    CoverageLevel,
    Report,
    coverage_report,
    coverage_workbook,
    name_in_persian,
    print_sheet,
    province_plan,
    tiles,
)

__all__ = ["router"]

router = APIRouter()

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WEEK = timedelta(days=7)
_LENGTHS = {1: "یک هفته", 4: "چهار هفته", 13: "یک فصل", 52: "یک سال"}


class _Asked(NamedTuple):
    """Which weeks an address asks for: so many, up to the one of the day `week`."""

    week: str
    weeks: int

    @property
    def query(self) -> str:
        return f"week={self.week}&weeks={self.weeks}"


@router.get("/coverage")
@only(DECIDERS)
def show(visit: Visiting) -> Response:
    """Show the report of last week, or of the weeks that the address asks for."""
    made, asked = _report(visit)
    return visit.page(
        "coverage.html",
        report=made,
        asked=asked,
        lengths=_LENGTHS,
        earlier=_Asked(_address(made.first - _WEEK), asked.weeks).query,
        later=_Asked(_address(made.last + asked.weeks * _WEEK), asked.weeks).query,
        ahead=made.last < tehran_day(now()),
        tiles=tiles(),
        by_county={line.name: line for line in made.lines["county"]},
        most=max((each.pieces for each in made.trend), default=0) or 1,
        titles=TITLES,
        levels=list(CoverageLevel),
        named=name_in_persian,
    )


@router.get("/coverage/excel")
@only(DECIDERS)
def excel(visit: Visiting) -> Response:
    """Give the report as an Excel file."""
    made, _ = _report(visit)
    return Response(coverage_workbook(made), media_type=_EXCEL, headers=_saved_as(made, "xlsx"))


@router.get("/coverage/pdf")
@only(DECIDERS)
def pdf(visit: Visiting) -> Response:
    """Give the report as one page to print."""
    made, _ = _report(visit)
    return Response(print_sheet(made), media_type="application/pdf", headers=_saved_as(made, "pdf"))


@router.post("/coverage/brief")
@only(DECIDERS)
def take(visit: Visiting) -> Response:
    """Begin the brief that is proposed for a gap, named by its dimension and name."""
    made, _ = _report(visit)
    asked = (visit.form.text("by"), visit.form.text("name"))
    gap = next((each for each in made.gaps if (each.dimension, each.name) == asked), None)
    if gap is None:
        raise NotThere
    (proposed,) = documents_in(gap.brief.encode(), gap.sentence)
    return begun(visit, [form_of(proposed) | {"internal_note": f"{gap.sentence} کم‌خبر است."}])


def _report(visit: Visit) -> tuple[Report, _Asked]:
    """Return the report that the address asks for; what was published since is measured first."""
    asked, newsroom = visit.request.query_params, visit.desk.newsroom
    weeks = next((each for each in _LENGTHS if str(each) == asked.get("weeks")), 1)
    last = week(asked.get("week", ""), tehran_day(now()) - _WEEK)
    with newsroom.reading() as session:
        waiting = any_unmeasured(session)
    if waiting:
        with newsroom.session() as session:
            measure_published(session)
    with newsroom.reading() as session:
        made = coverage_report(session, province_plan(), last - (weeks - 1) * _WEEK, weeks)
    return made, _Asked(_address(last), weeks)


def _saved_as(made: Report, kind: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="coverage-{_address(made.first)}.{kind}"'}


def _address(day: date) -> str:
    return str(JalaliDate(day).isoformat())
