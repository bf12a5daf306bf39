"""Photos submitted with a brief: editors see them and the cards show them. Their bytes are kept before."""

import hashlib

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session, defer

from bumi.errors import Refused
from bumi.newsroom.media.store import expect, name, read
from bumi.newsroom.tables import Photo, Piece, User
from bumi.newsroom.workflow.brief_versions import photo_ids

_MOST = 5


def add_photo(session: Session, draft_id: int, by: User, data: bytes, width: int, height: int) -> Photo:
    """Name a re-encoded photo in a brief draft. Raise Refused if the draft already has five.

    Raise ValueError if its bytes were not kept (`bumi.newsroom.media.store.keep`) before this transaction.
    """
    if (session.scalar(select(func.count()).where(Photo.draft_id == draft_id)) or 0) >= _MOST:
        raise Refused("این سفارش پنج عکس دارد؛ برای عکس تازه یکی را بردارید")
    new = _named(session, Photo(draft_id=draft_id, by=by.name, width=width, height=height), data)
    session.add(new)
    session.flush()
    return new


def give_photo(session: Session, piece: Piece, by: User, data: bytes, width: int, height: int) -> None:
    """Name a re-encoded photo in a piece, as `add_photo` does in a draft."""
    session.add(_named(session, Photo(piece_id=piece.id, by=by.name, width=width, height=height), data))
    session.flush()


def main_photo(session: Session, piece_id: int) -> bytes | None:
    """Return the JPEG of the first photo of a piece, shown on its cards, or None; NotAvailable if it is lost."""
    first = next(iter(photo_ids(session, piece_id)), None)
    return photo(session, first) if first is not None else None


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
        own = {"data": each.data, "sha256": each.sha256, "size": each.size, "width": each.width, "height": each.height}
        session.add(Photo(draft_id=draft_id, by=by.name, **own))
    session.flush()


def move_photos(session: Session, draft_id: int, piece_id: int) -> list[int]:
    """Move the photos of a draft to a piece; return their ids."""
    moved = update(Photo).where(Photo.draft_id == draft_id).values(draft_id=None, piece_id=piece_id)
    return sorted(session.scalars(moved.returning(Photo.id)))


def _named(session: Session, new: Photo, data: bytes) -> Photo:
    new.sha256, new.size = hashlib.sha256(data).hexdigest(), len(data)
    name(session, [new.sha256])
    return new


def _jpeg(session: Session, of: Photo) -> bytes:
    return of.data if of.data is not None else read(session, of.sha256 or "")


def _remove(session: Session, *which: ColumnElement[bool]) -> None:
    removed = session.scalars(delete(Photo).where(*which).returning(Photo.sha256)).all()
    expect(session, {sha256 for sha256 in removed if sha256})
