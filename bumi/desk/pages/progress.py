"""Progress of drafting at the page of a piece that waits: what is being done, and how long it usually takes."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from bumi.desk.authorization import PIECE, WRITERS, allow
from bumi.desk.desk import Desk
from bumi.desk.labels import without_internals
from bumi.desk.request import CurrentRequest
from bumi.newsroom.content.pieces import ahead, piece
from bumi.newsroom.content.work import anybody_works, retry_soon
from bumi.newsroom.queries.estimates import Estimate, estimate
from bumi.newsroom.states import UNAPPROVED, State
from bumi.newsroom.tables import Piece
from bumi.newsroom.workflow.commissioned import is_commissioned
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

router = APIRouter()


_LONG = timedelta(minutes=3)  # within this time a drafter that runs has begun


@dataclass(frozen=True)
class Progress:
    """The drafting progress of a piece: what is being done, why it takes long, whether it is stuck.

    `percent` is how much is done, `left` a sentence without its full stop on how long the rest usually takes.

    `seen` is the version that a page shows; the page sends it when it asks again, and learns whether a draft arrived.
    """

    doing: str
    why: str
    stuck: bool
    percent: int
    left: str
    seen: str

    @property
    def digest(self) -> str:
        """A hash of the message, so that a page that shows it gets no second one."""
        return hashlib.sha256(f"{self.doing}{self.why}{self.percent}{self.left}".encode()).hexdigest()[:12]


def progress(desk: Desk, session: "Session", found: Piece) -> Progress | None:
    """Return the drafting progress of a piece, or None where it does not wait for a draft."""
    if found.state is not State.DRAFT and not (found.state in UNAPPROVED and _redrafts(found)):
        return None
    if is_commissioned(session, found):
        return None
    drafting = desk.drafting()
    busy = drafting.busy or anybody_works(session, now())
    told = ("", False)
    if found.problem:
        told = (without_internals(found.problem), True)
    elif drafting.problem and not busy:
        told = (
            f"{without_internals(drafting.problem)}؛ سفارش محفوظ است و همین که نویسنده به کار افتاد نوشته می‌شود",
            True,
        )
    elif not busy and (found.state_since or found.created_at) + _LONG < now():
        told = (
            "هنوز کسی به آن نپرداخته است و نویسنده روی این رایانه خاموش است. سفارش محفوظ است و همین که نویسنده روشن "
            "شود نوشته می‌شود؛ اگر با «دوباره بکوش» هم راه نیفتاد، به نگهدار سامانه بگویید",
            True,
        )
    elif found.revision is None and (before := ahead(session, found)):
        told = (f"{digits_to_persian(str(before))} سفارش دیگر پیش از آن در نوبت است", False)
    estimated = estimate(session, found, now())
    percent, left = round(100 * estimated.done), _left(estimated, busy)
    return Progress(_doing(found, busy), *told, percent, left, seen=_seen(found))


def _redrafts(found: Piece) -> bool:
    """Return whether sentences are drafted again, or were and are not checked and illustrated yet."""
    latest = found.revision
    return bool(found.redraft_by or (found.waits and latest and not (latest.checkup and latest.images)))


@router.get("/pieces/{id}/progress")
@allow(WRITERS, PIECE)
def show_progress(request: CurrentRequest, id: int) -> Response:
    """Answer a waiting page: nothing new (204), a new message, or that the draft has arrived."""
    asked = request.query
    with request.reading() as (session, _):
        found = piece(session, id)
        told = progress(request.desk, session, found)
        arrived = told is None or told.seen != asked.get("seen")
        if not arrived and told and told.digest == asked.get("told"):
            return Response(status_code=204)
        return request.page("progress.html", piece=found, progress=told, arrived=arrived)


@router.post("/pieces/{id}/again")
@allow(WRITERS, PIECE)
def retry(request: CurrentRequest, id: int) -> Response:
    """Start the drafter again now, whenever the next try of the piece was to be."""
    with request.desk.newsroom.session() as session:
        retry_soon(session, id)
    request.desk.start_drafting()
    return request.redirect(f"/pieces/{id}?said=again")


def _doing(found: Piece, busy: bool) -> str:
    if found.redraft_by:
        return "جمله‌هایی که سفارششان عوض شده است از نو نوشته می‌شود"
    if found.revision:
        return "متن نوشته شد؛ وارسی و کارت‌هایش در راه است"
    return "هنوز متنی ندارد؛ نویسنده در کار است" if busy else "هنوز متنی ندارد؛ پیش‌نویس آن در نوبت نوشتن است"


def _left(estimated: Estimate, busy: bool) -> str:
    if estimated.late:
        return "از آنچه معمول است بیشتر طول کشیده، ولی نویسنده هنوز در کار است"
    if estimated.seconds is None or not busy:
        return "معمولاً چند دقیقه طول می‌کشد"
    minutes = round(estimated.seconds / 60)
    return digits_to_persian(f"حدود {minutes} دقیقه مانده است") if minutes else "کمتر از یک دقیقه مانده است"


def _seen(found: Piece) -> str:
    return f"{found.state}-{found.revision.number if found.revision else 0}"
