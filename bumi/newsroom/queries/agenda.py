"""The agenda: publication times of pieces, and whether they are approved."""

from collections import Counter
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.access import visible
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, User
from bumi.newsroom.tables.content import Revision
from bumi.persian.calendar import tehran_day

_SURE = (State.APPROVED, State.SCHEDULED, State.PUBLISHING, State.PUBLISHED, State.PUBLISHED_NEEDS_REVIEW)
_OVER = (State.WITHDRAWN, State.EXPIRED, State.TAKEN_DOWN, State.DISCARDED)


class Entry(NamedTuple):
    """A piece on the agenda, with its past or planned publication time; `sure` if somebody has approved it."""

    id: int
    headline: str
    agency: str
    state: State
    at: datetime
    version: int
    sure: bool
    movable: bool


def agenda(
    session: Session, user: User, begin: datetime, end: datetime, most: int
) -> tuple[list[Entry], Counter[date]]:
    """Return the pieces visible to `user` with publication times from `begin` to before `end`, in order of time.

    At most `most` entries per Tehran day are returned, together with the full count of each day.
    """
    query = select(Piece.id, _WHEN).where(begin <= _WHEN, end > _WHEN, Piece.state.not_in(_OVER), visible(user))
    days: dict[date, list[int]] = {}
    for id, at in session.execute(query.order_by(_WHEN, Piece.id)):
        days.setdefault(tehran_day(at), []).append(id)
    ids = [id for of in days.values() for id in of[:most]]
    rows = session.execute(_ENTRIES.where(Piece.id.in_(ids)).order_by(_WHEN, Piece.id))
    found = [
        Entry(id, headline, agency, state, at, version, state in _SURE, published_at is None)
        for id, headline, agency, state, at, version, published_at in rows
    ]
    return found, Counter({day: len(of) for day, of in days.items()})


_WHEN = func.coalesce(Piece.published_at, Piece.publish_at, Piece.embargo_until)
_ENTRIES = select(
    Piece.id,
    func.coalesce(Revision.fields["headline"].as_string(), Piece.brief["topic"].as_string()),
    Piece.agency,
    Piece.state,
    _WHEN,
    Piece.version,
    Piece.published_at,
).outerjoin(Revision, Revision.id == Piece.revision_id)
