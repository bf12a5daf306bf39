"""The film of a piece at the desk: what it shows, made when somebody asks for it, to be watched and downloaded."""

from typing import NamedTuple

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from bumi.cards.film import Film, ffmpeg_version
from bumi.desk.authorization import PIECE, STAFF, NotFound, allow
from bumi.desk.film_maker import FilmProgress
from bumi.desk.pages.piece import show_piece
from bumi.desk.request import CurrentRequest, DeskRequest
from bumi.errors import BadInput, NotAvailable, Refused
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.tables import Piece
from bumi.pipeline.films import film_of_piece

router = APIRouter()

_KEPT = {"cache-control": "private, no-cache"}


class _Shown(NamedTuple):
    """A film as its page shows it: how far it is, whether it is made, and why it cannot be."""

    piece: Piece
    film: Film
    key: str
    made: bool
    progress: FilmProgress | None
    problem: str


@router.get("/pieces/{id}/film")
@allow(STAFF, PIECE, queue="text")
def show_film(request: CurrentRequest, id: int) -> Response:
    """Show the film of an approved piece, how far it is, or the button that has it made."""
    try:
        shown = _shown(request, id)
    except (Refused, BadInput) as error:
        return show_piece(request, id, 409, error.problems)
    part = "hx-request" in request.http.headers
    return request.page("film-state.html" if part else "film.html", **shown._asdict())


@router.post("/pieces/{id}/film")
@allow(STAFF, PIECE, queue="text")
def make_film(request: CurrentRequest, id: int) -> Response:
    """Have the film made; its page shows how far it is."""
    try:
        shown = _shown(request, id)
    except (Refused, BadInput) as error:
        return show_piece(request, id, 409, error.problems)
    if not shown.problem or shown.progress:
        request.desk.films.ask(shown.key, shown.film)
    return request.redirect(f"/pieces/{id}/film")


@router.get("/pieces/{id}/film.mp4")
@allow(STAFF, PIECE, queue="text")
def film_file(request: CurrentRequest, id: int) -> Response:
    """Return the film, in ranges where a browser asks for them."""
    try:
        with request.reading() as (session, _):
            key, _film = film_of_piece(session, piece(session, id))
    except (Refused, BadInput):
        raise NotFound from None
    path = request.desk.films.cache.path(key)
    if path is None:
        raise NotFound
    return FileResponse(path, media_type="video/mp4", headers=_KEPT)


def _shown(request: DeskRequest, id: int) -> _Shown:
    with request.reading() as (session, _):
        found = piece(session, id)
        key, film = film_of_piece(session, found)
    films = request.desk.films
    made, progress = films.cache.path(key) is not None, films.progress(key)
    problem = progress.problem if progress else ""
    if not made and not progress:
        try:
            ffmpeg_version()
        except NotAvailable as error:
            problem = error.problems[0]
    return _Shown(found, film, key, made, progress, problem)
