"""The page of one public question: its agency, its clock, the answer with live checks, and every decision on it."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.checks import check_text
from bumi.desk.authorization import EDITORS, QUESTION, STAFF, allow
from bumi.desk.form import BROKEN_FORM
from bumi.desk.pages.answers import make_piece, piece_form
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput
from bumi.finding import Finding
from bumi.newsroom.accounts.access import answers_for
from bumi.newsroom.questions import (
    LONGEST_ANSWER,
    answer_question,
    contact_of,
    hand_over,
    handovers,
    history,
    mark_duplicate,
    may_become,
    open_question,
    proposed_agencies,
    refuse_question,
)
from bumi.newsroom.questions import question as question_of
from bumi.newsroom.tables import PublicQuestion, QuestionState, RefusalReason
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_latin, digits_to_persian
from bumi.planning import approve_answer, confirm_agency, private_words, question_outlook
from bumi.province import province

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bumi.desk.request import Refusal

router = APIRouter()

_LANGUAGE = ("script", "punctuation", "halfspace", "spelling", "readability", "register", "dignity")
_WRITING = (QuestionState.WITH_AGENCY, QuestionState.ANSWERED)


@router.get("/questions/{question}")
@allow(STAFF, QUESTION, queue="text")
def show(request: CurrentRequest, question: int) -> Response:
    """Show a question."""
    return _page(request, question)


@router.post("/questions/{question}/open")
@allow(EDITORS, QUESTION)
def accept(request: CurrentRequest, question: int) -> Response:
    """Take the question out of the holding pen."""
    with request.transaction(_refusing(request, question)) as (session, by):
        open_question(session, _seen(session, request, question), by)
    return request.redirect(f"/questions/{question}?said=question-opened")


@router.post("/questions/{question}/agency")
@allow(EDITORS, QUESTION)
def send(request: CurrentRequest, question: int) -> Response:
    """Send the question to the agency that the editor confirms; its clock begins."""
    with request.transaction(_refusing(request, question)) as (session, by):
        confirm_agency(session, _seen(session, request, question), _agency(request), by)
    return request.redirect(f"/questions/{question}?said=question-sent")


@router.post("/questions/{question}/handover")
@allow(STAFF, QUESTION)
def pass_on(request: CurrentRequest, question: int) -> Response:
    """Pass the question on to another agency; a content team no longer sees it then."""
    with request.transaction(_refusing(request, question)) as (session, by):
        found = _seen(session, request, question)
        hand_over(session, found, _agency(request), request.form.text("why"), by)
        here = f"/questions/{question}" if by.decides else "/questions"
    return request.redirect(f"{here}?said=question-handed")


@router.post("/questions/{question}/answer")
@allow(STAFF, QUESTION, queue="text")
def answer(request: CurrentRequest, question: int) -> Response:
    """Keep the answer and the public wording of the question."""
    with request.transaction(_refusing(request, question)) as (session, by):
        found = _seen(session, request, question)
        answer_question(session, found, request.form.text("answer"), request.form.text("wording"), by)
    return request.redirect(f"/questions/{question}?said=question-answered")


@router.post("/questions/{question}/check")
@allow(STAFF, QUESTION, queue="text")
def check(request: CurrentRequest, question: int) -> Response:
    """Return what the checks find in both texts as they are typed; called by the page's script."""
    wording, words = request.form.text("wording"), request.form.text("answer")
    if max(len(wording), len(words)) > LONGEST_ANSWER:
        raise BadInput(digits_to_persian(f"متن بیش از {LONGEST_ANSWER} نویسه دارد؛ آن را کوتاه کنید"))
    return request.page("question-checked.html", private=private_words(wording, words), language=_language(words))


