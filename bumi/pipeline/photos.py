"""The photos of a piece, ready to be drawn: what the archive says of each, and what the brief says of the first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bumi.brief import Brief
from bumi.cards import SafePhoto, with_note
from bumi.newsroom.content.photos import shown_photos

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def photos_to_show(session: "Session", piece_id: int, brief: Brief, of: Sequence[int] | None = None) -> list[SafePhoto]:
    """Return the photos of a piece as `brief` has them, the one that leads first; NotAvailable if one is lost.

    `of` are the ids in another version of the brief than the latest.
    """
    found = [SafePhoto(it.data, it.focus, it.caption, it.credit) for it in shown_photos(session, piece_id, of)]
    return [with_note(found[0], brief.photo), *found[1:]] if found else []
