"""What becomes of an approved answer to the public at the desk: the piece that is made of it, and its form."""

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from bumi.answers import LONGEST_TITLE, title_of
from bumi.desk.authorization import EDITORS, QUESTION, allow
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.newsroom.questions import question as question_of
from bumi.newsroom.tables import Piece, PublicQuestion
from bumi.planning import submit_answer
from bumi.province import province
from bumi.release import axis_of
from bumi.words import Channel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


@router.post("/questions/{question}/piece")
@allow(EDITORS, QUESTION)
def make(request: CurrentRequest, question: int) -> Response:
    """Make a piece of an approved question whose former piece was discarded."""
    with request.transaction() as (session, _):
        new = make_piece(request, session, question_of(session, question, request.form.number("version")))
        here = f"/pieces/{new.id}?said=answer-made"
    request.desk.start_drafting()
    return request.redirect(here)


def make_piece(request: DeskRequest, session: "Session", question: PublicQuestion) -> Piece:
    """Make the piece of an approved question, as the form says; raises as `submit_answer`."""
    form = request.form
    channels = tuple(each for each in Channel if each.value in form.all("channels")) or (Channel.SITE,)
    return submit_answer(session, question, form.text("title"), form.text("axis"), channels)


def piece_form(request: DeskRequest, question: PublicQuestion) -> dict[str, Any]:
    """Return what the form of the piece of a question shows: what was typed, else what the question says itself."""
    form = request.form
    return {
        "title": form.text("title") if "title" in form else title_of(" ".join(question.wording.split())),
        "axis": form.text("axis") or axis_of(question.agency),
        "axes": [each.name for each in province().axes],
        "channels": form.all("channels") or [Channel.SITE.value],
        "longest_title": LONGEST_TITLE,
    }
