"""Waiting for a draft: what is being done about it, why it takes long, and the moment it is there."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.desk.gate import PEOPLE, PIECE, only
from bumi.desk.operators import stopped
from bumi.desk.visit import Visit, Visiting
from bumi.newsroom.content.pieces import ahead, piece
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

__all__ = ["Progress", "progress", "router"]

router = APIRouter()

_LONG = timedelta(minutes=3)  # by then a drafter that is running has begun


@dataclass(frozen=True)
class Progress:
    """Where a piece stands that no editor has yet: what is being done, why it takes long, whether to try again.

    `seen` is what a page was made with; whoever asks again tells it, and hears whether anything came of the waiting.
    """

    doing: str
    why: str
    stuck: bool
    seen: str

    @property
    def digest(self) -> str:
        """A mark of what is told, so that a page is told nothing twice."""
        return hashlib.sha256(f"{self.doing}{self.why}".encode()).hexdigest()[:12]


def progress(visit: Visit, session: "Session", found: Piece) -> Progress | None:
    """Return what is being done about a piece, or None where it waits for no machine."""
    if found.state is not State.DRAFT:
        return None
    drafting = visit.desk.drafting()
    told = ("", False)
    if found.problem:
        told = (stopped(found.problem), True)
    elif drafting.problem and not drafting.busy:
        told = (f"{stopped(drafting.problem)}؛ سفارش محفوظ است و همین که نویسنده به کار افتاد نوشته می‌شود", True)
    elif not drafting.busy and (found.state_since or found.created_at) + _LONG < now():
        told = (
            "هنوز کسی به آن نپرداخته است و نویسنده روی این رایانه خاموش است. سفارش محفوظ است و همین که نویسنده روشن "
            "شود نوشته می‌شود؛ اگر با «دوباره بکوش» هم راه نیفتاد، به نگهدار سامانه بگویید",
            True,
        )
    elif found.revision is None and (before := ahead(session, found)):
        told = (f"{digits_to_persian(str(before))} سفارش دیگر پیش از آن در نوبت است", False)
    return Progress(_doing(found, drafting.busy), *told, seen=_seen(found))


@router.get("/pieces/{id}/progress")
@only(PEOPLE, PIECE)
def show(visit: Visiting, id: int) -> Response:
    """Tell a waiting page what is new: nothing (204), something to read, or that the draft is there."""
    asked = visit.request.query_params
    with visit.looking() as (session, _):
        found = piece(session, id)
        told = progress(visit, session, found)
        arrived = told is None or told.seen != asked.get("seen")
        if not arrived and told and told.digest == asked.get("told"):
            return Response(status_code=204)
        return visit.page("progress.html", piece=found, progress=told, arrived=arrived)


@router.post("/pieces/{id}/again")
@only(PEOPLE, PIECE)
def again(visit: Visiting, id: int) -> Response:
    """Have the drafter try again now."""
    visit.desk.nudge()
    return visit.to(f"/pieces/{id}?said=again")


def _doing(found: Piece, busy: bool) -> str:
    if found.revision:
        return "متن نوشته شد؛ وارسی و کارت‌هایش در راه است"
    return "هنوز متنی ندارد؛ نویسنده در کار است" if busy else "هنوز متنی ندارد؛ پیش‌نویس آن در نوبت نوشتن است"


def _seen(found: Piece) -> str:
    return f"{found.state}-{found.revision.number if found.revision else 0}"
