"""Decisions on a piece: approve, return, discard, schedule, publish, withdraw, …; a refusal shows all its reasons."""

import logging
from contextlib import nullcontext

from fastapi import APIRouter, Response

from bumi.desk.authorization import EDITORS, PIECE, NotFound, allow
from bumi.desk.labels import BRIEF_LABELS, without_internals
from bumi.desk.pages.piece import refusing, show_piece
from bumi.desk.problems import unreached
from bumi.desk.request import CurrentRequest
from bumi.errors import NotAvailable
from bumi.newsroom.content.pieces import dismiss, piece, rename
from bumi.newsroom.publication.lead import choose_lead, take_back_lead
from bumi.newsroom.states import State
from bumi.newsroom.workflow.retraction import roll_back
from bumi.newsroom.workflow.scheduling import plan
from bumi.newsroom.workflow.transitions import move
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
    with request.transaction(refusing(request, id)) as (session, by):
        found, what = piece(session, id, request.form.number("version")), _UNDOABLE.get(to)
        with request.undoable(session, by, *_of_piece(what, id)) if what else nullcontext():
            move(session, found, to, by, request.form.text("why"))
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
    with request.transaction(refusing(request, id)) as (session, by):
        found = piece(session, id, form.number("version"))
        roll_back(session, found, form.number("revision"), by, form.text("why"))
    return _publish(request, id)


@router.post("/pieces/{id}/rename")
@allow(EDITORS, PIECE)
def change_address(request: CurrentRequest, id: int) -> Response:
    """Change the address of a published piece; the old one redirects to it for good."""
    with request.transaction(refusing(request, id)) as (session, by):
        rename(session, piece(session, id, request.form.number("version")), request.form.text("words"), by)
    show_decided(request.desk.newsroom, request.desk.settings, id)
    return request.redirect(f"/pieces/{id}?said=renamed")


@router.post("/pieces/{id}/lead")
@allow(EDITORS, PIECE)
def lead(request: CurrentRequest, id: int) -> Response:
    """Have a published piece lead the front page, until the time that was typed or else for a day."""
    with request.transaction(refusing(request, id)) as (session, by):
        choose_lead(session, piece(session, id), by, request.form.moment("until", label="تا کی"))
    show_decided(request.desk.newsroom, request.desk.settings, id)
    return request.redirect(f"/pieces/{id}?said=leads")


@router.post("/pieces/{id}/lead/end")
@allow(EDITORS, PIECE)
def end_lead(request: CurrentRequest, id: int) -> Response:
    """Leave the lead of the front page to news value again."""
    with request.transaction(refusing(request, id)) as (session, by):
        take_back_lead(session, piece(session, id), by)
    show_decided(request.desk.newsroom, request.desk.settings, id)
    return request.redirect(f"/pieces/{id}?said=no-lead")


@router.post("/pieces/{id}/dismiss")
@allow(EDITORS, PIECE)
def dismiss_finding(request: CurrentRequest, id: int) -> Response:
    """Dismiss a finding, with a reason."""
    with request.transaction(refusing(request, id)) as (session, by):
        found = piece(session, id)
        with request.undoable(session, by, *_of_piece("نادیده گرفتن یافته", id)):
            dismiss(session, found, request.form.text("finding"), by, request.form.text("why"))
    return request.redirect(f"/pieces/{id}?said=dismissed#found")


@router.post("/pieces/{id}/plan")
@allow(EDITORS, PIECE)
def schedule(request: CurrentRequest, id: int) -> Response:
    """Set the times of a piece; the calendar sends the same form with only the publication time."""
    with request.transaction(refusing(request, id)) as (session, by):
        found = piece(session, id, request.form.number("version"))
        form = request.form  # a field that was not sent keeps its time, an empty one removes it
        times = {
            name: form.moment(name, name == "expire_at", BRIEF_LABELS[name]) if name in form else getattr(found, name)
            for name in _TIMES
        }
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
