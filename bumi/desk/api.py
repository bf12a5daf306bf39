"""The HTTP API for agencies' programs: read a brief, submit it, and follow its piece.

Docstrings of routes and models are the descriptions in openapi.json.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Depends, FastAPI, Header, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from bumi.brief import Brief, brief_from
from bumi.checks import as_written
from bumi.desk.desk import Desk
from bumi.desk.form import LARGEST_NUMBER
from bumi.desk.limits import BodyLimit
from bumi.desk.model_processes import KnownSuggestions
from bumi.desk.problems import unexpected, unreached
from bumi.errors import BadInput, Busy, NotAvailable, Refused, TooMany
from bumi.models.planner.reading import Reading, read_brief
from bumi.models.planner.suggestions import About
from bumi.newsroom.accounts.access import seen_pieces, sees_piece
from bumi.newsroom.accounts.shown_names import shown_names
from bumi.newsroom.accounts.tokens import holder
from bumi.newsroom.content.api_requests import submit_once
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.publication.stories import public_story
from bumi.newsroom.states import State
from bumi.newsroom.tables import AgencyToken, Piece, User
from bumi.newsroom.workflow.status_summary import outlook
from bumi.newsroom.workflow.timeline import timeline
from bumi.persian.calendar import now
from bumi.persian.text import shown
from bumi.publishing import public_url, story_key

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PAGE = 100
_LARGEST_BRIEF = 256 * 1024  # bytes: the longest brief, twice
_MODEL_S, _POLL_S = 1.5, 0.1  # the longest wait for the model, and the time between two looks
_NO_TOKEN = "کلید دستگاه نیامده یا از کار افتاده است؛ از سردبیر بخواهید"
_NO_PIECE = "این مطلب نیست، یا مال دستگاه دیگری است"
_NO_JSON = "متن درخواست JSON درستی نیست"
_TOO_LARGE = "این درخواست بزرگ‌تر از ۲۵۶ کیلوبایت است؛ در هر درخواست یک سفارش بفرستید"


class Problems(BaseModel):
    """Why not: every reason, in Persian."""

    problems: list[str]


class TimelineEvent(BaseModel):
    """One line of a piece's timeline."""

    at: datetime
    by: str
    what: str
    why: str


class PieceStatus(BaseModel):
    """What became of a brief. `outlook` says in words what will happen; `url` is where readers find it."""

    id: int
    state: State
    topic: str
    headline: str
    outlook: str
    publish_at: datetime | None
    url: str
    timeline: list[TimelineEvent] = Field(default_factory=list)


class _Unauthorized(Exception):
    """The token is missing or not valid."""


class _NotFound(Exception):
    """The piece does not exist, or belongs to another agency."""


Holder = tuple[AgencyToken, User]
router = APIRouter()


def _holder(request: Request, _: Annotated[Any, Depends(HTTPBearer(auto_error=False))]) -> Holder:
    """Return the token of the request and its user; every route depends on this."""
    scheme, _space, token = request.headers.get("authorization", "").partition(" ")
    with _desk(request).newsroom.reading() as session:
        found = holder(session, token.strip()) if scheme.lower() == "bearer" and token.strip() else None
    if found is None:
        raise _Unauthorized
    return found


Held = Annotated[Holder, Depends(_holder)]
_Id = Annotated[int, Path(ge=1, le=LARGEST_NUMBER)]
_Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key", max_length=200, description="The same key again gets the same piece, not a second."
    ),
]
_NO: dict[int | str, dict[str, Any]] = {
    401: {"model": Problems, "description": "No token, or one that opens nothing"},
    422: {"model": Problems, "description": "The brief is wrong; all that is wrong"},
    503: {"model": Problems, "description": "The newsroom does not answer"},
}
_NOT_THERE: dict[int | str, dict[str, Any]] = {404: {"model": Problems, "description": "No such piece of this agency"}}
_BAD: dict[int | str, dict[str, Any]] = {
    400: {"model": Problems, "description": "The request is no JSON"},
    409: {"model": Problems, "description": "Refused, with all the reasons"},
    413: {"model": Problems, "description": f"Larger than {_LARGEST_BRIEF // 1024} KB"},
    429: {"model": Problems, "description": "The quota of the token is used up; Retry-After says for how many seconds"},
}


@router.post(
    "/briefs", status_code=201, responses=_NO | _BAD | {200: {"model": PieceStatus, "description": "Handed in before"}}
)
def hand_in(request: Request, response: Response, held: Held, brief: Brief, key: _Key = "") -> PieceStatus:
    """Hand in a brief; the desk drafts it, and an editor decides."""
    desk = _desk(request)
    with desk.newsroom.session() as session:
        made, new = submit_once(session, held[0], brief, key)
        status = _status(desk, session, made)
    if new:
        desk.start_drafting()
    else:
        response.status_code = 200
    return status


