"""Films of approved pieces: which content a film shows, and the folder in which films are kept once they are made."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bumi.brief import Brief
from bumi.cards import SafePhoto, kit_of
from bumi.cards.film import Film, film_key, film_of
from bumi.errors import Refused
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, Revision
from bumi.newsroom.workflow.brief_versions import answered_brief
from bumi.newsroom.workflow.photo_rights import archived, may_be_used
from bumi.persian.calendar import now, tehran_day
from bumi.persian.text import digits_to_persian
from bumi.pipeline.photos import photos_of_revision, photos_to_show

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MOST = 200  # films of about 3 MB
_GONE = (State.WITHDRAWN, State.EXPIRED, State.TAKEN_DOWN, State.DISCARDED)


class FilmShelf:
    """A folder of films by key, which keeps the newest 200 and may be deleted at any time."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "films"

    def path(self, key: str) -> Path | None:
        """Return the file of a film, or None where it is not made."""
        found = self._folder / f"{key}.mp4"
        return found if found.is_file() else None

    def put(self, key: str, film: bytes) -> Path:
        """Store a film atomically, delete the oldest beyond the limit, and return its file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{key}.mp4"
        new = self._folder / f"{key}.{os.getpid()}"
        try:
            new.write_bytes(film)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
        for old in sorted(self._folder.glob("*.mp4"), key=lambda each: each.stat().st_mtime)[:-_MOST]:
            old.unlink(missing_ok=True)
        return path


def approved_revision(piece: Piece) -> Revision | None:
    """Return what an editor approved of a piece: the revision that waits for its time, or the one that readers see.

    None where nothing is approved, and where the piece was taken back.
    """
    if piece.state in _GONE:
        return None
    if piece.revision and piece.approved_hash == piece.revision.approvable_hash:
        return piece.revision
    return piece.published_revision


def film_of_piece(session: "Session", piece: Piece) -> tuple[str, Film]:
    """Return the film of the approved words of a piece, with its key. Raise Refused where there are none."""
    revision = approved_revision(piece)
    if revision is None:
        number = digits_to_persian(str(piece.id))
        raise Refused(f"مطلب {number}: «{piece.state.persian}» است؛ فیلم تنها از متن تأییدشده و برجا ساخته می‌شود")
    brief = answered_brief(session, piece, revision)
    photo = _photo(session, piece, revision, brief)
    film = film_of(revision.fields_model, brief, kit_of(brief.agency), photo, piece.id)
    return film_key(film), film


def _photo(session: "Session", piece: Piece, revision: Revision, brief: Brief) -> SafePhoto | None:
    """Return the photo that the approved images show, as they name it, if it may still be published."""
    drawn = next((each for each in revision.media if each.is_lead_photo), None)
    if drawn is None:
        return None
    ids = photos_of_revision(session, piece, revision)
    if any(may_be_used(each, tehran_day(now())) for each in archived(session, ids[:1]).values()):
        return None
    found = photos_to_show(session, piece.id, brief, ids)
    return replace(found[0], caption=drawn.alt, credit=drawn.credit) if found else None
