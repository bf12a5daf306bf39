"""The queue: the page a working day begins and ends with."""

from datetime import timedelta

from fastapi import APIRouter, Response

from bumi.calendar import now
from bumi.desk.gate import PEOPLE, only
from bumi.desk.visit import Visit, Visiting
from bumi.newsroom.brief_drafts import drafts
from bumi.newsroom.crises import due_updates
from bumi.newsroom.outlook import late, outlook
from bumi.newsroom.queue import PAGE, Shelf, counts, how_many, queue
from bumi.text import digits_to_latin

__all__ = ["router"]

router = APIRouter()

_SOON = timedelta(minutes=30)  # before an update is owed, people are told of it


@router.get("/")
@only(PEOPLE)
def show(visit: Visiting) -> Response:
    """Show a shelf of the queue; htmx fetches the same page again and takes the list out of it."""
    asked, moment = visit.request.query_params, now()
    shelf, page, word = _shelf(visit, asked.get("shelf", "")), _page(asked.get("page", "")), asked.get("word", "")
    with visit.looking() as (session, who):
        rows, shelves = queue(session, who, shelf, page, word), counts(session, who)
        total = how_many(session, who, shelf, word) if word else shelves[shelf]
        return visit.page(
            "queue.html",
            shelf=shelf,
            shelves=shelves,
            rows=rows,
            others=visit.desk.presence.others([row.id for row in rows], who.name),
            page=page,
            pages=max(1, -(-total // PAGE)),
            word=word,
            outlook={row.id: outlook(row, moment) for row in rows},
            late={row.id for row in rows if late(row, moment)},
            owed=due_updates(session, who, moment, _SOON),
            drafts=drafts(session, who) if shelf is Shelf.WRITE else [],
        )


def _shelf(visit: Visit, asked: str) -> Shelf:
    if asked in list(Shelf):
        return Shelf(asked)
    return Shelf.DECIDE if visit.who and visit.who.decides else Shelf.WRITE


def _page(asked: str) -> int:
    number = digits_to_latin(asked)
    return min(max(1, int(number)), 100_000) if number.isascii() and number.isdigit() and len(number) < 9 else 1
