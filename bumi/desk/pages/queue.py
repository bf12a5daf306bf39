"""The queue page, where a working day begins and ends, and the help sheet."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Response

from bumi.desk.authorization import WRITERS, allow
from bumi.desk.form import Form
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.desk.submission import name_purpose
from bumi.newsroom.accounts.profiles import awaiting_approval
from bumi.newsroom.commissions import waiting_fees, waiting_pitches
from bumi.newsroom.content.briefs import waiting_requests
from bumi.newsroom.content.typed import drafts, thrown_away
from bumi.newsroom.index.search import names
from bumi.newsroom.plan.crises import due_updates
from bumi.newsroom.plan.due import UPDATE_AHEAD
from bumi.newsroom.publication.channel_posts import first_question
from bumi.newsroom.queries.load import editors
from bumi.newsroom.queries.queue import PAGE, QueueFilter, QueueTab, counts, queue, tab_of
from bumi.newsroom.questions import waiting_counts
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import BriefDraft, QuestionState
from bumi.newsroom.workflow.opened import opened
from bumi.newsroom.workflow.photo_rights import photo_questions
from bumi.newsroom.workflow.status_summary import late, outlook
from bumi.persian.calendar import now, tehran_day
from bumi.persian.text import digits_to_latin
from bumi.province import province
from bumi.words import Kind

router = APIRouter()


_LONGEST = 120  # letters of a name in the address
_FOR_EDITORS = (QuestionState.HELD, QuestionState.OPEN, QuestionState.ANSWERED)
_FOR_AGENCIES = (QuestionState.WITH_AGENCY,)


@router.get("/")
@allow(WRITERS)
def show(request: CurrentRequest) -> Response:
    """Show a shelf of the queue; htmx requests the same page again and takes the list out of it.

    A contributor has no queue: their commissions are their home.
    """
    if request.user and request.user.role is Role.CONTRIBUTOR:
        return request.redirect("/commissions")
    asked, moment, page = _filter(request.query), now(), _page(request.query.get("page", ""))
    word = asked.word
    with request.reading() as (session, who):
        unsent, shelves = drafts(session, who), counts(session, who, asked, moment)
        shelf = _shelf(request, asked, shelves, bool(unsent))
        asked_by_public = waiting_counts(session, who, moment)
        rows = queue(session, who, shelf, page, asked, moment)
        total = _total(shelves) if word else shelves.get(shelf, 0)
        return request.page(
            "queue.html",
            shelf=shelf,
            shelves=shelves,
            rows=rows,
            others=request.desk.presence.others([row.id for row in rows], who.name),
            page=page,
            first=PAGE * (page - 1) + 1,
            total=total,
            pages=max(1, -(-total // PAGE)),
            word=word,
            asked=asked,
            address=_address(asked),
            choices=_choices(),
            summary={row.id: outlook(row, moment) for row in rows},
            late={row.id for row in rows if late(row, moment)},
            opened=opened(session, [row.id for row in rows], who) if who.decides else set(),
            editors=editors(session) if who.role is Role.CHIEF else [],
            requests=waiting_requests(session) if who.decides else [],
            question=first_question(session) if who.decides else None,
            questions=sum(asked_by_public.get(it, 0) for it in (_FOR_EDITORS if who.decides else _FOR_AGENCIES)),
            questions_late=asked_by_public["overdue"],
            pitches=waiting_pitches(session) if who.decides else 0,
            fees=waiting_fees(session, who) if who.decides else 0,
            authors=awaiting_approval(session) if who.role is Role.CHIEF else 0,
            photo_questions=photo_questions(session, tehran_day(moment)) if who.decides else [],
            owed=due_updates(session, who, moment, UPDATE_AHEAD),
            drafts=_unsent(unsent, shelf, word) if not asked.narrows else [],
            thrown=thrown_away(session, who) if shelf is QueueTab.WRITE and asked == QueueFilter() else [],
            purpose_of=lambda draft: name_purpose(draft.form.get("purpose", "")),
            empty=asked == QueueFilter() and not any(shelves.values()),
        )


def place_in_queue(form: Form, said: str = "") -> str:
    """Return the page of the queue from which a form was sent, perhaps with a confirmation."""
    place = [(name, text) for name, text in parse_qsl(form.text("place")[:1000]) if name != "said"]
    return f"/?{urlencode([*place, *([('said', said)] if said else [])])}"


def _total(shelves: Mapping[QueueTab, int]) -> int:
    """Return how many pieces all tabs have; what the user has in hand is in others too."""
    return sum(number for shelf, number in shelves.items() if shelf is not QueueTab.MINE)


def _filter(query: Mapping[str, str]) -> QueueFilter:
    """Return what the address narrows the list to; unknown values narrow nothing."""
    kind, state = query.get("kind", ""), query.get("state", "")
    return QueueFilter(
        word=query.get("word", "").strip(),
        kind=Kind(kind) if kind in list(Kind) else None,
        county=query.get("county", "")[:_LONGEST],
        axis=query.get("axis", "")[:_LONGEST],
        agency=query.get("agency", "")[:_LONGEST],
        state=State(state) if state in list(State) else None,
        own="own" in query,
        late="late" in query,
    )


def _address(asked: QueueFilter) -> str:
    """Return the filter as the query of an address, so that it can be kept and sent; the tab and page are not in it."""
    named = {name: str(value) for name, value in vars(asked).items() if value and value is not True}
    return urlencode(named | {name: "1" for name, value in vars(asked).items() if value is True})


def _choices() -> dict[str, list[tuple[str, str]]]:
    """Return the choices of each filter as pairs of value and Persian name."""
    land = province()
    return {
        "kind": [(each.value, each.persian) for each in Kind],
        "county": [(name, name) for name in (land.name, *(each.name for each in land.counties))],
        "axis": [(each.name, each.name) for each in land.axes],
        "agency": [(each.name, each.name) for each in land.agencies],
        "state": [(each.value, each.persian) for each in State],
    }


def _unsent(unsent: list[BriefDraft], shelf: QueueTab, word: str) -> list[BriefDraft]:
    """Return the unsent briefs on the shelf for writing, or those that match a word."""
    if word:
        return [each for each in unsent if names(word, each.form.get("topic", ""))]
    return unsent if shelf is QueueTab.WRITE else []


def _shelf(request: DeskRequest, asked: QueueFilter, shelves: Mapping[QueueTab, int], unsent: bool) -> QueueTab:
    """Return the tab: that of the state asked for, or that of the address, or where the user's work begins.

    Authors begin with what they have to write, or else on the first tab that has a piece of theirs.
    """
    if asked.state:
        return tab_of(asked.state)
    if (named := request.query.get("shelf", "")) in list(QueueTab):
        return QueueTab(named)
    if request.user and request.user.decides:
        return QueueTab.DECIDE
    filled = (each for each in (QueueTab.WRITE, *shelves) if shelves[each])
    return QueueTab.WRITE if unsent else next(filled, QueueTab.WRITE)


def _page(asked: str) -> int:
    number = digits_to_latin(asked)
    return min(max(1, int(number)), 100_000) if number.isascii() and number.isdigit() and len(number) < 9 else 1


@router.get("/help")
@allow(WRITERS)
def show_help(request: CurrentRequest) -> Response:
    """Show the keyboard shortcuts; pressing «?» on any page opens them."""
    return request.page("help.html")
