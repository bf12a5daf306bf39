"""Pages of crises: issue a notice from a template, update it, end it, take it back; updates that are due."""

from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Response

from bumi.desk.authorization import EDITORS, PIECE, STAFF, allow
from bumi.desk.form import Form, lines_of
from bumi.desk.labels import CRISIS_LABELS, with_labels
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.newsroom.accounts.access import office_county, seen_among
from bumi.newsroom.plan.crises import crisis_notice, open_notices
from bumi.newsroom.tables import User
from bumi.persian.calendar import minute_of, now, typed, whole_minute
from bumi.persian.text import digits_to_persian
from bumi.pipeline.single_piece import carry_one, show_decided
from bumi.planning import (
    CrisisFacts,
    close_crisis,
    facts_from,
    issue_notice,
    notice_templates,
    problems_in,
    retract_notice,
)
from bumi.province import province

router = APIRouter()


_HOURS = (1, 3, 6, 12)  # choices for the next update; another time can be typed
_VALID = timedelta(hours=24)  # of a notice, by default


@router.get("/crises")
@allow(STAFF)
def show(request: CurrentRequest) -> Response:
    """Show the open notices, and the form of a new one."""
    return _page(request)


@router.post("/crises")
@allow(STAFF)
def create_notice(request: CurrentRequest) -> Response:
    """Issue a notice from a template: drafted, checked and illustrated before the answer is sent."""
    form = _sent(request.form)
    form["source"] = request.bound_agency or form["source"]
    data = _facts(form)
    told = problems_in(CrisisFacts, {key: value for key, value in data.items() if value})
    if form["name"] not in notice_templates():
        told = {"name": ["یکی از اطلاعیه‌های آماده را برگزینید"]} | told
    if told:
        return _page(request, 422, form=form, told=told)
    with request.transaction(lambda problems: _page(request, 422, problems, form)) as (session, by):
        made = issue_notice(session, form["name"], facts_from(data), by)
    return _ready(request, made.id)


@router.post("/crises/{id}/update")
@allow(STAFF, PIECE)
def update(request: CurrentRequest, id: int) -> Response:
    """Issue the update of a notice, which replaces it once it is published."""
    with request.transaction(
        lambda problems: _page(request, 422, problems, typed_in={id: request.form.text("what")})
    ) as (session, by):
        last = crisis_notice(session, id)
        before = CrisisFacts.model_validate(last.facts)
        soon = _sent(request.form)
        until = max(before.until, _moment_after(soon["hours"]) + _VALID / 2)
        new = {"what": soon["what"], "next_update": _next(soon), "until": until, "do": lines_of(soon["do"])}
        made = issue_notice(session, last.template, facts_from(before.model_dump() | new), by, last)
    return _ready(request, made.id)


@router.post("/crises/{id}/end")
@allow(STAFF, PIECE)
def end(request: CurrentRequest, id: int) -> Response:
    """Issue the notice that the crisis is over."""
    what = request.form.text("what")
    with request.transaction(lambda problems: _page(request, 422, problems, typed_in={id: what})) as (session, by):
        made = close_crisis(session, crisis_notice(session, id), what, by)
    return _ready(request, made.id)


@router.post("/crises/{id}/cancel")
@allow(EDITORS, PIECE)
def retract(request: CurrentRequest, id: int) -> Response:
    """Take back a wrong notice; where it is published, readers see the reason."""
    with request.transaction(lambda problems: _page(request, 409, problems)) as (session, by):
        notice, what = crisis_notice(session, id), f"پس گرفتن اطلاعیه {digits_to_persian(str(id))}"
        with request.undoable(session, by, what, f"/pieces/{id}"):
            retract_notice(session, notice, by, request.form.text("why"))
    show_decided(request.desk.newsroom, request.desk.settings, id)
    return request.redirect(f"/pieces/{id}?said=taken-back")


def _ready(request: DeskRequest, id: int) -> Response:
    carry_one(request.desk.newsroom, request.desk.settings, id)
    return request.redirect(f"/pieces/{id}?said=notice")


def _page(
    request: DeskRequest,
    status: int = 200,
    problems: tuple[str, ...] = (),
    form: dict[str, str] | None = None,
    told: dict[str, list[str]] | None = None,
    typed_in: dict[int, str] | None = None,
) -> Response:
    with request.reading() as (session, who):
        notices = open_notices(session)
        seen = seen_among(session, who, [each.piece_id for each in notices])
        return request.page(
            "crises.html",
            status,
            problems=tuple(with_labels(each, CRISIS_LABELS) for each in problems),
            told={
                name: [with_labels(each, CRISIS_LABELS) for each in sentences]
                for name, sentences in (told or {}).items()
            },
            form=form or _blank(who),
            typed_in=typed_in or {},
            labels=CRISIS_LABELS,
            hours=_HOURS,
            templates=notice_templates(),
            notices=[each for each in notices if each.piece_id in seen],
            land=province(),
            counties=_counties(who),
        )


def _counties(who: User) -> list[str]:
    """Return what a notice of the user may be about: the office of a county has its own alone."""
    own = office_county(who)
    return [own.name] if own else [province().name, *(each.name for each in province().counties)]


def _blank(who: User) -> dict[str, str]:
    own = office_county(who)
    source = who.agency or next((each.name for each in province().agencies if "بحران" in each.name), "")
    return dict.fromkeys(CRISIS_LABELS, "") | {
        "source": source,
        "since": typed(minute_of(now())),
        "hours": "3",
        "county": own.name if own else "",
    }


def _sent(form: Form) -> dict[str, str]:
    return {name: form.text(name)[:2000] for name in (*CRISIS_LABELS, "hours")}


def _facts(form: dict[str, str]) -> dict[str, Any]:
    """Return the facts of the form; by default the place is the county and the notice is valid for a day."""
    until = form["until"].strip() or whole_minute(now()) + _VALID
    facts = {name: form[name] for name in ("what", "county", "source", "since")}
    where = form["where"].strip() or form["county"]
    return facts | {"where": where, "next_update": _next(form), "until": until, "do": lines_of(form["do"])}


def _next(form: dict[str, str]) -> str | datetime:
    """Return the time that was typed, or else the chosen hours from now."""
    return form["next_update"].strip() or _moment_after(form["hours"])


def _moment_after(hours: str) -> datetime:
    return whole_minute(now()) + timedelta(hours=int(hours) if hours in map(str, _HOURS) else 3)
