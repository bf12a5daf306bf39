"""Photos of a brief: the first leads the piece, the others are its gallery. Their bytes are kept before."""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session, defer

from bumi.errors import Refused
from bumi.newsroom.media.store import expect, name, read
from bumi.newsroom.tables import Photo, Piece, User
from bumi.newsroom.workflow.brief_versions import photo_ids
from bumi.newsroom.workflow.photo_rights import archived

MOST = 6
"""How many photos a piece has: one that leads, and five for the gallery."""


def add_photo(session: Session, draft_id: int, by: User, data: bytes, width: int, height: int) -> Photo:
    """Name a re-encoded photo in a brief draft. Raise Refused if the draft already has six.

    Raise ValueError if its bytes were not kept (`bumi.newsroom.media.store.keep`) before this transaction.
    """
    return place_photo(session, draft_id, by, hashlib.sha256(data).hexdigest(), width, height, len(data))


def place_photo(
    session: Session, draft_id: int, by: User, sha256: str, width: int, height: int, size: int | None = None
) -> Photo:
    """Name a photo that is in the media store in a brief draft, as `add_photo` does."""
    if (session.scalar(select(func.count()).where(Photo.draft_id == draft_id)) or 0) >= MOST:
        raise Refused("این سفارش شش عکس دارد؛ برای عکس تازه یکی را بردارید")
    name(session, [sha256])
    new = Photo(draft_id=draft_id, by=by.name, sha256=sha256, size=size, width=width, height=height)
    session.add(new)
    session.flush()
    return new


def lead_with(session: Session, draft_id: int, id: int) -> None:
    """Make a photo of a draft its first.

    All rows are made anew: their order is that of their ids, and browsers keep what an id has shown.
    """
    before = photos_of(session, draft_id=draft_id)
    for each in sorted(before, key=lambda each: each.id != id):
        session.add(_copy(each, draft_id, each.by))
    session.flush()
    for each in before:
        session.delete(each)
    session.flush()


def give_photo(session: Session, piece: Piece, by: User, data: bytes, width: int, height: int) -> None:
    """Name a re-encoded photo in a piece, as `add_photo` does in a draft."""
    session.add(_named(session, Photo(piece_id=piece.id, by=by.name, width=width, height=height), data))
    session.flush()


class ShownPhoto(NamedTuple):
    """A photo of a piece as its pages and cards show it; `focus` as shares from left and top, if somebody chose one.

    `captured`: it may be said that a camera took it.
    """

    data: bytes
    caption: str = ""
    credit: str = ""
    focus: tuple[float, float] | None = None
    captured: bool = False


def shown_photos(session: Session, piece_id: int, of: Sequence[int] | None = None) -> list[ShownPhoto]:
    """Return the photos of a piece, the one that leads first, with what the archive says about each.

    `of` are the ids in another version of its brief. Those whose bytes the archive has erased are left out. Raise
    NotAvailable if one is lost.
    """
    ids = photo_ids(session, piece_id) if of is None else of
    about = archived(session, ids)
    kept = [id for id in ids if id not in about or not about[id].erased_at]
    return [
        ShownPhoto(photo(session, id), it.caption, it.credit, it.focus, it.by_camera)
        if (it := about.get(id))
        else ShownPhoto(photo(session, id))
        for id in kept
    ]


def photo(session: Session, id: int) -> bytes:
    """Return the JPEG of a photo. Raise NotAvailable if it is lost."""
    return _jpeg(session, session.get_one(Photo, id))


def photos_of(session: Session, draft_id: int | None = None, piece_id: int | None = None) -> list[Photo]:
    """Return the photos of a draft, or of a piece as its brief is now, without their bytes."""
    of = Photo.draft_id == draft_id if piece_id is None else Photo.id.in_(photo_ids(session, piece_id))
    return list(session.scalars(select(Photo).where(of).order_by(Photo.id).options(defer(Photo.data))))


def remove_photo(session: Session, draft_id: int, id: int) -> None:
    """Delete a photo of a draft."""
    _remove(session, Photo.id == id, Photo.draft_id == draft_id)


def remove_photos(session: Session, draft_id: int) -> None:
    """Delete all photos of a draft."""
    _remove(session, Photo.draft_id == draft_id)


def copy_photos(session: Session, piece_id: int, draft_id: int, by: User) -> None:
    """Name the photos of a piece in a draft, too."""
    for each in photos_of(session, piece_id=piece_id):
        session.add(_copy(each, draft_id, by.name))
    session.flush()


def move_photos(session: Session, draft_id: int, piece_id: int) -> list[int]:
    """Move the photos of a draft to a piece; return their ids."""
    moved = update(Photo).where(Photo.draft_id == draft_id).values(draft_id=None, piece_id=piece_id)
    return sorted(session.scalars(moved.returning(Photo.id)))


def _copy(of: Photo, draft_id: int, by: str) -> Photo:
    own = {"data": of.data, "sha256": of.sha256, "size": of.size, "width": of.width, "height": of.height}
    return Photo(draft_id=draft_id, by=by, **own)


def _named(session: Session, new: Photo, data: bytes) -> Photo:
    new.sha256, new.size = hashlib.sha256(data).hexdigest(), len(data)
    name(session, [new.sha256])
    return new


def _jpeg(session: Session, of: Photo) -> bytes:
    return of.data if of.data is not None else read(session, of.sha256 or "")


def _remove(session: Session, *which: ColumnElement[bool]) -> None:
    removed = session.scalars(delete(Photo).where(*which).returning(Photo.sha256)).all()
    expect(session, {sha256 for sha256 in removed if sha256})
