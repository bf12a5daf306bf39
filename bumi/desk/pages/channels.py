"""Channels of a piece at the desk: what people answer about its messages, and its package where no bot serves."""

from fastapi import APIRouter, Response

from bumi.desk.authorization import EDITORS, PIECE, STAFF, NotFound, allow
from bumi.desk.pages.piece import refusing, show_piece
from bumi.desk.request import CurrentRequest
from bumi.errors import Refused
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.publication.channel_answers import confirm, record_removed, resend
from bumi.newsroom.publication.channel_posts import PostKey
from bumi.persian.calendar import now
from bumi.pipeline.channels import package_of_piece
from bumi.words import Channel

router = APIRouter()


@router.post("/pieces/{id}/channels")
@allow(EDITORS, PIECE)
def answer(request: CurrentRequest, id: int) -> Response:
    """Record whether a message stands in its channel, or that it was removed by hand."""
    form = request.form
    channel = next((each for each in Channel if each.value == form.text("channel")), None)
    said = form.text("answer")
    if channel is None or said not in ("there", "absent", "removed"):
        raise NotFound
    key = PostKey(id, channel, form.number("number"))
    with request.transaction(refusing(request, id)) as (session, by):
        match said:
            case "there":
                confirm(session, key, by, form.text("where"), now())
            case "absent":
                resend(session, key, by, now())
            case _:
                record_removed(session, key, by, now())
    return request.redirect(f"/pieces/{id}?said=channel-{said}#in-channels")


@router.get("/pieces/{id}/package")
@allow(STAFF, PIECE)
def download_package(request: CurrentRequest, id: int) -> Response:
    """Give the cards and the caption of a published piece as a ZIP, for Instagram and others."""
    try:
        with request.reading() as (session, _):
            found = package_of_piece(session, piece(session, id), request.desk.settings)
    except Refused as error:
        return show_piece(request, id, 409, error.problems)
    name = {"content-disposition": f'attachment; filename="bumi-{id}.zip"'}
    return Response(found, media_type="application/zip", headers=name)
