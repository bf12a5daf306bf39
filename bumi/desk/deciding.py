"""Decisions on a piece: each is a move of the newsroom's table, and a refusal shows all its reasons on the page."""

import logging
from datetime import datetime

from fastapi import APIRouter, Response

from bumi.desk.gate import DECIDERS, PIECE, NotThere, only
from bumi.desk.operators import stopped
from bumi.desk.piece import show_piece
from bumi.desk.problems import unreached
from bumi.desk.visit import Visiting
from bumi.errors import BadInput, NotAvailable, Refused
from bumi.newsroom.content.pieces import dismiss, piece, rename
from bumi.newsroom.states import State
from bumi.newsroom.workflow.retraction import roll_back
from bumi.newsroom.workflow.scheduling import plan
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import parse_moment
from bumi.pipeline.single_piece import carry_one, publish_one, show_decided

__all__ = ["router"]

router = APIRouter()

_log = logging.getLogger(__name__)

_SAID = {
    State.APPROVED: "approved",
    State.PUBLISHED: "cleared",
    State.CHANGES_REQUESTED: "returned",
    State.DISCARDED: "discarded",
    State.DRAFT: "restored",
    State.WITHDRAWN: "withdrawn",
    State.TAKEN_DOWN: "taken-down",
}


@router.post("/pieces/{id}/move")
@only(DECIDERS, PIECE)
def decide(visit: Visiting, id: int) -> Response:
    """Approve, clear, return, discard, bring back, withdraw or take down exactly what was read.

    With `now` it goes out at once.
    """
    to = next((state for state in _SAID if state.value == visit.form.text("to")), None)
    if to is None:
        raise NotThere
    try:
        with visit.acting() as (session, by):
            move(session, piece(session, id, visit.form.number("version")), to, by, visit.form.text("why"))
    except Refused as error:
        return show_piece(visit, id, 409, error.problems)
    if to in (State.WITHDRAWN, State.TAKEN_DOWN):
        show_decided(visit.desk.newsroom, visit.desk.settings, id)
    if to is State.DRAFT:
        carry_one(visit.desk.newsroom, visit.desk.settings, id, visit.desk.judge)
        visit.desk.nudge()  # for one that was never written
    if to is State.APPROVED and "now" in visit.form:
        return _publish(visit, id)
    return visit.to(f"/pieces/{id}?said={_SAID[to]}")


@router.post("/pieces/{id}/publish")
@only(DECIDERS, PIECE)
def publish(visit: Visiting, id: int) -> Response:
    """Have what is approved and due go out now, rather than with the next run."""
    return _publish(visit, id)


@router.post("/pieces/{id}/rollback")
@only(DECIDERS, PIECE)
def bring_back(visit: Visiting, id: int) -> Response:
    """Bring back a revision that readers have seen before: as good as approved, and out at once."""
    form = visit.form
    try:
        with visit.acting() as (session, by):
            found = piece(session, id, form.number("version"))
            roll_back(session, found, form.number("revision"), by, form.text("why"))
    except (BadInput, Refused) as error:
        return show_piece(visit, id, 409, error.problems)
    return _publish(visit, id)


@router.post("/pieces/{id}/rename")
@only(DECIDERS, PIECE)
def readdress(visit: Visiting, id: int) -> Response:
    """Give a published piece another address; the old one leads there for good."""
    try:
        with visit.acting() as (session, by):
            rename(session, piece(session, id, visit.form.number("version")), visit.form.text("words"), by)
    except (BadInput, Refused) as error:
        return show_piece(visit, id, 409, error.problems)
    show_decided(visit.desk.newsroom, visit.desk.settings, id)
    return visit.to(f"/pieces/{id}?said=renamed")


@router.post("/pieces/{id}/dismiss")
@only(DECIDERS, PIECE)
def wave(visit: Visiting, id: int) -> Response:
    """Judge, with a reason, that a finding does not matter."""
    try:
        with visit.acting() as (session, by):
            dismiss(session, piece(session, id), visit.form.text("finding"), by, visit.form.text("why"))
    except (BadInput, Refused) as error:
        return show_piece(visit, id, 409, error.problems)
    return visit.to(f"/pieces/{id}?said=dismissed")


@router.post("/pieces/{id}/plan")
@only(DECIDERS, PIECE)
def schedule(visit: Visiting, id: int) -> Response:
    """Give a piece its times; the calendar sends the same form with the publish time alone."""
    try:
        with visit.acting() as (session, by):
            found = piece(session, id, visit.form.number("version"))
            times = {name: _moment(visit, name, getattr(found, name)) for name in _TIMES}
            plan(session, found, by, **times)
    except (BadInput, Refused) as error:
        return show_piece(visit, id, 409, error.problems)
    back = "/calendar?said=planned" if visit.form.text("back") == "calendar" else f"/pieces/{id}?said=planned"
    return visit.to(back)


_TIMES = ("publish_at", "embargo_until", "expire_at")


def _publish(visit: Visiting, id: int) -> Response:
    try:
        why = publish_one(visit.desk.newsroom, visit.desk.settings, id)
    except NotAvailable as error:
        why = "\n".join(unreached(visit.request, error))
    if not why:
        return visit.to(f"/pieces/{id}?said=published")
    _log.warning("piece %d did not go out: %s", id, why)
    return show_piece(visit, id, 409, tuple(map(stopped, why.split("\n"))))


def _moment(visit: Visiting, name: str, otherwise: datetime | None) -> datetime | None:
    """Return the time that was typed; a field that the form has not keeps its time, an emptied one loses it."""
    if name not in visit.form:
        return otherwise
    text = visit.form.text(name).strip()
    try:
        return parse_moment(text, end_of_day=name == "expire_at") if text else None
    except ValueError as error:
        raise BadInput(str(error)) from None
