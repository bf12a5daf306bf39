"""The photos of a piece, ready to be drawn: what the archive says of each, and what the brief says of the first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bumi.brief import Brief
from bumi.cards import SafePhoto, with_note
from bumi.newsroom.content.photos import shown_photos
from bumi.newsroom.tables import Piece, Revision
from bumi.newsroom.workflow.brief_versions import answered_brief, photos_of_revision
from bumi.newsroom.workflow.photo_rights import archived

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def photos_to_show(session: "Session", piece_id: int, brief: Brief, of: Sequence[int] | None = None) -> list[SafePhoto]:
    """Return the photos of a piece as `brief` has them, the one that leads first; NotAvailable if one is lost.

    `of` are the ids in another version of the brief than the latest.
    """
    shown = shown_photos(session, piece_id, of)
    found = [SafePhoto(it.data, it.focus, it.caption, it.credit, it.captured) for it in shown]
    return [with_note(found[0], brief.photo), *found[1:]] if found else []


def described_otherwise(session: "Session", piece: Piece, revision: Revision) -> set[str]:
    """Return the names of images of `revision` whose photo the archive captions or credits otherwise by now."""
    ids, said = photos_of_revision(session, piece, revision), answered_brief(session, piece, revision).photo
    about, found = archived(session, ids), set[str]()
    for media in (each for each in revision.media if each.shows_photo and each.photo_number <= len(ids)):
        if kept := about.get(ids[media.photo_number - 1]):
            now = SafePhoto(b"", None, kept.caption, kept.credit)
            now = with_note(now, said) if media.photo_number == 1 else now
            if (now.caption, now.credit) != (media.alt, media.credit):
                found.add(media.name)
    return found
