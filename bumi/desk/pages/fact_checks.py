"""Pages of fact-check links: an editor makes one, and somebody without an account answers it, once.

The page of a link shows the sentences of its revision and nothing else of the desk. Unknown links are throttled.
"""

from collections.abc import Mapping

from fastapi import APIRouter, Response

from bumi.desk.authorization import EDITORS, PIECE, allow
from bumi.desk.form import Most
from bumi.desk.pages.piece import refusing
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput, Refused
from bumi.newsroom.content.fact_checks import (
    LONGEST_ANSWER,
    LONGEST_NAME,
    AskedSentence,
    FactVerdict,
    SentenceAnswer,
    answer_check,
    asked,
    asked_sentences,
    end_check,
    known_check,
    make_check,
    missing_in,
)
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.tables import FactCheck
from bumi.persian.text import digits_to_persian
from bumi.province import site_name

router = APIRouter()

_ANSWERS = Most(256 * 1024, 2 * LONGEST_ANSWER)  # a letter takes six bytes
_PRIVATE = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow", "cache-control": "no-store"}
_THROTTLED = "fact-check link"  # takes the place of a name in the throttle of wrong passwords


@router.post("/pieces/{id}/check-link")
@allow(EDITORS, PIECE)
def make(request: CurrentRequest, id: int) -> Response:
    """Make a link for the latest revision and show it; it is not shown again."""
    with request.transaction(refusing(request, id)) as (session, by):
        found = piece(session, id)
        code = make_check(session, found, by, request.form.number("hours"))
    link = f"{request.desk.settings.desk_url.rstrip('/')}/ask/{code}"
    return request.page("check-link.html", id=id, link=link)


@router.post("/pieces/{id}/check-link/end")
@allow(EDITORS, PIECE)
def end(request: CurrentRequest, id: int) -> Response:
    """End a link."""
    with request.transaction(refusing(request, id)) as (session, by):
        end_check(session, piece(session, id), request.form.number("check"), by)
    return request.redirect(f"/pieces/{id}?said=check-ended")


@router.get("/ask/{code}")
@allow(frozenset())
def show(request: CurrentRequest, code: str) -> Response:
    """Show the sentences of a link."""
    if refused := _throttled(request, code):
        return refused
    with request.desk.newsroom.reading() as session:
        check = known_check(session, code)
        revision = asked(session, check) if check else None
        if check is None or revision is None:
            return _gone(request)
        return _page(request, check, asked_sentences(revision))


@router.post("/ask/{code}")
@allow(frozenset(), most=_ANSWERS)
def answer(request: CurrentRequest, code: str) -> Response:
    """Store the answers; the link then no longer works."""
    if refused := _throttled(request, code):
        return refused
    named, answers = request.form.text("named"), _answers(request)
    try:
        with request.desk.newsroom.session() as session:
            check = known_check(session, code)
            if check is None:
                return _gone(request)
            answer_check(session, check, named, answers)
    except Refused:
        return _gone(request)
    except BadInput:
        with request.desk.newsroom.reading() as session:
            check = known_check(session, code)
            revision = asked(session, check) if check else None
            if check is None or revision is None:
                return _gone(request)
            sentences = asked_sentences(revision)
            return _page(request, check, sentences, missing_in(named, answers, len(sentences)))
    return _private(request, "thanks")


def _answers(request: DeskRequest) -> dict[int, SentenceAnswer]:
    """Return the answers of the form, by the index of their sentence; where nothing is said there is none."""
    found: dict[int, SentenceAnswer] = {}
    for index in range(len(request.form.all("sentence"))):
        verdict = request.form.text(f"verdict-{index}")
        if verdict == FactVerdict.RIGHT:
            found[index] = SentenceAnswer(FactVerdict.RIGHT)
        elif verdict == FactVerdict.WRONG:
            found[index] = SentenceAnswer(FactVerdict.WRONG, request.form.text(f"text-{index}"))
    return found


def _page(
    request: DeskRequest, check: FactCheck, sentences: list[AskedSentence], problems: Mapping[str, str] | None = None
) -> Response:
    typed = {
        index: (request.form.text(f"verdict-{index}"), request.form.text(f"text-{index}"))
        for index in range(len(sentences))
    }
    return _private(
        request,
        "open",
        422 if problems else 200,
        check=check,
        sentences=sentences,
        typed=typed,
        named=request.form.text("named"),
        problems=problems or {},
        longest=LONGEST_ANSWER,
        longest_name=LONGEST_NAME,
    )


def _throttled(request: DeskRequest, code: str) -> Response | None:
    """Return a refusal while too many links that were never made are tried from the visitor's network."""
    throttle, address = request.desk.throttle, request.address
    if wait := throttle.wait(_THROTTLED, address):
        problem = digits_to_persian(f"پیوندهای نادرست بسیاری باز شد؛ {wait.seconds} ثانیه دیگر دوباره بکوشید")
        answer = _private(request, "gone", 429, problem=problem)
        answer.headers["retry-after"] = str(wait.seconds)
        return answer
    with request.desk.newsroom.reading() as session:
        if known_check(session, code):
            throttle.forget(_THROTTLED, address)
    return None


def _gone(request: DeskRequest) -> Response:
    problem = "شاید پاسخش داده شده، زمانش گذشته یا متن عوض شده باشد؛ از کسی که آن را فرستاد پیوند تازه‌ای بخواهید."
    return _private(request, "gone", 404, problem=problem)


def _private(request: DeskRequest, state: str, status: int = 200, **context: object) -> Response:
    """Return the page in a state; it names the newsroom that asks, and no person of it."""
    settings = request.desk.settings
    answer = request.page(
        "ask.html", status, state=state, site=site_name(settings), site_url=settings.site_url, **context
    )
    answer.headers.update(_PRIVATE)
    return answer
