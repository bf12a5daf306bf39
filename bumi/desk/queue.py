"""The queue: the page a working day begins and ends with."""

from fastapi import APIRouter, Response

from bumi.calendar import now
from bumi.desk.gate import PEOPLE, only
from bumi.desk.visit import Visit, Visiting
from bumi.newsroom.brief_drafts import drafts
from bumi.newsroom.outlook import late, outlook
from bumi.newsroom.queue import PAGE, Shelf, counts, queue
from bumi.text import digits_to_latin

__all__ = ["router"]

router = APIRouter()


@router.get("/")
@only(PEOPLE)
def show(visit: Visiting) -> Response:
    """Show a shelf of the queue; htmx fetches the same page again and takes the list out of it."""
    asked, moment = visit.request.query_params, now()
    shelf, page, word = _shelf(visit, asked.get("shelf", "")), _page(asked.get("page", "")), asked.get("word", "")
    with visit.looking() as (session, who):
        rows, total = queue(session, who, shelf, page, word)
        return visit.page(
            "queue.html",
            shelf=shelf,
            shelves=counts(session, who),
            rows=rows,
            others=visit.desk.presence.others([row.piece.id for row in rows], who.name),
            total=total,
            page=page,
            pages=max(1, -(-total // PAGE)),
            word=word,
            outlook=lambda piece: outlook(piece, moment),
            late=lambda piece: late(piece, moment),
            drafts=drafts(session, who) if shelf is Shelf.WRITE else [],
        )


def _shelf(visit: Visit, asked: str) -> Shelf:
    if asked in list(Shelf):
        return Shelf(asked)
    return Shelf.DECIDE if visit.who and visit.who.decides else Shelf.WRITE


def _page(asked: str) -> int:
    number = digits_to_latin(asked)
    return min(max(1, int(number)), 100_000) if number.isascii() and number.isdigit() and len(number) < 9 else 1
