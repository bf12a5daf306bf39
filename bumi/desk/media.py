"""What pages show: cards, photos, and the page of a piece as readers will see it."""

from fastapi import APIRouter, Response

from bumi.desk.gate import IMAGE, PEOPLE, PHOTO, PIECE, NotThere, only, public
from bumi.desk.visit import Visiting
from bumi.newsroom.content.photos import photo as bytes_of
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.publication.stories import media_file, preview
from bumi.persian.calendar import now
from bumi.publishing import font, story_page, stylesheet

__all__ = ["router"]

router = APIRouter()

_KEPT = {"cache-control": "private, max-age=86400, immutable"}
_FRAMED = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)


@router.get("/media/{sha256}.{kind}")
@only(PEOPLE, IMAGE)
def card(visit: Visiting, sha256: str, kind: str) -> Response:
    """Give a card, or a lighter rendition of it, as readers' browsers load them."""
    with visit.looking() as (session, _):
        found = media_file(session, sha256)
        return Response(found.data, media_type=found.content_type, headers=_KEPT)


@router.get("/photos/{photo}")
@only(PEOPLE, PHOTO)
def picture(visit: Visiting, photo: int) -> Response:
    """Give a photo that came with a brief."""
    with visit.looking() as (session, _):
        return Response(bytes_of(session, photo), media_type="image/jpeg", headers=_KEPT)


@router.get("/pieces/{id}/preview")
@only(PEOPLE, PIECE)
def frames(visit: Visiting, id: int) -> Response:
    """Show the page as readers will see it, on a phone and on a desktop."""
    with visit.looking() as (session, _):
        return visit.page("preview.html", piece=piece(session, id))


@router.get("/preview/{id}/page")
@only(PEOPLE, PIECE)
def page(visit: Visiting, id: int) -> Response:
    """Give that page itself, for the frames: as deep as a published one, so that its links to files hold."""
    with visit.looking() as (session, _):
        text = story_page(preview(piece(session, id), now()), visit.desk.settings)
    return Response(text, media_type="text/html", headers={"content-security-policy": _FRAMED})


@router.get("/assets/{name}")
@public
def site_file(name: str) -> Response:
    """Give a file that published pages load; readers get the same from the site."""
    found = next((each for each in (font(), stylesheet()) if each.key == f"assets/{name}"), None)
    if found is None:
        raise NotThere
    return Response(found.body, media_type=found.content_type, headers=_KEPT)
