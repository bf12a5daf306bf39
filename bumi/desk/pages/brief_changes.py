"""Pages of a brief that was sent: change or duplicate it, its versions, requests for correction, drafting again."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.desk.authorization import EDITORS, PIECE, STAFF, allow
from bumi.desk.brief_form import form_of, undated
from bumi.desk.pages.briefs import start_briefs
from bumi.desk.pages.piece import named_changes, refusing
from bumi.desk.request import CurrentRequest
from bumi.desk.submission import change_purpose
from bumi.errors import Refused
from bumi.newsroom.content.briefs import (
    accept_request,
    changes_of,
    decline_request,
    keep_text,
    order_redraft,
    settle_proposal,
    why_fixed,
)
from bumi.newsroom.content.photos import copy_photos
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.content.typed import begin_draft, drafts
from bumi.newsroom.tables import Piece, User
from bumi.newsroom.workflow.brief_versions import versions
from bumi.persian.text import digits_to_persian
from bumi.pipeline.single_piece import carry_one

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


@router.get("/pieces/{id}/brief")
@allow(STAFF, PIECE)
def show_versions(request: CurrentRequest, id: int) -> Response:
    """Show every version of the brief, and every request for one, with what changed."""
    with request.reading() as (session, _):
        found = piece(session, id)
        every = versions(session, found)
        told = [(each, named_changes(changes_of(session, every, each))) for each in every]
        return request.page("brief-versions.html", piece=found, versions=list(reversed(told)))


@router.post("/pieces/{id}/brief")
@allow(STAFF, PIECE)
def change(request: CurrentRequest, id: int) -> Response:
    """Open the form of the brief, filled in; one that the user left unsent is opened again."""
    with request.transaction(refusing(request, id)) as (session, by):
        found = piece(session, id)
        if fixed := why_fixed(session, found, by):
            raise Refused(f"مطلب {digits_to_persian(str(id))}: {fixed}")
        draft = _begun(session, found, by) or _begin(session, found, by)
    return request.redirect(f"/briefs/{draft}")


@router.post("/pieces/{id}/duplicate")
@allow(STAFF, PIECE)
def duplicate(request: CurrentRequest, id: int) -> Response:
    """Begin a new brief like this one, without its times and its photo."""
    with request.reading() as (session, _):
        form = undated(form_of(piece(session, id).brief_model.model_dump()))
    return start_briefs(request, [form], "?said=duplicated")


@router.post("/pieces/{id}/brief/redraft")
@allow(STAFF, PIECE)
def redraft(request: CurrentRequest, id: int) -> Response:
    """Have the sentences drafted again that a change of the brief concerns."""
    with request.transaction(refusing(request, id)) as (session, by):
        order_redraft(session, piece(session, id), by)
    request.desk.start_drafting()
    return request.redirect(f"/pieces/{id}?said=redrafting")


@router.post("/pieces/{id}/brief/keep-text")
@allow(EDITORS, PIECE)
def hold(request: CurrentRequest, id: int) -> Response:
    """Record that the text needs no change; it is checked against the brief as it is now."""
    with request.transaction(refusing(request, id)) as (session, by):
        keep_text(session, piece(session, id, request.form.number("version")), by)
    carry_one(request.desk.newsroom, request.desk.settings, id, request.desk.judge)
    return request.redirect(f"/pieces/{id}?said=text-kept")


@router.post("/pieces/{id}/brief/request")
@allow(EDITORS, PIECE)
def decide_request(request: CurrentRequest, id: int) -> Response:
    """Accept a request for correction, or decline it with a reason."""
    form, said = request.form, "request-declined"
    with request.transaction(refusing(request, id)) as (session, by):
        found = piece(session, id)
        if "accept" in form:
            redrafts = accept_request(session, found, form.number("request"), by)
            said = "request-accepted" if redrafts else "request-taken"
        else:
            what = digits_to_persian(f"رد درخواست اصلاح مطلب {id}")
            with request.undoable(session, by, what, f"/pieces/{id}"):
                decline_request(session, found, form.number("request"), by, form.text("why"))
    if said == "request-accepted":
        request.desk.start_drafting()
    return request.redirect(f"/pieces/{id}?said={said}")


@router.post("/pieces/{id}/brief/choose")
@allow(STAFF, PIECE)
def choose(request: CurrentRequest, id: int) -> Response:
    """Choose between an editor's sentence and the one that was drafted again."""
    take = "take" in request.form
    with request.transaction(refusing(request, id)) as (session, by):
        settle_proposal(session, piece(session, id), request.form.number("proposal"), by, take)
    if take:
        carry_one(request.desk.newsroom, request.desk.settings, id, request.desk.judge)
    return request.redirect(f"/pieces/{id}?said={'saved' if take else 'sentence-kept'}")


def _begun(session: "Session", found: Piece, by: User) -> int | None:
    purpose = change_purpose(found)
    return next((each.id for each in drafts(session, by) if each.form.get("purpose") == purpose), None)


def _begin(session: "Session", found: Piece, by: User) -> int:
    form = form_of(found.brief_model.model_dump()) | {"purpose": change_purpose(found)}
    draft = begin_draft(session, by, form).id
    copy_photos(session, found.id, draft, by)
    return draft
