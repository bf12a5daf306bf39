"""The queue page, where a working day begins and ends, and the help sheet."""

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Response

from bumi.desk.authorization import STAFF, allow
from bumi.desk.form import Form
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.newsroom.content.typed import drafts, thrown_away
from bumi.newsroom.index.search import names
from bumi.newsroom.plan.crises import due_updates
from bumi.newsroom.queries.load import editors
from bumi.newsroom.queries.queue import PAGE, QueueTab, counts, how_many, queue
from bumi.newsroom.states import Role
from bumi.newsroom.tables import BriefDraft, User
from bumi.newsroom.workflow.opened import opened
from bumi.newsroom.workflow.status_summary import late, outlook
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_latin

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


_SOON = timedelta(minutes=30)  # how long before an update is due the page reminds of it


@router.get("/")
@allow(STAFF)
def show(request: CurrentRequest) -> Response:
    """Show a shelf of the queue; htmx requests the same page again and takes the list out of it."""
    asked, moment = request.query, now()
    shelf, page = _shelf(request, asked.get("shelf", "")), _page(asked.get("page", ""))
    word = asked.get("word", "").strip()
    with request.reading() as (session, who):
        rows, shelves = queue(session, who, shelf, page, word), counts(session, who)
        total = _total(session, who, shelf, word, page, len(rows)) if word else shelves[shelf]
        return request.page(
            "queue.html",
            shelf=shelf,
            shelves=shelves,
            rows=rows,
            others=request.desk.presence.others([row.id for row in rows], who.name),
            page=page,
            total=total,
            pages=max(1, -(-total // PAGE)),
            word=word,
            summary={row.id: outlook(row, moment) for row in rows},
            late={row.id for row in rows if late(row, moment)},
            opened=opened(session, [row.id for row in rows], who) if who.decides else set(),
            editors=editors(session) if who.role is Role.CHIEF else [],
            owed=due_updates(session, who, moment, _SOON),
            drafts=_unsent(session, who, shelf, word),
            thrown=thrown_away(session, who) if shelf is QueueTab.WRITE and not word else [],
            empty=not any(shelves.values()),
        )


def place_in_queue(form: Form, said: str = "") -> str:
    """Return the page of the queue from which a form was sent, perhaps with a confirmation."""
    place = [(name, text) for name, text in parse_qsl(form.text("place")[:1000]) if name != "said"]
    return f"/?{urlencode([*place, *([('said', said)] if said else [])])}"


def _total(session: "Session", who: User, shelf: QueueTab, word: str, page: int, shown: int) -> int:
    """Return how many pieces match a word; a first page that is not full needs no second query."""
    return shown if page == 1 and shown < PAGE else how_many(session, who, shelf, word)


def _unsent(session: "Session", who: User, shelf: QueueTab, word: str) -> list[BriefDraft]:
    """Return the unsent briefs on the shelf for writing, or those that match a word."""
    if word:
        return [each for each in drafts(session, who) if names(word, each.form.get("topic", ""))]
    return drafts(session, who) if shelf is QueueTab.WRITE else []


def _shelf(request: DeskRequest, asked: str) -> QueueTab:
    if asked in list(QueueTab):
        return QueueTab(asked)
    return QueueTab.DECIDE if request.user and request.user.decides else QueueTab.WRITE


def _page(asked: str) -> int:
    number = digits_to_latin(asked)
    return min(max(1, int(number)), 100_000) if number.isascii() and number.isdigit() and len(number) < 9 else 1


@router.get("/help")
@allow(STAFF)
def show_help(request: CurrentRequest) -> Response:
    """Show the keyboard shortcuts; pressing «?» on any page opens them."""
    return request.page("help.html")
