"""Move bytes of images out of the database into the media store, a few at a time, while everybody goes on working.

The store has an object, verified, before the database lets go of its bytes, in a transaction of its own. So a move may
break off anywhere, and the next one goes on.
"""

import hashlib
import logging
from dataclasses import dataclass, field

from sqlalchemy import func, select, update

from bumi.newsroom.database import Newsroom
from bumi.newsroom.media.store import expect, name, put
from bumi.newsroom.tables import MediaFile, Photo
from bumi.persian.text import digits_to_persian

_log = logging.getLogger(__name__)


@dataclass
class MediaMove:
    """Images and bytes that were moved; problems of those that were not; how many are still in the database."""

    moved: int = 0
    bytes: int = 0
    problems: list[str] = field(default_factory=list)
    left: int = 0


def move_media(newsroom: Newsroom, at_most: int = 0) -> MediaMove:
    """Move images and photos out of the database: all of them, or `at_most` so many.

    One that is damaged in the database stays there, as a problem. Raise NotAvailable if the store takes none.
    """
    done = MediaMove()
    _move_images(newsroom, done, at_most)
    _move_photos(newsroom, done, at_most)
    with newsroom.reading() as session:
        for table in (MediaFile, Photo):
            done.left += session.scalar(select(func.count()).select_from(table).where(table.data.is_not(None))) or 0
    return done


def _move_images(newsroom: Newsroom, done: MediaMove, at_most: int) -> None:
    last = ""
    while not at_most or done.moved < at_most:
        query = select(MediaFile.sha256, MediaFile.data).where(MediaFile.data.is_not(None), MediaFile.sha256 > last)
        with newsroom.reading() as session:
            found = session.execute(query.order_by(MediaFile.sha256).limit(1)).one_or_none()
        if found is None:
            return
        last, data = found.sha256, found.data or b""
        if hashlib.sha256(data).hexdigest() != last:
            _log.error("The bytes of image %s in the database do not have this hash.", last)
            done.problems.append(
                f"تصویر {last} در پایگاه داده آسیب دیده است و همان‌جا ماند؛ پشتیبانی پیش از این را ببینید"
            )
            continue
        put(newsroom.media, last, data)
        own = update(MediaFile).where(MediaFile.sha256 == last, MediaFile.data.is_not(None))
        with newsroom.session() as session:
            session.execute(own.values(data=None, size=len(data)))
        done.moved, done.bytes = done.moved + 1, done.bytes + len(data)


def _move_photos(newsroom: Newsroom, done: MediaMove, at_most: int) -> None:
    while not at_most or done.moved < at_most:
        query = select(Photo.id, Photo.data).where(Photo.data.is_not(None)).order_by(Photo.id).limit(1)
        with newsroom.reading() as session:
            found = session.execute(query).one_or_none()
        if found is None:
            return
        data = found.data or b""
        sha256 = hashlib.sha256(data).hexdigest()
        with newsroom.session() as session:
            expect(session, [sha256])
        put(newsroom.media, sha256, data)
        own = update(Photo).where(Photo.id == found.id, Photo.data.is_not(None))
        with newsroom.session() as session:
            name(session, [sha256])
            session.execute(own.values(data=None, sha256=sha256, size=len(data)))
        done.moved, done.bytes = done.moved + 1, done.bytes + len(data)


def in_words(done: MediaMove) -> str:
    """Return one Persian sentence about a move."""
    megabytes = digits_to_persian(f"{done.bytes / 1e6:.1f}").replace(".", "٫")
    moved, left = (digits_to_persian(str(number)) for number in (done.moved, done.left))
    return f"{moved} تصویر ({megabytes} مگابایت) از پایگاه داده بیرون رفت؛ {left} تصویر هنوز در آن است"
