"""The coverage report: publications by county, axis and agency against the targets; as a page, in Excel, as PDF."""

from datetime import date, timedelta
from typing import NamedTuple

from fastapi import APIRouter, Response
from persiantools.jdatetime import JalaliDate

from bumi.county_map import tiles
from bumi.desk.authorization import EDITORS, NotFound, allow
from bumi.desk.brief_form import form_of
from bumi.desk.pages.briefs import start_briefs
from bumi.desk.pages.calendar import week
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.newsroom.queries.coverage import any_unmeasured, measure_published, published_before
from bumi.persian.calendar import now, start_of, tehran_day
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
)
from bumi.province import province

router = APIRouter()


_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WEEK = timedelta(days=7)
_LENGTHS = {1: "یک هفته", 4: "چهار هفته", 13: "یک فصل", 52: "یک سال"}


class _Asked(NamedTuple):
    """The weeks that an address names: so many, the last being the one of the day `week`."""

    week: str
    weeks: int

    @property
    def query(self) -> str:
        return f"week={self.week}&weeks={self.weeks}"


@router.get("/coverage")
@allow(EDITORS)
def show(request: CurrentRequest) -> Response:
    """Show the report of last week (in a newsroom's first week of this one), or of the weeks that the query names."""
    made, asked = _report(request)
    return request.page(
        "coverage.html",
        report=made,
        asked=asked,
        lengths=_LENGTHS,
        earlier=_Asked(_address(made.first - _WEEK), asked.weeks).query,
        later=_Asked(_address(made.last + asked.weeks * _WEEK), asked.weeks).query,
        ahead=made.last < tehran_day(now()),
        tiles=tiles(),
        slugs={each.name: each.slug for each in province().counties},
        by_county={line.name: line for line in made.lines["county"]},
        most=max((each.pieces for each in made.trend), default=0) or 1,
        titles=TITLES,
        levels=list(CoverageLevel),
        named=name_in_persian,
    )


@router.get("/coverage/excel")
@allow(EDITORS)
def excel(request: CurrentRequest) -> Response:
    """Return the report as an Excel file."""
    made, _ = _report(request)
    return Response(coverage_workbook(made), media_type=_EXCEL, headers=_saved_as(made, "xlsx"))


@router.get("/coverage/pdf")
@allow(EDITORS)
def pdf(request: CurrentRequest) -> Response:
    """Return the report as one page to print."""
    made, _ = _report(request)
    return Response(print_sheet(made), media_type="application/pdf", headers=_saved_as(made, "pdf"))


@router.post("/coverage/brief")
@allow(EDITORS)
def begin_brief(request: CurrentRequest) -> Response:
    """Create a draft of the brief that is proposed for a gap, which its dimension and name identify."""
    made, _ = _report(request)
    asked = (request.form.text("by"), request.form.text("name"))
    gap = next((each for each in made.gaps if (each.dimension, each.name) == asked), None)
    if gap is None:
        raise NotFound
    (proposed,) = documents_in(gap.brief.encode(), gap.sentence)
    return start_briefs(request, [form_of(proposed) | {"internal_note": f"{gap.sentence} کم‌خبر است."}])


def _report(request: DeskRequest) -> tuple[Report, _Asked]:
    """Return the report that the query names; new publications are measured first."""
    asked, newsroom = request.query, request.desk.newsroom
    weeks = next((each for each in _LENGTHS if str(each) == asked.get("weeks")), 1)
    this = week("", tehran_day(now()))
    with newsroom.reading() as session:
        waiting = any_unmeasured(session)
        last = week(asked.get("week", ""), this - _WEEK if published_before(session, start_of(this)) else this)
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
