"""The desk of a county, for its governor's office: coverage against target, gaps, plans, crises; a sheet to print."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.county_map import tiles
from bumi.desk.authorization import COUNTY, EDITORS, STAFF, NotFound, allow
from bumi.desk.brief_form import form_of
from bumi.desk.pages.briefs import start_briefs
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.newsroom.accounts.access import seen_among
from bumi.newsroom.plan.county_sheets import kept_months, kept_sheet
from bumi.persian.alphabet import alphabetical
from bumi.persian.calendar import now, tehran_day
from bumi.persian.months import Month, month_of, month_or
from bumi.plain_yaml import documents_in
from bumi.planning import CountyReport, CoverageLevel, county_report, print_county_sheet, province_plan
from bumi.province import County, province
from bumi.publishing import page_key, public_url

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.newsroom.tables import User

router = APIRouter()

_MOST_MONTHS = 24


@router.get("/county")
@allow(STAFF)
def open_own(request: CurrentRequest) -> Response:
    """Lead an office to the page of its county, and editors to the coverage of all counties."""
    if own := request.own_county:
        return request.redirect(f"/county/{own.slug}")
    if request.bound_agency or not (request.user and request.user.decides):
        raise NotFound
    return request.redirect("/coverage")


@router.get("/county/{county}")
@allow(STAFF, COUNTY)
def show(request: CurrentRequest, county: str) -> Response:
    """Show this month of the county, or the one that the query names."""
    with request.reading() as (session, who):
        made = _report(session, county, _month(request))
        links = _links(request, session, who, made)
        kept = kept_sheet(session, county, made.month)
    return request.page(
        "county.html",
        report=made,
        kept_at=kept.kept_at if kept else None,
        links=links,
        tiles=tiles(),
        levels=list(CoverageLevel),
        missing={gap.name: gap for gap in made.gaps},
        tallest=max((each.pieces for each in made.trend), default=0) or 1,
        ahead=made.month < month_of(tehran_day(now())),
    )


@router.get("/county/{county}/pdf")
@allow(STAFF, COUNTY)
def pdf(request: CurrentRequest, county: str) -> Response:
    """Return the month of the county as a page to print: as it was kept, or of a month that is not, as it is now."""
    month = _month(request)
    with request.reading() as (session, _):
        kept = None if request.query.get("anew") else kept_sheet(session, county, month)
        data = kept.pdf if kept else print_county_sheet(_report(session, county, month))
    saved_as = f'attachment; filename="{county}-{month.address}.pdf"'
    return Response(data, media_type="application/pdf", headers={"content-disposition": saved_as})


@router.get("/county-sheets")
@allow(EDITORS)
def show_sheets(request: CurrentRequest) -> Response:
    """Show the kept monthly sheets of all counties, the latest month first."""
    with request.reading() as (session, _):
        kept = [(month, [province().county_at(slug) for slug in slugs]) for month, slugs in kept_months(session)]
    months = [(month, sorted(filter(None, found), key=lambda it: alphabetical(it.name))) for month, found in kept]
    return request.page("county-sheets.html", months=months[:_MOST_MONTHS])


@router.post("/county/{county}/brief")
@allow(STAFF, COUNTY)
def begin_brief(request: CurrentRequest, county: str) -> Response:
    """Create a draft of the brief that is proposed for the gap of an axis."""
    with request.reading() as (session, _):
        made = _report(session, county, _month(request))
    gap = next((each for each in made.gaps if each.name == request.form.text("axis")), None)
    if gap is None:
        raise NotFound
    (proposed,) = documents_in(gap.brief.encode(), gap.sentence)
    own = {"agency": request.own_agency, "internal_note": f"{gap.sentence} در {made.title} کم‌خبر است."}
    return start_briefs(request, [form_of(proposed) | own])


def _month(request: DeskRequest) -> Month:
    """Return the month that the query names, up to this one."""
    this = month_of(tehran_day(now()))
    return min(this, month_or(request.query.get("month", ""), this))


def _report(session: "Session", slug: str, month: Month) -> CountyReport:
    return county_report(session, province_plan(), _county(slug), month)


def _county(slug: str) -> County:
    found = province().county_at(slug)
    if found is None:
        raise NotFound
    return found


def _links(request: DeskRequest, session: "Session", who: "User", made: CountyReport) -> dict[int, str]:
    """Return where a piece is read: at the desk by those who may see it there, else on its public page."""
    told = [line for section in made.sections for line in section.lines if line.piece]
    mine = seen_among(session, who, [line.piece for line in told if line.piece])
    public = {line.piece: public_url(request.desk.settings, page_key(line.slug)) for line in told if line.slug}
    return {**{id: url for id, url in public.items() if id}, **{id: f"/pieces/{id}" for id in mine}}
