"""Pages of remarks on passages of a piece: make one, reply, close and open again."""

from collections.abc import Callable

from fastapi import APIRouter, Response

from bumi.desk.authorization import PIECE, WRITERS, NotFound, allow
from bumi.desk.form import whole_number
from bumi.desk.labels import FIELDS
from bumi.desk.pages.piece import refusing
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.newsroom.accounts.users import who_sees
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.content.remarks import LONGEST, MarkedPassage, remark, reply, set_done
from bumi.newsroom.workflow.revisions import revisions

router = APIRouter()


@router.get("/pieces/{id}/remark")
@allow(WRITERS, PIECE)
def begin(request: CurrentRequest, id: int) -> Response:
    """Show the passage that the query names, and the form of a remark on it."""
    return _form(request, id, request.query.get)


@router.post("/pieces/{id}/remark")
@allow(WRITERS, PIECE)
def add(request: CurrentRequest, id: int) -> Response:
    """Add a remark."""
    form = request.form
    number, passage = (
        form.number("revision"),
        MarkedPassage(form.text("field"), form.number("start"), form.number("end")),
    )

    def refused(problems: tuple[str, ...]) -> Response:
        return _form(request, id, lambda name, _: form.text(name), problems)

    with request.transaction(refused) as (session, by):
        new = remark(session, piece(session, id), number, passage, by, form.text("text")).id
    return request.redirect(f"/pieces/{id}?said=remarked#remark-{new}")


@router.post("/pieces/{id}/remark/reply")
@allow(WRITERS, PIECE)
def answer(request: CurrentRequest, id: int) -> Response:
    """Reply to a remark."""
    to = request.form.number("remark")
    with request.transaction(refusing(request, id)) as (session, by):
        reply(session, piece(session, id), to, by, request.form.text("text"))
    return request.redirect(f"/pieces/{id}?said=remarked#remark-{to}")


@router.post("/pieces/{id}/remark/done")
@allow(WRITERS, PIECE)
def finish(request: CurrentRequest, id: int) -> Response:
    """Close a remark, or open it again."""
    done = "open" not in request.form
    with request.transaction(refusing(request, id)) as (session, by):
        set_done(session, piece(session, id), request.form.number("remark"), by, done)
    return request.redirect(f"/pieces/{id}?said={'remark-done' if done else 'remark-open'}#remarks")


def _form(request: DeskRequest, id: int, given: Callable[[str, str], str], problems: tuple[str, ...] = ()) -> Response:
    number, start, end = (whole_number(given(name, "")) for name in ("revision", "start", "end"))
    with request.reading() as (session, _):
        found = piece(session, id)
        revision = next((each for each in revisions(session, found) if each.number == number), None)
        field = given("field", "")
        if revision is None or field not in FIELDS or start is None or end is None:
            raise NotFound
        words = revision.fields_model.texts()[field][start:end].strip()
        if not words:
            raise NotFound
        return request.page(
            "remark.html",
            422 if problems else 200,
            piece=found,
            number=number,
            passage=MarkedPassage(field, start, end),
            words=words,
            typed=given("text", "") if problems else "",
            people=[request.known_as(each.name) for each in who_sees(session, found)],
            problems=problems,
            longest=LONGEST,
        )
