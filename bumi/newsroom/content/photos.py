"""Photos submitted with a brief: editors see them and the cards show them."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, defer

from bumi.errors import Refused
from bumi.newsroom.tables import Photo, Piece, User

_MOST = 5


def add_photo(session: Session, draft_id: int, by: User, data: bytes, width: int, height: int) -> Photo:
    """Store a re-encoded photo with a brief draft. Raise Refused if the draft already has five."""
    if (session.scalar(select(func.count()).where(Photo.draft_id == draft_id)) or 0) >= _MOST:
        raise Refused("این سفارش پنج عکس دارد؛ برای عکس تازه یکی را بردارید")
    new = Photo(draft_id=draft_id, by=by.name, data=data, width=width, height=height)
    session.add(new)
    session.flush()
    return new


def give_photo(session: Session, piece: Piece, by: User, data: bytes, width: int, height: int) -> None:
    """Store a re-encoded photo with a piece."""
    session.add(Photo(piece_id=piece.id, by=by.name, data=data, width=width, height=height))
    session.flush()


def main_photo(session: Session, piece_id: int) -> bytes | None:
    """Return the JPEG of the first photo of a piece, shown on its cards, or None."""
    return session.scalar(select(Photo.data).where(Photo.piece_id == piece_id).order_by(Photo.id).limit(1))


def photo(session: Session, id: int) -> bytes:
    """Return the JPEG of a photo."""
    return session.get_one(Photo, id).data


def photos_of(session: Session, draft_id: int | None = None, piece_id: int | None = None) -> list[Photo]:
    """Return the photos of a draft or a piece, without their bytes."""
    of = Photo.draft_id == draft_id if draft_id is not None else Photo.piece_id == piece_id
    return list(session.scalars(select(Photo).where(of).order_by(Photo.id).options(defer(Photo.data))))


def remove_photo(session: Session, draft_id: int, id: int) -> None:
    """Delete a photo of a draft."""
    session.execute(delete(Photo).where(Photo.id == id, Photo.draft_id == draft_id))