@router.post("/briefs/reading", responses=_NO | {each: _BAD[each] for each in (400, 413)})
async def read(request: Request, held: Held, brief: Annotated[dict[str, Any], Body()]) -> Reading:
    """Read a brief in any state, and keep nothing: what a reader would ask, and whole sentences for its notes.

    A note without a verb may be said as one of up to three `suggestions`, which belongs into the brief's `sayings`
    (the note's number, the `text`), or stay as it is under a `label`. `thinking` says that the model would have more
    to suggest a moment later. Nothing of this keeps a brief from being handed in.
    """
    desk, by, begun = _desk(request), held[1].name, monotonic()

    def suggest(about: About, notes: Sequence[str]) -> KnownSuggestions:
        return desk.suggest(f"{by} (API)", about, notes)

    while True:
        async with desk.reading_queue.slot(by):
            reading = await run_in_threadpool(read_brief, brief, suggest, as_written)
        if not reading.thinking or monotonic() - begun > _MODEL_S:
            return reading
        await asyncio.sleep(_POLL_S)


@router.get("/pieces", responses=_NO)
def pieces(
    request: Request, held: Held, after: Annotated[int, Query(ge=0, le=LARGEST_NUMBER)] = 0
) -> list[PieceStatus]:
    """List the agency's pieces, oldest first, a hundred at a time: those with a number greater than `after`."""
    desk = _desk(request)
    with desk.newsroom.reading() as session:
        return [_status(desk, session, each) for each in seen_pieces(session, held[1], after, _PAGE)]


@router.get("/pieces/{id}", responses=_NO | _NOT_THERE)
def show(request: Request, held: Held, id: _Id) -> PieceStatus:
    """Show what became of one brief, with its timeline."""
    desk = _desk(request)
    with desk.newsroom.reading() as session:
        if not sees_piece(session, held[1], id):
            raise _NotFound
        found = piece(session, id)
        known_as = shown_names(session, held[1])
        lines = [
            TimelineEvent(at=it.at, by=known_as(it.by), what=known_as.within(it.what), why=it.why)
            for it in timeline(session, found)
        ]
        return _status(desk, session, found).model_copy(update={"timeline": lines})


def create_api(desk: Desk) -> FastAPI:
    """Return the API as an app of its own, to be mounted at /api; its description is at openapi.json."""
    api = FastAPI(
        title="Bumi",
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # a redirect would go to the host that the request names
        dependencies=[Depends(_holder)],
    )
    api.state.desk = desk
    api.include_router(router)
    for kind, status in {BadInput: 422, Refused: 409, Busy: 503}.items():
        api.exception_handler(kind)(_answering(status, lambda request, error: error.problems))
    api.exception_handler(TooMany)(_too_many)
    api.exception_handler(NotAvailable)(_answering(503, unreached))
    api.exception_handler(Exception)(_answering(500, unexpected))
    api.exception_handler(_Unauthorized)(_answering(401, lambda *_: [_NO_TOKEN], www_authenticate="Bearer"))
    api.exception_handler(_NotFound)(_answering(404, lambda *_: [_NO_PIECE]))
    api.exception_handler(RequestValidationError)(_invalid)
    api.exception_handler(HTTPException)(_http)
    api.add_middleware(BodyLimit, most=_LARGEST_BRIEF, answer=_answer(413, [_TOO_LARGE]))
    return api


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def _status(desk: Desk, session: "Session", found: Piece) -> PieceStatus:
    story = public_story(found)
    return PieceStatus(
        id=found.id,
        state=found.state,
        topic=found.brief["topic"],
        headline=found.revision.fields_model.title if found.revision else "",
        outlook=outlook(found, now()),
        publish_at=found.publish_at,
        url=public_url(desk.settings, story_key(story)) if story else "",
    )


def _answer(status: int, problems: Iterable[str], **headers: str) -> JSONResponse:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse({"problems": list(problems)}, status, names)


def _answering(status: int, problems: Callable[[Request, Any], Iterable[str]], **headers: str) -> Any:
    async def answer(request: Request, error: Exception) -> JSONResponse:
        return _answer(status, problems(request, error), **headers)

    return answer


async def _too_many(request: Request, error: TooMany) -> JSONResponse:
    return _answer(429, error.problems, retry_after=str(error.seconds))


def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    """Answer with the same sentences as the forms and the command line; with one sentence for what is no brief."""
    if any(each["type"] == "json_invalid" for each in error.errors()):
        return _answer(400, [_NO_JSON])
    try:
        brief_from(error.body, "سفارش")
    except BadInput as bad:
        return _answer(422, bad.problems)
    places = shown("، ".join(".".join(map(str, each["loc"])) for each in error.errors()))
    return _answer(422, [f"این بخش درخواست درست نیست: {places}"])


async def _http(request: Request, error: Any) -> JSONResponse:
    problem = _NO_JSON if error.status_code == 400 else f"HTTP {error.status_code}"
    return _answer(error.status_code, [problem], **(error.headers or {}))
