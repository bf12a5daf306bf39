"""Decisions on a piece: approve, return, discard, schedule, publish, withdraw, …; a refusal shows all its reasons."""

import logging
from contextlib import nullcontext
from datetime import datetime

from fastapi import APIRouter, Response

from bumi.desk.authorization import EDITORS, PIECE, NotFound, allow
from bumi.desk.labels import without_internals
from bumi.desk.pages.piece import show_piece
from bumi.desk.problems import unreached
from bumi.desk.request import CurrentRequest
from bumi.errors import BadInput, NotAvailable, Refused
from bumi.newsroom.content.pieces import dismiss, piece, rename
from bumi.newsroom.states import State
from bumi.newsroom.workflow.retraction import roll_back
from bumi.newsroom.workflow.scheduling import plan
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import parse_moment
from bumi.persian.text import digits_to_persian
from bumi.pipeline.single_piece import carry_one, publish_one, show_decided

router = APIRouter()


_log = logging.getLogger(__name__)

_TIMES = ("publish_at", "embargo_until", "expire_at")
_SAID = {
    State.APPROVED: "approved",
    State.PUBLISHED: "cleared",
    State.CHANGES_REQUESTED: "returned",
    State.DISCARDED: "discarded",
    State.DRAFT: "restored",
    State.WITHDRAWN: "withdrawn",
    State.TAKEN_DOWN: "taken-down",
}
_UNDOABLE = {State.DISCARDED: "کنار گذاشتن", State.WITHDRAWN: "بازپس‌گیری"}


@router.post("/pieces/{id}/move")
@allow(EDITORS, PIECE)
def decide(request: CurrentRequest, id: int) -> Response:
    """Move a piece to another state, if it is still the version that was read; with `now`, publish it at once."""
    to = next((state for state in _SAID if state.value == request.form.text("to")), None)
    if to is None:
        raise NotFound
    try:
        with request.transaction() as (session, by):
            found, what = piece(session, id, request.form.number("version")), _UNDOABLE.get(to)
            with request.undoable(session, by, *_of_piece(what, id)) if what else nullcontext():
                move(session, found, to, by, request.form.text("why"))
    except Refused as error:
        return show_piece(request, id, 409, error.problems)
    if to in (State.WITHDRAWN, State.TAKEN_DOWN):
        show_decided(request.desk.newsroom, request.desk.settings, id)
    if to is State.DRAFT:
        carry_one(request.desk.newsroom, request.desk.settings, id, request.desk.judge)
        request.desk.start_drafting()  # for a piece that was never drafted
    if to is State.APPROVED and "now" in request.form:
        return _publish(request, id)
    return request.redirect(f"/pieces/{id}?said={_SAID[to]}")


@router.post("/pieces/{id}/publish")
@allow(EDITORS, PIECE)
def publish(request: CurrentRequest, id: int) -> Response:
    """Publish an approved piece that is due now, rather than with the next run."""
    return _publish(request, id)


@router.post("/pieces/{id}/rollback")
@allow(EDITORS, PIECE)
def restore_revision(request: CurrentRequest, id: int) -> Response:
    """Restore a revision that readers have seen before: it counts as approved and is published at once."""
    form = request.form
    with request.transaction(lambda problems: show_piece(request, id, 409, problems)) as (session, by):
        found = piece(session, id, form.number("version"))
        roll_back(session, found, form.number("revision"), by, form.text("why"))
    return _publish(request, id)


@router.post("/pieces/{id}/rename")
@allow(EDITORS, PIECE)
def change_address(request: CurrentRequest, id: int) -> Response:
    """Change the address of a published piece; the old one redirects to it for good."""
    with request.transaction(lambda problems: show_piece(request, id, 409, problems)) as (session, by):
        rename(session, piece(session, id, request.form.number("version")), request.form.text("words"), by)
    show_decided(request.desk.newsroom, request.desk.settings, id)
    return request.redirect(f"/pieces/{id}?said=renamed")


@router.post("/pieces/{id}/dismiss")
@allow(EDITORS, PIECE)
def dismiss_finding(request: CurrentRequest, id: int) -> Response:
    """Dismiss a finding, with a reason."""
    with request.transaction(lambda problems: show_piece(request, id, 409, problems)) as (session, by):
        found = piece(session, id)
        with request.undoable(session, by, *_of_piece("نادیده گرفتن یافته", id)):
            dismiss(session, found, request.form.text("finding"), by, request.form.text("why"))
    return request.redirect(f"/pieces/{id}?said=dismissed#found")


@router.post("/pieces/{id}/plan")
@allow(EDITORS, PIECE)
def schedule(request: CurrentRequest, id: int) -> Response:
    """Set the times of a piece; the calendar sends the same form with only the publication time."""
    with request.transaction(lambda problems: show_piece(request, id, 409, problems)) as (session, by):
        found = piece(session, id, request.form.number("version"))
        times = {name: _moment(request, name, getattr(found, name)) for name in _TIMES}
        plan(session, found, by, **times)
    back = "/calendar?said=planned" if request.form.text("back") == "calendar" else f"/pieces/{id}?said=planned"
    return request.redirect(back)


def _of_piece(what: str, id: int) -> tuple[str, str]:
    """Return the name of an action on a piece, and the page of the piece."""
    return f"{what} مطلب {digits_to_persian(str(id))}", f"/pieces/{id}"


def _publish(request: CurrentRequest, id: int) -> Response:
    try:
        why = publish_one(request.desk.newsroom, request.desk.settings, id)
    except NotAvailable as error:
        why = "\n".join(unreached(request.http, error))
    if not why:
        return request.redirect(f"/pieces/{id}?said=published")
    _log.warning("piece %d did not go out: %s", id, why)
    return show_piece(request, id, 409, tuple(map(without_internals, why.split("\n"))))


def _moment(request: CurrentRequest, name: str, otherwise: datetime | None) -> datetime | None:
    """Return the time that was typed; a field that was not sent keeps its time, an empty one removes it."""
    if name not in request.form:
        return otherwise
    text = request.form.text(name).strip()
    try:
        return parse_moment(text, end_of_day=name == "expire_at") if text else None
    except ValueError as error:
        raise BadInput(str(error)) from None
