"""Crises: a prepared notice with a few touches, its update, its end, and what people were promised."""

from datetime import datetime, timedelta
from typing import Any

from fastapi import APIRouter, Response

from bumi.desk.form import Form, lines_of
from bumi.desk.gate import DECIDERS, PEOPLE, PIECE, only
from bumi.desk.labels import CRISIS_LABELS, in_persian
from bumi.desk.visit import Visit, Visiting
from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import seen_among
from bumi.newsroom.plan.crises import crisis_notice, open_notices
from bumi.persian.calendar import minute_of, now, typed, whole_minute
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

__all__ = ["router"]

router = APIRouter()

_HOURS = (1, 3, 6, 12)  # after which people hear more; any other time can be typed
_HOLDS = timedelta(hours=24)  # a notice, unless somebody says otherwise


@router.get("/crises")
@only(PEOPLE)
def show(visit: Visiting) -> Response:
    """Show the notices of which people are still to hear, and the form of a new one."""
    return _page(visit)


@router.post("/crises")
@only(PEOPLE)
def begin(visit: Visiting) -> Response:
    """Make a prepared notice with the facts: written, checked and illustrated before the answer comes."""
    form = _sent(visit.form)
    if visit.who and visit.who.agency and not visit.who.decides:
        form["source"] = visit.who.agency
    data = _facts(form)
    told = problems_in(CrisisFacts, {key: value for key, value in data.items() if value})
    if form["name"] not in notice_templates():
        told = {"name": ["یکی از اطلاعیه‌های آماده را برگزینید"]} | told
    if told:
        return _page(visit, 422, form=form, told=told)
    try:
        with visit.acting() as (session, by):
            made = issue_notice(session, form["name"], facts_from(data), by)
    except (BadInput, Refused) as error:
        return _page(visit, 422, error.problems, form)
    return _ready(visit, made.id)


@router.post("/crises/{id}/update")
@only(PEOPLE, PIECE)
def update(visit: Visiting, id: int) -> Response:
    """Make the update of a notice, which takes its place once it is out."""
    try:
        with visit.acting() as (session, by):
            last = crisis_notice(session, id)
            before = CrisisFacts.model_validate(last.facts)
            soon = _sent(visit.form)
            until = max(before.until, _moment_after(soon["hours"]) + _HOLDS / 2)
            new = {"what": soon["what"], "next_update": _next(soon), "until": until, "do": lines_of(soon["do"])}
            made = issue_notice(session, last.template, facts_from(before.model_dump() | new), by, last)
    except (BadInput, Refused) as error:
        return _page(visit, 422, error.problems, typed_in={id: visit.form.text("what")})
    return _ready(visit, made.id)


@router.post("/crises/{id}/end")
@only(PEOPLE, PIECE)
def end(visit: Visiting, id: int) -> Response:
    """Make the notice that the crisis has passed."""
    what = visit.form.text("what")
    try:
        with visit.acting() as (session, by):
            made = close_crisis(session, crisis_notice(session, id), what, by)
    except (BadInput, Refused) as error:
        return _page(visit, 422, error.problems, typed_in={id: what})
    return _ready(visit, made.id)


@router.post("/crises/{id}/cancel")
@only(DECIDERS, PIECE)
def cancel(visit: Visiting, id: int) -> Response:
    """Take back a wrong notice; where it is out, readers see the reason."""
    try:
        with visit.acting() as (session, by):
            retract_notice(session, crisis_notice(session, id), by, visit.form.text("why"))
    except (BadInput, Refused) as error:
        return _page(visit, 409, error.problems)
    show_decided(visit.desk.newsroom, visit.desk.settings, id)
    return visit.to(f"/pieces/{id}?said=taken-back")


def _ready(visit: Visit, id: int) -> Response:
    carry_one(visit.desk.newsroom, visit.desk.settings, id)
    return visit.to(f"/pieces/{id}?said=notice")


def _page(
    visit: Visit,
    status: int = 200,
    problems: tuple[str, ...] = (),
    form: dict[str, str] | None = None,
    told: dict[str, list[str]] | None = None,
    typed_in: dict[int, str] | None = None,
) -> Response:
    with visit.looking() as (session, who):
        notices = open_notices(session)
        seen = seen_among(session, who, [each.piece_id for each in notices])
        return visit.page(
            "crises.html",
            status,
            problems=tuple(in_persian(each, CRISIS_LABELS) for each in problems),
            told={
                name: [in_persian(each, CRISIS_LABELS) for each in sentences]
                for name, sentences in (told or {}).items()
            },
            form=form or _blank(who.agency),
            typed_in=typed_in or {},
            labels=CRISIS_LABELS,
            hours=_HOURS,
            templates=notice_templates(),
            notices=[each for each in notices if each.piece_id in seen],
            land=province(),
        )


def _blank(agency: str) -> dict[str, str]:
    source = agency or next((each.name for each in province().agencies if "بحران" in each.name), "")
    return dict.fromkeys(CRISIS_LABELS, "") | {"source": source, "since": typed(minute_of(now())), "hours": "3"}


def _sent(form: Form) -> dict[str, str]:
    return {name: form.text(name)[:2000] for name in (*CRISIS_LABELS, "hours")}


def _facts(form: dict[str, str]) -> dict[str, Any]:
    """Return the facts of the form; where is the whole county, and the notice holds for a day, unless it says."""
    until = form["until"].strip() or whole_minute(now()) + _HOLDS
    facts = {name: form[name] for name in ("what", "county", "source", "since")}
    where = form["where"].strip() or form["county"]
    return facts | {"where": where, "next_update": _next(form), "until": until, "do": lines_of(form["do"])}


def _next(form: dict[str, str]) -> str | datetime:
    """Return the time that was typed or, where none was, so many hours from now."""
    return form["next_update"].strip() or _moment_after(form["hours"])


def _moment_after(hours: str) -> datetime:
    return whole_minute(now()) + timedelta(hours=int(hours) if hours in map(str, _HOURS) else 3)
