"""The streams of server-sent events of the queue and of a piece; see `bumi.desk.live`."""

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from bumi.desk.authorization import PIECE, WRITERS, allow
from bumi.desk.request import CurrentRequest, DeskRequest

if TYPE_CHECKING:
    from bumi.desk.live import LiveUpdates

router = APIRouter()

_UNBUFFERED = {"x-accel-buffering": "no"}  # nginx passes each event on at once


@router.get("/events")
@allow(WRITERS)
async def queue_events(request: CurrentRequest) -> Response:
    """Tell an open queue what has changed."""
    return _stream(request, None)


@router.get("/pieces/{id}/events")
@allow(WRITERS, PIECE)
async def piece_events(request: CurrentRequest, id: int) -> Response:
    """Tell an open page of a piece what has changed, and others who has it open."""
    return _stream(request, id)


def _stream(request: DeskRequest, piece: int | None) -> Response:
    live: LiveUpdates = request.http.app.state.live
    if live.full(request.user_name):
        return Response(status_code=204)  # a browser does not ask again by itself
    events = live.stream(request.user_name, piece)
    return StreamingResponse(events, media_type="text/event-stream", headers=_UNBUFFERED)
