"""Remove objects of the media store that nothing has named for a grace time, and report those that are lost.

An object is marked when it is first seen without a name. It is removed only if it has no name at the end of the grace
time, in one transaction with its mark: a put sets the mark anew before it looks whether the object is there, and waits
while it is being removed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bumi.newsroom.database import Newsroom
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.media.store import SHARDS, hashes_in, key_of, lost, named, naming_columns
from bumi.newsroom.tables import MediaFile, UnusedMedia
from bumi.persian.text import digits_to_persian

GRACE = timedelta(days=7)
"""How long an object stays after it was last needed."""

_TOGETHER = 500


@dataclass
class MediaCleaning:
    """Objects removed, with their bytes; those in their grace time; and a sentence about each lost one."""

    removed: int = 0
    bytes: int = 0
    waiting: int = 0
    lost: list[str] = field(default_factory=list)


def clean_media(newsroom: Newsroom, now: datetime, grace: timedelta = GRACE) -> MediaCleaning:
    """Remove what nothing has named for `grace`; what a revision, a rendition or a photo names always stays.

    Raise NotAvailable if the store or the database does not answer; what was removed until then is removed.
    """
    done = MediaCleaning()
    newsroom.media.probe()  # a folder is rid of what dead runs left half-written
    for shard in SHARDS:
        stored = hashes_in(newsroom.media, shard)
        done.lost += _lost(newsroom, shard, stored)
        unused = _mark(newsroom, sorted(stored), now)
        removed = [sha256 for sha256 in unused if _remove(newsroom, sha256, now - grace)]
        done.removed, done.waiting = done.removed + len(removed), done.waiting + len(unused) - len(removed)
        done.bytes += sum(stored[sha256] for sha256 in removed)
    with newsroom.session() as session:
        session.execute(delete(UnusedMedia).where(UnusedMedia.since < now - grace))  # of what was never put
    return done


def needed(session: Session, shard: str = "") -> set[str]:
    """Return the objects that the database needs from the store, of one shard or of all."""
    inside = select(MediaFile.sha256).where(MediaFile.data.is_not(None))
    return {
        sha256
        for column, holds in naming_columns()
        for sha256 in session.scalars(
            select(column).where(holds, column >= shard, column < f"{shard}g", column.not_in(inside))
        )
        if sha256
    }


def missing(newsroom: Newsroom) -> list[str]:
    """Return a sentence, with the remedy, about each object that the database needs and the store does not have."""
    return [it for shard in SHARDS for it in _lost(newsroom, shard, hashes_in(newsroom.media, shard))]


def _lost(newsroom: Newsroom, shard: str, stored: Collection[str]) -> list[str]:
    with newsroom.reading() as session:
        absent = sorted(needed(session, shard).difference(stored))
        # One that was put after the list was made is there.
        absent = [sha256 for sha256 in absent if newsroom.media.head(key_of(sha256)) is None]
        return [lost(session, newsroom.media, sha256) for sha256 in absent]


def _mark(newsroom: Newsroom, stored: Sequence[str], now: datetime) -> list[str]:
    """Mark the objects without a name, unless they are marked already, and return them."""
    unused: list[str] = []
    for some in batched(stored, _TOGETHER):
        with newsroom.reading() as session:
            free = sorted(set(some) - named(session, some))
        with newsroom.session() as session:
            upsert(session, UnusedMedia, [{"sha256": sha256, "since": now} for sha256 in free])
        unused += free
    return unused


def _remove(newsroom: Newsroom, sha256: str, before: datetime) -> bool:
    """Remove an object that was marked `before`, unless it has a name by now; return whether it was removed."""
    marked = select(UnusedMedia).where(UnusedMedia.sha256 == sha256, UnusedMedia.since < before)
    with newsroom.session() as session:
        mark = session.scalar(marked.with_for_update())
        if mark is None or named(session, [sha256]):
            return False
        newsroom.media.delete(key_of(sha256))
        session.delete(mark)
        return True


def in_words(done: MediaCleaning) -> str:
    """Return one Persian sentence about a cleaning."""
    megabytes = digits_to_persian(f"{done.bytes / 1e6:.1f}").replace(".", "٫")
    removed, waiting = (digits_to_persian(str(number)) for number in (done.removed, done.waiting))
    return f"{removed} تصویر که دیگر چیزی به آن نیاز نداشت ({megabytes} مگابایت) پاک شد؛ {waiting} تصویر در مهلت است"
