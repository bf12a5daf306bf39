"""Claims of pipeline work: of several runs, on one machine or many, exactly one works on a piece.

A claim is a lease that a living run renews; the piece of a run that died can be claimed when its lease is over. A run
whose claim another has taken over meanwhile saves nothing: `hold` refuses.
"""

import random
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Update, and_, exists, literal_column, or_, select, update
from sqlalchemy.orm import Session, lazyload

from bumi.brief import Urgency
from bumi.errors import Refused
from bumi.newsroom.content.pieces import NEEDS_ANY
from bumi.newsroom.tables import Piece
from bumi.newsroom.tables.pieces import PRESSING
from bumi.persian.text import digits_to_persian
from bumi.words import MOST_URGENT_FIRST

LEASE = timedelta(minutes=2)
"""How long a claim holds without being renewed."""

_LONGEST_DELAY = timedelta(hours=1)
_HELD = Piece.worked_by != literal_column("''")  # as in the index, which a parameter would not match


class ClaimLost(Refused):
    """Another run holds the piece now; nothing was saved, and nothing is wrong with the piece."""


class WaitingPiece(NamedTuple):
    """A piece that can be claimed."""

    id: int
    urgency: Urgency


def claim(session: Session, by: str, now: datetime, limit: int = 1, only: Collection[int] | None = None) -> list[int]:
    """Claim up to `limit` pieces for the run `by`, the most urgent first, then the oldest; return their ids.

    Pieces that a living run holds are skipped, and those whose next try is still to come. `only` are the pieces to
    choose from.
    """
    found: list[int] = []
    if only is not None:  # few, found by their ids
        query = select(Piece.id).where(Piece.id.in_(only), *_claimable(now)).order_by(PRESSING, Piece.id)
        found += session.scalars(query.limit(limit).with_for_update(skip_locked=True))
    else:
        for each in MOST_URGENT_FIRST:
            query = select(Piece.id).where(Piece.urgency == each, *_claimable(now)).order_by(Piece.id)
            found += session.scalars(query.limit(limit - len(found)).with_for_update(skip_locked=True))
            if len(found) == limit:
                break
    if found:
        session.execute(_update(Piece.id.in_(found)).values(worked_by=by, worked_until=now + LEASE, worked_since=now))
    return found


def renew(session: Session, by: str, now: datetime) -> bool:
    """Extend what the run `by` holds; return whether it still holds anything."""
    renewed = session.execute(
        _update(_HELD, Piece.worked_by == by).values(worked_until=now + LEASE).returning(Piece.id)
    )
    return bool(renewed.all())


def hold(session: Session, id: int, by: str) -> Piece:
    """Return a piece that `by` holds, its row locked until the session ends; call it before saving a step's result.

    An empty `by` is work without a claim, which is allowed while no run holds the piece. Raise ClaimLost if another run
    does.
    """
    found = session.get_one(Piece, id, options=[lazyload("*")], with_for_update=True, populate_existing=True)
    if found.worked_by != by:
        raise ClaimLost(f"مطلب {digits_to_persian(str(id))}: اجرای دیگری آن را به دست گرفته است و چیزی ثبت نشد")
    return found


def release(session: Session, id: int, by: str, until: datetime | None = None) -> None:
    """Release a piece; `until` is when it may be claimed again, after a failure. Nothing happens if `by` lost it.

    It no longer waits if no step has anything to do.
    """
    free = _update(Piece.id == id, Piece.worked_by == by)
    session.execute(free.values(worked_by="", worked_until=until, waits=NEEDS_ANY))


def retry_soon(session: Session, id: int) -> None:
    """End the delay after a failure, so that the next run takes the piece up; a claim stays. An edit does this too."""
    session.execute(_update(Piece.id == id, Piece.worked_by == "").values(worked_until=None))


def retry_all_soon(session: Session) -> None:
    """End all delays after failures."""
    session.execute(_update(Piece.waits.is_(True), Piece.worked_by == "").values(worked_until=None))


def retry_delay(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: about 1, 2, 4 ... minutes, at most an hour.

    It is a little shorter by chance, so that pieces that failed together are not all tried again together.
    """
    minutes = timedelta(minutes=2 ** min(attempts - 1, 10))
    return min(minutes, _LONGEST_DELAY) * random.uniform(0.75, 1)


def unclaimed(session: Session, now: datetime, limit: int) -> list[WaitingPiece]:
    """Return up to `limit` pieces that can be claimed, in the order of `claim`."""
    found: list[WaitingPiece] = []
    for each in MOST_URGENT_FIRST:
        query = select(Piece.id, Piece.urgency).where(Piece.urgency == each, *_claimable(now))
        found += [WaitingPiece(*row) for row in session.execute(query.order_by(Piece.id).limit(limit - len(found)))]
        if len(found) == limit:
            break
    return found


def anybody_works(session: Session, now: datetime) -> bool:
    """Return whether a living run holds a piece, on any machine."""
    return bool(session.scalar(select(exists().where(_HELD, Piece.worked_until > now))))


def anything_waits(session: Session) -> bool:
    """Return whether any piece may need a step, now or after a delay, or is held by a run."""
    return bool(session.scalar(select(exists().where(Piece.waits))))


def _claimable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return and_(Piece.waits), or_(Piece.worked_until.is_(None), Piece.worked_until <= now)


def _update(*where: ColumnElement[bool]) -> Update:
    """Update pieces beside their version: people who have a piece open see no change in a claim."""
    options = {"synchronize_session": False}
    return update(Piece).where(*where).values(updated_at=Piece.updated_at).execution_options(**options)
