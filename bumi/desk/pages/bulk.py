"""Bulk decisions at the desk: one decision on the pieces chosen in a list, and what became of each."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.desk.authorization import EDITORS, NotFound, allow
from bumi.desk.form import BROKEN_FORM, Form, whole_number
from bumi.desk.pages.assignments import chosen_editor
from bumi.desk.pages.queue import place_in_queue
from bumi.desk.request import CurrentRequest
from bumi.errors import BadInput
from bumi.newsroom.states import State
from bumi.newsroom.tables import User
from bumi.newsroom.workflow.assignments import assign
from bumi.newsroom.workflow.bulk import ChosenPiece, Decision, approval, decide_each
from bumi.newsroom.workflow.scheduling import plan
from bumi.newsroom.workflow.transitions import move
from bumi.persian.text import digits_to_persian
from bumi.words import Named

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


class BulkAction(Named):
    """A decision on several pieces, with its name in the answer."""

    APPROVE = "approve", "تأیید"
    RETURN = "return", "برگرداندن برای اصلاح"
    DISCARD = "discard", "کنار گذاشتن"
    ASSIGN = "assign", "سپردن"
    RESCHEDULE = "reschedule", "زمان انتشار"


_DONE = {
    BulkAction.APPROVE: "تأیید شد",
    BulkAction.RETURN: "برگردانده شد",
    BulkAction.DISCARD: "کنار گذاشته شد",
    BulkAction.ASSIGN: "به عهده شما شد",
    BulkAction.RESCHEDULE: "زمانش ثبت شد",
}


@router.post("/bulk")
@allow(EDITORS)
def decide_chosen(request: CurrentRequest) -> Response:
    """Decide on each chosen piece, and show of each what was done or all reasons why not."""
    form = request.form
    action = next((each for each in BulkAction if each.value == form.text("do")), None)
    if action is None:
        raise NotFound
    chosen = _chosen(form)
    if action is BulkAction.ASSIGN:  # who has a piece is no judgement of its text
        chosen = [ChosenPiece(each.id) for each in chosen]
    with request.transaction() as (session, by):
        outcomes = decide_each(session, chosen, _decision(session, action, form, by, chosen))
        done = [each for each in outcomes if not each.reasons]
        unexplained = action in (BulkAction.RETURN, BulkAction.DISCARD) and not form.text("why").strip()
        if action is BulkAction.DISCARD and done:
            what = f"{action.persian} {digits_to_persian(str(len(done)))} مطلب"
            request.offer_undo(session, by, what, "/", [each.changes for each in done if each.changes])
    said = _DONE[action]
    if action is BulkAction.ASSIGN and "to" in form:
        said = f"به {form.text('to')} سپرده شد"
    return request.page(
        "bulk.html",
        action=action,
        outcomes=outcomes,
        done=len(done),
        said_of_each=said,
        again=chosen if unexplained else [],
        place=form.text("place"),
        back=place_in_queue(form),
    )


def _decision(session: "Session", action: BulkAction, form: Form, by: User, chosen: list[ChosenPiece]) -> Decision:
    """Return what is done to each piece. Raise BadInput where the form lacks what the action needs."""
    why = form.text("why")
    match action:
        case BulkAction.APPROVE:
            return approval(session, by, [each.id for each in chosen])
        case BulkAction.RETURN:
            return lambda piece: move(session, piece, State.CHANGES_REQUESTED, by, why)
        case BulkAction.DISCARD:
            return lambda piece: move(session, piece, State.DISCARDED, by, why)
        case BulkAction.ASSIGN:
            to = chosen_editor(session, form) if "to" in form else by
            return lambda piece: assign(session, piece, to, by)
        case BulkAction.RESCHEDULE:
            publish_at = form.moment("publish_at")
            if publish_at is None:
                raise BadInput("زمان انتشار را بنویسید، مانند ۱۴۰۵/۰۹/۱۲ ۰۹:۰۰")
            return lambda piece: plan(session, piece, by, publish_at, piece.embargo_until, piece.expire_at)


def _chosen(form: Form) -> list[ChosenPiece]:
    """Return the chosen pieces, «id-version» each, once each."""
    found: dict[int, ChosenPiece] = {}
    for text in form.all("piece"):
        id, _, version = text.partition("-")
        numbers = whole_number(id), whole_number(version)
        if numbers[0] is None or numbers[1] is None:
            raise BadInput(BROKEN_FORM)
        found.setdefault(numbers[0], ChosenPiece(numbers[0], numbers[1]))
    return list(found.values())
