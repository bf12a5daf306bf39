"""Assignments at the desk: an editor takes a piece or gives it back, a chief gives it to somebody; the load of all."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.desk.authorization import CHIEFS, EDITORS, PIECE, allow
from bumi.desk.form import Form
from bumi.desk.pages.piece import refusing
from bumi.desk.pages.queue import place_in_queue
from bumi.desk.request import CurrentRequest
from bumi.errors import BadInput
from bumi.newsroom.accounts.users import user
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.queries.load import editor_loads, editors
from bumi.newsroom.queries.queue import QueueFilter, QueueTab, counts
from bumi.newsroom.tables import User
from bumi.newsroom.workflow.assignments import assign, give_back
from bumi.persian.calendar import now

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


@router.post("/pieces/{id}/take")
@allow(EDITORS, PIECE)
def take(request: CurrentRequest, id: int) -> Response:
    """Take a piece that nobody has; from the queue, the answer leads back to its place in the queue."""
    with request.transaction(refusing(request, id)) as (session, by):
        assign(session, piece(session, id), by, by)
    if "place" in request.form:
        return request.redirect(f"{place_in_queue(request.form, 'taken')}#p{id}")
    return request.redirect(f"/pieces/{id}?said=taken")


@router.post("/pieces/{id}/give")
@allow(CHIEFS, PIECE)
def give(request: CurrentRequest, id: int) -> Response:
    """Give a piece to an editor, until the time that was typed or else its default deadline."""
    with request.transaction(refusing(request, id)) as (session, by):
        due_at = request.form.moment("due_at")
        assign(session, piece(session, id), chosen_editor(session, request.form), by, due_at)
    return request.redirect(f"/pieces/{id}?said=given")


@router.post("/pieces/{id}/give-back")
@allow(EDITORS, PIECE)
def return_to_queue(request: CurrentRequest, id: int) -> Response:
    """Give a piece back undecided."""
    with request.transaction(refusing(request, id)) as (session, by):
        give_back(session, piece(session, id), by)
    return request.redirect(f"/pieces/{id}?said=given-back")


@router.get("/load")
@allow(EDITORS)
def show_load(request: CurrentRequest) -> Response:
    """Show how many pieces each editor has and how many are late; a chief hands them over here."""
    with request.reading() as (session, who):
        moment = now()
        loads, everybody = editor_loads(session, moment), editors(session)
        waiting = counts(session, who, QueueFilter(), moment)[QueueTab.DECIDE]
    held = sum(row.shelf is QueueTab.DECIDE for load in loads for row in load.rows)
    return request.page("load.html", loads=loads, editors=everybody, waiting=waiting, free=waiting - held)


def chosen_editor(session: "Session", form: Form) -> User:
    """Return the user whom a form names. Raise BadInput where it names nobody."""
    if not form.text("to"):
        raise BadInput("نگفته‌اید به چه کسی سپرده شود؛ نامی را از فهرست «به چه کسی؟» برگزینید")
    return user(session, form.text("to"))
