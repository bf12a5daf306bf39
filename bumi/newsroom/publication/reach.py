"""Recording of reach: page views of published pieces by day and channel, and how far each access log was read.

Addresses of readers are never stored: a visitor is a hash salted by day, and hashes and salt are deleted with the day.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import AccessLog, Piece, ReachDay, ReachSalt, ReachVisitor
from bumi.words import ReachChannel

_OPEN = timedelta(days=1)  # yesterday's log is read tonight
_FORGOTTEN = timedelta(days=90)  # access logs not seen for so long are gone


class PageView(NamedTuple):
    """One view of the page of a piece; `visitor` says who asked, and is not stored."""

    day: date
    piece: int
    channel: ReachChannel
    visitor: str


def record_views(session: Session, views: Sequence[PageView]) -> int:
    """Add page views to the table of days; return how many were of published pieces. Some 20,000 views at most."""
    asked = {view.piece for view in views}
    published = set(
        session.scalars(select(Piece.id).where(Piece.id.in_(asked), Piece.published_revision_id.is_not(None)))
    )
    views = [view for view in views if view.piece in published]
    days = {view.day for view in views}
    salts, known = _salts(session, days), _visitors(session, days, published)
    counts: Counter[tuple[int, date, ReachChannel]] = Counter()
    visitors: Counter[tuple[int, date, ReachChannel]] = Counter()
    new: list[dict[str, object]] = []
    for view in views:
        key = (view.piece, view.day, view.channel)
        counts[key] += 1
        digest = blake2b(view.visitor.encode(errors="replace"), key=salts[view.day], digest_size=8).digest()
        if (view.piece, view.day, digest) not in known:
            known.add((view.piece, view.day, digest))
            visitors[key] += 1
            new.append({"piece_id": view.piece, "day": view.day, "visitor": digest})
    names = ("piece_id", "day", "channel", "views", "visitors")
    rows = [dict(zip(names, (*key, counts[key], visitors[key]), strict=True)) for key in sorted(counts)]
    upsert(session, ReachDay, rows, add=["views", "visitors"])
    if new:
        session.execute(insert(ReachVisitor), new)
    return len(views)


def close_days(session: Session, today: date) -> None:
    """Delete salts and hashes of all days but `today` and the day before: nobody can be recognised any more."""
    for table in (ReachVisitor, ReachSalt):
        session.execute(delete(table).where(table.day < today - _OPEN))


def offset_of(session: Session, log: str) -> int:
    """Return how many bytes of an access log have been read, by the hash of its first line."""
    found = session.get(AccessLog, log)
    return found.offset if found else 0


def record_offset(session: Session, log: str, offset: int, at: datetime) -> None:
    """Record how many bytes of an access log have been read."""
    session.merge(AccessLog(id=log, offset=offset, seen_at=at))


def forget_logs(session: Session, now: datetime) -> None:
    """Forget access logs that no longer exist."""
    session.execute(delete(AccessLog).where(AccessLog.seen_at < now - _FORGOTTEN))


def _salts(session: Session, days: Collection[date]) -> dict[date, bytes]:
    upsert(session, ReachSalt, [{"day": day, "salt": secrets.token_bytes(16)} for day in sorted(days)])
    rows = session.scalars(select(ReachSalt).where(ReachSalt.day.in_(days)))
    return {row.day: row.salt for row in rows}


def _visitors(session: Session, days: Collection[date], pieces: Collection[int]) -> set[tuple[int, date, bytes]]:
    query = select(ReachVisitor.piece_id, ReachVisitor.day, ReachVisitor.visitor)
    rows = session.execute(query.where(ReachVisitor.day.in_(days), ReachVisitor.piece_id.in_(pieces)))
    return {(piece, day, visitor) for piece, day, visitor in rows}
