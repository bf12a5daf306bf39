"""Static files, images, previews of the published page, and security.txt."""

from datetime import timedelta

from fastapi import APIRouter, Response

from bumi.desk.authorization import IMAGE, PHOTO, PIECE, WRITERS, NotFound, allow, public
from bumi.desk.rendering import NAMES, static_file
from bumi.desk.request import CurrentRequest
from bumi.newsroom.content.photos import photo as bytes_of
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.publication.stories import media_bytes, media_file, preview
from bumi.newsroom.workflow.photo_rights import archived
from bumi.persian.calendar import now
from bumi.publishing import font, story_page, story_script, stylesheet

router = APIRouter()


_VALID = timedelta(days=180)  # of security.txt; RFC 9116 recommends less than a year
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}


@router.get("/static/{digest}/{name}")
@public
def file(digest: str, name: str) -> Response:
    """Return a static file, to be cached for ever: other content has another address."""
    if name not in NAMES or static_file(name).digest != digest:
        raise NotFound
    return Response(static_file(name).body, media_type=static_file(name).content_type, headers=_FOR_EVER)


@router.get("/.well-known/security.txt")
@public
def security(request: CurrentRequest) -> Response:
    """Return the contact for reports of vulnerabilities (RFC 9116), where the settings have one."""
    contact = request.desk.settings.security_contact.strip()
    if not contact:
        raise NotFound
    lines = {
        "Contact": contact if ":" in contact else f"mailto:{contact}",
        "Expires": f"{now() + _VALID:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages": "fa, en",
        "Canonical": f"{request.desk.settings.desk_url.rstrip('/')}/.well-known/security.txt",
    }
    return Response("".join(f"{name}: {value}\n" for name, value in lines.items()), media_type="text/plain")


_KEPT = {"cache-control": "private, max-age=86400, immutable"}
_FRAMED = (
    "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


@router.get("/media/{sha256}.{kind}")
@allow(WRITERS, IMAGE)
def card(request: CurrentRequest, sha256: str, kind: str) -> Response:
    """Return a card, or a smaller rendition of it, as browsers of readers load it."""
    with request.reading() as (session, _):
        found = media_file(session, sha256)
        return Response(media_bytes(session, sha256), media_type=found.content_type, headers=_KEPT)


@router.get("/photos/{photo}")
@allow(WRITERS, PHOTO)
def picture(request: CurrentRequest, photo: int) -> Response:
    """Return a photo that was submitted with a brief."""
    with request.reading() as (session, _):
        if any(each.erased_at for each in archived(session, [photo]).values()):
            raise NotFound
        return Response(bytes_of(session, photo), media_type="image/jpeg", headers=_KEPT)


@router.get("/pieces/{id}/preview")
@allow(WRITERS, PIECE)
def frames(request: CurrentRequest, id: int) -> Response:
    """Show the page as readers will see it, in frames of a phone and of a desktop."""
    with request.reading() as (session, _):
        return request.page("preview.html", piece=piece(session, id))


@router.get("/preview/{id}/page")
@allow(WRITERS, PIECE)
def page(request: CurrentRequest, id: int) -> Response:
    """Return that page for the frames, at the depth of a published page, so that its relative links work."""
    with request.reading() as (session, _):
        text = story_page(preview(piece(session, id), now()), request.desk.settings)
    return Response(text, media_type="text/html", headers={"content-security-policy": _FRAMED})


@router.get("/assets/{name}")
@public
def site_file(name: str) -> Response:
    """Return a file that published pages load; the site has the same for readers."""
    found = next((each for each in (font(), stylesheet(), story_script()) if each.key == f"assets/{name}"), None)
    if found is None:
        raise NotFound
    return Response(found.body, media_type=found.content_type, headers=_KEPT)