@router.post("/questions/{question}/approve")
@allow(EDITORS, QUESTION, queue="text")
def approve(request: CurrentRequest, question: int) -> Response:
    """Approve exactly the question and answer that the editor has seen, and make a piece of them."""
    with request.transaction(_refusing(request, question)) as (session, by):
        found = _seen(session, request, question)
        approve_answer(session, found, by, names_are_public="names" in request.form)
        make_piece(request, session, found)
    request.desk.start_drafting()
    return request.redirect(f"/questions/{question}?said=question-approved")


@router.post("/questions/{question}/refuse")
@allow(EDITORS, QUESTION)
def refuse(request: CurrentRequest, question: int) -> Response:
    """Refuse an answer, with a reason of the list and a sentence; it can be undone for a minute."""
    word = request.form.text("refusal")
    if word not in list(RefusalReason):
        raise BadInput(BROKEN_FORM)
    with request.transaction(_refusing(request, question)) as (session, by):
        what = f"رد پرسش {digits_to_persian(str(question))}"
        with request.undoable(session, by, what, f"/questions/{question}"):
            found = _seen(session, request, question)
            refuse_question(session, found, RefusalReason(word), request.form.text("reason"), by)
    return request.redirect(f"/questions/{question}?said=question-refused")


@router.post("/questions/{question}/duplicate")
@allow(EDITORS, QUESTION)
def duplicate(request: CurrentRequest, question: int) -> Response:
    """Close the question as one that a published answer answers."""
    number = digits_to_latin(request.form.text("of").strip())
    with request.transaction(_refusing(request, question)) as (session, by):
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            raise BadInput("شماره پرسشی را که پاسخش منتشر شده است با رقم بنویسید")
        what = f"تکراری دانستن پرسش {digits_to_persian(str(question))}"
        with request.undoable(session, by, what, f"/questions/{question}"):
            mark_duplicate(session, _seen(session, request, question), question_of(session, int(number)), by)
    return request.redirect(f"/questions/{question}?said=question-duplicate")


def _seen(session: "Session", request: DeskRequest, id: int) -> PublicQuestion:
    """Return the question, locked; Refused if it has changed since the page was opened."""
    return question_of(session, id, request.form.number("version"))


def _agency(request: DeskRequest) -> str:
    """Return the agency chosen from the list, or else the proposal that was ticked."""
    chosen = request.form.text("other") or request.form.text("agency")
    if not chosen:
        raise BadInput("دستگاهی برگزیده نشده است؛ یکی را برگزینید")
    return chosen


def _language(words: str) -> list[Finding]:
    return check_text(words, only=_LANGUAGE) if words.strip() else []


def _refusing(request: DeskRequest, id: int) -> "Refusal":
    """Return the function that shows the page with the problems, and what was typed."""
    return lambda problems: _page(request, id, 409, problems)


def _page(request: DeskRequest, id: int, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    form = request.form
    with request.reading() as (session, who):
        found, moment = session.get_one(PublicQuestion, id), now()
        writes = found.state in _WRITING and answers_for(who, found.agency)
        wording = form.text("wording") if "wording" in form else found.wording or found.text
        words = form.text("answer") if "answer" in form else found.answer
        return request.page(
            "question.html",
            status,
            problems=problems,
            question=found,
            outlook=question_outlook(found, moment),
            late=bool(found.due_at and found.due_at < moment and found.state is QuestionState.WITH_AGENCY),
            writes=writes,
            typed="answer" in form,
            wording=wording,
            answer=words,
            private=private_words(wording, words) if writes or found.state is QuestionState.ANSWERED else [],
            language=_language(words) if writes else [],
            limit=LONGEST_ANSWER,
            proposals=proposed_agencies(found.text, found.county)
            if may_become(found, QuestionState.WITH_AGENCY)
            else [],
            agencies=[each.name for each in province().agencies],
            may={state.value for state in QuestionState if may_become(found, state)},
            QuestionState=QuestionState,
            refusals=list(RefusalReason),
            piece_form=piece_form(request, found),
            reachable=contact_of(session, found) is not None,
            handovers=handovers(session, found),
            lines=history(session, found),
        )
