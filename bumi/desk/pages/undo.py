"""Undo of the last destructive action, within a minute, by the one who did it."""

from fastapi import APIRouter, Response

from bumi.desk.authorization import WRITERS, allow
from bumi.desk.request import CurrentRequest
from bumi.newsroom.workflow.undo import undo

router = APIRouter()


@router.post("/undo")
@allow(WRITERS)
def undo_action(request: CurrentRequest) -> Response:
    """Put back what the action removed; what has changed since is named and left alone."""
    with request.transaction() as (session, by):
        done = undo(session, request.form.number("id"), by)
    request.desk.start_drafting()  # for a piece that was still to be drafted
    if done.changed:
        return request.page("undone.html", done=done)
    return request.redirect(f"{done.back}?said=undone")
