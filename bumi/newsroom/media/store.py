"""Put bytes of images into the media store, name them in a transaction, and read them back verified."""

import hashlib
import re
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, true, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from bumi.errors import NotAvailable
from bumi.newsroom.database import Newsroom
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import ArchivePhoto, MediaFile, Photo, Rendition, Revision, RevisionMedia, UnusedMedia
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian
from bumi.storage import PrivateStorage, StoredHead

_KEY = re.compile(r"([0-9a-f]{2})/(\1[0-9a-f]{62})")
_FOR_EVER = "private, max-age=31536000, immutable"


def keep(newsroom: Newsroom, items: Iterable[bytes]) -> None:
    """Put bytes into the media store, for a transaction that names them afterwards.

    What is there already is not put again. Raise NotAvailable, with the remedy, where the store does not take them.
    """
    found = {hashlib.sha256(data).hexdigest(): data for data in items}
    with newsroom.session() as session:
        expect(session, found)
    for sha256, data in found.items():
        put(newsroom.media, sha256, data)


def expect(session: Session, hashes: Iterable[str]) -> None:
    """Record that objects will be named soon, or were until now, so that they are not removed meanwhile.

    While one of them is being removed this waits, and it can then be put again.
    """
    moment = now()
    rows = [
        {"sha256": sha256, "since": moment} for sha256 in sorted(hashes)
    ]  # in one order: no two wait for each other
    upsert(session, UnusedMedia, rows, {"since": moment})


def name(session: Session, hashes: Collection[str]) -> None:
    """Record that objects are named from now on. Raise ValueError for one that `keep` has not put."""
    put_before = select(UnusedMedia.sha256).where(UnusedMedia.sha256.in_(hashes)).order_by(UnusedMedia.sha256)
    known = set(session.scalars(put_before.with_for_update())) | named(session, hashes)
    if missing := set(hashes) - known:
        raise ValueError(f"not in the media store, keep() puts it there: {', '.join(sorted(missing))}")
    session.execute(delete(UnusedMedia).where(UnusedMedia.sha256.in_(hashes)))


def named(session: Session, hashes: Collection[str]) -> set[str]:
    """Return which objects an image, a rendition, a photo of a brief or a photo of the archive names."""
    found = (select(column).where(column.in_(hashes), holds) for column, holds in naming_columns())
    return {sha256 for sha256 in session.scalars(union(*found)) if sha256}


def naming_columns() -> list[tuple[InstrumentedAttribute[Any], ColumnElement[bool]]]:
    """Return the columns that name objects, each with the condition of the rows that do.

    A photo of a brief names nothing once the archive has erased its bytes.
    """
    erased = select(ArchivePhoto.sha256).where(ArchivePhoto.erased_at.is_not(None))
    archived = (ArchivePhoto.sha256, ArchivePhoto.small_sha256)
    return [
        (MediaFile.sha256, true()),
        (Photo.sha256, Photo.sha256.not_in(erased)),
        *((column, ArchivePhoto.erased_at.is_(None)) for column in archived),
    ]


def put(store: PrivateStorage, sha256: str, data: bytes) -> None:
    """Put bytes under their hash, unless they are there. Raise NotAvailable where they cannot be read back."""
    key, wanted = key_of(sha256), StoredHead(sha256, len(data))
    if store.head(key) == wanted:
        return
    if not store.put(key, data, "application/octet-stream", _FOR_EVER) and store.head(key) != wanted:
        raise NotAvailable(
            f"آنچه در «{store.name}» نوشته شد همان نیست که خوانده می‌شود ({sha256})؛ جای آن و BUMI_MEDIA را ببینید"
        )


def read(session: Session, sha256: str) -> bytes:
    """Return verified bytes from the media store.

    Raise NotAvailable, naming the piece and the remedy, if the object is lost or damaged.
    """
    store: PrivateStorage = session.info["media"]
    data = store.get(key_of(sha256))
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        raise NotAvailable(lost(session, store, sha256, damaged=data is not None))
    return data


def lost(session: Session, store: PrivateStorage, sha256: str, damaged: bool = False) -> str:
    """Return the sentence about a lost or damaged object: what it is, where it was, and the remedy."""
    shown = select(Rendition.of).where(Rendition.sha256 == sha256)
    of = (
        select(Revision.piece_id)
        .join(RevisionMedia)
        .where(or_(RevisionMedia.sha256 == sha256, RevisionMedia.sha256.in_(shown)))
        .union(select(Photo.piece_id).where(Photo.sha256 == sha256, Photo.piece_id.is_not(None)))
        .limit(1)
    )
    piece = session.scalar(of)
    what = f"تصویر مطلب {digits_to_persian(str(piece))}" if piece else "تصویر"
    happened = "آسیب دیده است" if damaged else "نیست"
    return (
        f"{what} ({sha256}) در «{store.name}» {happened}؛ «bumi media restore FILE» آن را از پشتیبان برمی‌گرداند، "
        "یا BUMI_MEDIA را درست کنید"
    )


def key_of(sha256: str) -> str:
    """Return the key of an object in the media store."""
    return f"{sha256[:2]}/{sha256}"


def hashes_in(store: PrivateStorage, shard: str) -> dict[str, int]:
    """Return the sizes in bytes, by SHA-256, of the objects of one of the `SHARDS`; other keys are not ours."""
    listed = store.listing(shard)
    return {found[2]: each.size for key, each in listed.items() if (found := _KEY.fullmatch(key))}


SHARDS = tuple("0123456789abcdef")
"""The beginnings of all hashes, so that nobody needs to list a whole store at once."""
