"""Films of approved pieces: which content a film shows, and the cache of those that were made."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bumi.brief import Brief
from bumi.cards import SafePhoto, kit_of
from bumi.cards.film import Film, film_key, film_of
from bumi.errors import Refused
from bumi.file_cache import FileCache
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, Revision
from bumi.newsroom.workflow.brief_versions import answered_brief, photos_of_revision
from bumi.newsroom.workflow.photo_rights import archived, may_be_used
from bumi.persian.calendar import now, tehran_day
from bumi.persian.text import digits_to_persian
from bumi.pipeline.photos import photos_to_show
from bumi.words import Kind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MOST = 200  # films of about 3 MB
_GONE = (State.WITHDRAWN, State.EXPIRED, State.TAKEN_DOWN, State.DISCARDED)


def film_cache(folder: Path) -> FileCache:
    """Return the cache of films within the folder of all caches; the newest 200 stay."""
    return FileCache(folder / "films", _MOST, ".mp4")


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
    drafted = revision.author is None and brief.kind is not Kind.ANSWER
    film = film_of(revision.fields_model, brief, kit_of(brief.agency), photo, piece.id, by_machine=drafted)
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
