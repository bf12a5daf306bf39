"""The list of public questions, with their clocks; editors put many aside at once as spam."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Response

from bumi.desk.authorization import EDITORS, STAFF, allow
from bumi.desk.form import BROKEN_FORM, whole_number
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput
from bumi.newsroom.questions import QuestionFilter, mark_spam, question, questions, waiting_counts
from bumi.newsroom.tables import QuestionState, User
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian
from bumi.planning import question_outlook
from bumi.province import province
from bumi.words import Named

router = APIRouter()

_PAGE = 40
_LONGEST = 120  # letters of a name in the address


class QuestionTab(Named):
    """A tab of the list."""

    OVERDUE = "overdue", "دیرشده"
    HELD = "held", "تازه‌رسیده"
    OPEN = "open", "بی‌دستگاه"
    WITH_AGENCY = "with_agency", "نزد دستگاه"
    ANSWERED = "answered", "برای تأیید"
    APPROVED = "approved", "تأییدشده"
    CLOSED = "closed", "بسته"


_OF_EDITORS = (QuestionTab.HELD, QuestionTab.OPEN)
_STATES = {
    QuestionTab.HELD: (QuestionState.HELD,),
    QuestionTab.OPEN: (QuestionState.OPEN,),
    QuestionTab.WITH_AGENCY: (QuestionState.WITH_AGENCY,),
    QuestionTab.ANSWERED: (QuestionState.ANSWERED,),
    QuestionTab.APPROVED: (QuestionState.APPROVED,),
    QuestionTab.CLOSED: tuple(state for state in QuestionState if state.closed),
}


class _AskedFor(NamedTuple):
    """What the address of the list names: its tab, page, agency and county."""

    tab: QuestionTab
    page: int
    agency: str
    county: str

    @property
    def filter(self) -> QuestionFilter:
        late = self.tab is QuestionTab.OVERDUE
        return QuestionFilter(_STATES.get(self.tab, ()), self.agency, self.county, overdue=late)

    @property
    def narrowed(self) -> str:
        """The filter as the query of an address."""
        return urlencode({name: value for name, value in (("agency", self.agency), ("county", self.county)) if value})


@router.get("/questions")
@allow(STAFF)
def show(request: CurrentRequest) -> Response:
    """Show a tab of the list: what waits longest over its time first."""
    return _page(request)


@router.post("/questions/spam")
@allow(EDITORS)
def put_aside(request: CurrentRequest) -> Response:
    """Put the chosen questions aside as spam; it can be undone for a minute."""
    ids = [whole_number(each) for each in request.form.all("question")]
    chosen = sorted({id for id in ids if id is not None})
    if None in ids:
        raise BadInput(BROKEN_FORM)
    with request.transaction(lambda problems: _page(request, 409, problems)) as (session, by):
        if not 0 < len(chosen) <= _PAGE:
            raise BadInput(f"از یک تا {digits_to_persian(str(_PAGE))} پرسش برگزینید")
        what = f"هرزنامه دانستن {digits_to_persian(str(len(chosen)))} پرسش"
        with request.undoable(session, by, what, "/questions?tab=held"):
            for id in chosen:
                mark_spam(session, question(session, id), by)
    return request.redirect("/questions?tab=held&said=question-spam")


def _page(request: DeskRequest, status: int = 200, problems: tuple[str, ...] = ()) -> Response:
    moment = now()
    with request.reading() as (session, who):
        counts = waiting_counts(session, who, moment)
        asked = _asked_for(request.query, who, counts)
        rows = questions(session, who, asked.filter, moment, _PAGE + 1, _PAGE * (asked.page - 1))
        return request.page(
            "questions.html",
            status,
            problems=problems,
            rows=rows[:_PAGE],
            more=len(rows) > _PAGE,
            asked=asked,
            tabs=_tabs(who),
            counts=counts,
            outlook={row.id: question_outlook(row, moment) for row in rows},
            late={row.id for row in rows if _late(row.state, row.due_at is not None and row.due_at < moment)},
            land=province(),
        )


def _late(state: QuestionState, over: bool) -> bool:
    return over and state is QuestionState.WITH_AGENCY


def _tabs(who: User) -> list[QuestionTab]:
    return [tab for tab in QuestionTab if who.decides or tab not in _OF_EDITORS]


def _asked_for(query: Mapping[str, str], who: User, counts: Mapping[str, int]) -> _AskedFor:
    """Return what the address names; by default the first tab that has a question, in the order of urgency."""
    named, page = query.get("tab", ""), whole_number(query.get("page", ""))
    filled = (tab for tab in _tabs(who) if counts.get(tab.value))
    tab = QuestionTab(named) if named in _tabs(who) else next(filled, QuestionTab.WITH_AGENCY)
    agency = query.get("agency", "")[:_LONGEST] if who.decides else ""
    return _AskedFor(tab, min(max(1, page or 1), 10_000), agency, query.get("county", "")[:_LONGEST])
