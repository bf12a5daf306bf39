"""The publishing ledger: which objects should be in the storage, and what is known about each.

A row is marked `putting` before an upload starts, so that after a crash the next run knows what to check.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from bumi.errors import NotAvailable
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import PutOutcome, StoredObject
from bumi.persian.calendar import now

__all__ = [
    "OUTDATED",
    "HeldKeyError",
    "PutOutcome",
    "Wanted",
    "begin_removal",
    "done",
    "drop",
    "forget",
    "held_runs",
    "let_go",
    "mark",
    "of_other_editions",
    "orphan",
    "outdate",
    "pages_of",
    "recorded",
    "row",
    "there",
    "unsettled",
    "want",
]


class Wanted(NamedTuple):
    """The object wanted under a key: hex hashes, size in bytes, and the edition and piece it belongs to.

    MD5 and size may be left out until the bytes are available; `done` records them.
    """

    key: str
    sha256: str
    md5: str
    size: int
    content_type: str
    edition: str = ""
    piece_id: int | None = None


OUTDATED = "-"
"""The edition of pages that show something that is called otherwise by now; less than that of any other page."""

_OPEN = set(PutOutcome) - {PutOutcome.DONE}
_LEFT = _OPEN - {PutOutcome.PUTTING}


class HeldKeyError(NotAvailable):
    """Another run is putting other bytes under a key, or removing it; whoever wants it waits for that."""


def want(
    session: Session, items: Iterable[Wanted], run: str, lives: Callable[[str], bool] = lambda run: False
) -> dict[str, PutOutcome]:
    """Record the wanted objects, claim them for `run` to upload, and return the previous outcome of each.

    `done` needs no upload, `pending` needs one, any other outcome a check first. Raise HeldKeyError while a run is
    removing the object under a key, or a run that `lives` is putting other bytes there, which could arrive later.
    """
    wanted = {each.key: each for each in items}
    new = upsert(session, StoredObject, [_row(wanted[key], run) for key in sorted(wanted)])
    query = select(StoredObject).where(StoredObject.key.in_(set(wanted) - new)).order_by(StoredObject.key)
    rows = session.scalars(query.with_for_update().execution_options(populate_existing=True))
    taken = {row.key: _take(row, wanted[row.key], run, lives) for row in rows}
    session.flush()
    return dict.fromkeys(wanted, PutOutcome.PENDING) | taken


def _row(wanted: Wanted, run: str) -> dict[str, object]:
    """Return a new ledger row for an object that was not stored before and is being uploaded now."""
    return {
        **wanted._asdict(),
        **{"md5": "", "size": 0, "wanted": True, "outcome": PutOutcome.PUTTING, "attempts": 1},
        **{"run": run, "error": "", "updated_at": now()},
    }


def _take(found: StoredObject, wanted: Wanted, run: str, lives: Callable[[str], bool]) -> PutOutcome:
    if not found.wanted and found.outcome is PutOutcome.PUTTING:
        raise HeldKeyError(f"«{wanted.key}» همین حالا برداشته می‌شود؛ یک دقیقه دیگر دوباره گذاشته می‌شود")
    same = (found.sha256, found.content_type) == (wanted.sha256, wanted.content_type)
    if found.outcome is PutOutcome.PUTTING and not same and found.run != run and lives(found.run):
        raise HeldKeyError(f"«{wanted.key}» همین حالا به شکل دیگری گذاشته می‌شود؛ یک دقیقه دیگر دوباره گذاشته می‌شود")
    known = PutOutcome.PENDING if found.outcome is PutOutcome.DONE and not same else found.outcome
    found.sha256, found.content_type = wanted.sha256, wanted.content_type
    found.edition, found.piece_id, found.wanted = wanted.edition, wanted.piece_id, True
    if known is not PutOutcome.DONE:
        found.outcome, found.run, found.error, found.next_attempt_at = PutOutcome.PUTTING, run, "", None
        found.attempts = found.attempts + 1 if same else 1
    return known


def done(session: Session, wanted: Iterable[Wanted]) -> None:
    """Record that objects were stored, unless a different object is wanted under their keys by now."""
    sums = {each.key: each for each in wanted}
    query = select(StoredObject).where(StoredObject.key.in_(sums), StoredObject.wanted).order_by(StoredObject.key)
    for found in session.scalars(query.with_for_update().execution_options(populate_existing=True)):
        each = sums[found.key]
        if found.sha256 == each.sha256:
            found.outcome, found.run, found.error, found.next_attempt_at = PutOutcome.DONE, "", "", None
            found.md5, found.size = each.md5, each.size
    session.flush()


def mark(
    session: Session, key: str, outcome: PutOutcome, error: str = "", next_attempt_at: datetime | None = None
) -> None:
    """Record the outcome of the object under `key`, and when to retry. Raise KeyError if the key has no row."""
    found = session.get(StoredObject, key)
    if found is None:
        raise KeyError(key)
    found.outcome, found.error, found.run = PutOutcome(outcome), error, ""
    found.next_attempt_at = next_attempt_at
    session.flush()


def row(session: Session, key: str) -> StoredObject | None:
    """Return the ledger row of `key`, or None."""
    return session.get(StoredObject, key)


def there(session: Session, keys: Iterable[str]) -> set[str]:
    """Return which of `keys` are known to have been stored, perhaps with other content than is wanted now."""
    query = select(StoredObject.key).where(StoredObject.key.in_(list(keys)), StoredObject.md5 != "")
    return set(session.scalars(query))


def recorded(session: Session) -> dict[str, StoredObject]:
    """Return every ledger row by key; there are as many as objects in the whole archive."""
    return {row.key: row for row in session.scalars(select(StoredObject).order_by(StoredObject.key))}


def unsettled(session: Session) -> list[StoredObject]:
    """Return the wanted objects that are not known to be stored."""
    query = select(StoredObject).where(StoredObject.outcome.in_(_OPEN), StoredObject.wanted)
    return list(session.scalars(query.order_by(StoredObject.key)))


def pages_of(session: Session, piece_id: int) -> list[str]:
    """Return the keys of the wanted pages of a piece."""
    query = select(StoredObject.key).where(StoredObject.piece_id == piece_id, StoredObject.wanted)
    return list(session.scalars(query.order_by(StoredObject.key)))


def outdate(session: Session, pieces: Select[int]) -> None:
    """Mark the pages of the pieces whose ids a query selects as outdated."""
    pages = update(StoredObject).where(StoredObject.piece_id.in_(pieces), StoredObject.edition > "")
    session.execute(pages.values(edition=OUTDATED).execution_options(synchronize_session=False))


def of_other_editions(session: Session, edition: str, limit: int) -> tuple[list[int], list[str]]:
    """Return objects made with another edition: the piece ids of up to `limit` pages or, if none, the other keys."""
    # The ends of the index tell at once that there are none; a condition with "or" instead of two ranges reads all.
    ends = (select(end(StoredObject.edition)).where(StoredObject.edition > "") for end in (func.min, func.max))
    if {session.scalar(each) for each in ends} <= {edition, None}:
        return [], []
    ranges = ((StoredObject.edition > "", StoredObject.edition < edition), (StoredObject.edition > edition,))
    pieces = [id for each in ranges for id in _pieces_of(session, each, limit)]
    if pieces:
        return list(dict.fromkeys(pieces))[:limit], []
    others = select(StoredObject.key).where(StoredObject.piece_id.is_(None), StoredObject.wanted)
    return [], [key for each in ranges for key in session.scalars(others.where(*each).order_by(StoredObject.edition))]


def _pieces_of(session: Session, edition: Iterable[ColumnElement[bool]], limit: int) -> list[int]:
    pages = select(StoredObject.piece_id).where(StoredObject.piece_id.is_not(None), StoredObject.wanted, *edition)
    found = session.scalars(pages.order_by(StoredObject.edition).limit(limit))
    return list(dict.fromkeys(id for id in found if id))


def drop(session: Session, keys: Iterable[str], at: datetime | None) -> None:
    """Mark objects as not wanted; they may be removed from `at` on or, if None, after a call of `let_go`."""
    for key in keys:
        if found := session.get(StoredObject, key):
            found.wanted, found.outcome, found.next_attempt_at = False, PutOutcome.PENDING, at
    session.flush()


def let_go(session: Session, at: datetime) -> None:
    """Allow removal of dropped objects from `at` on, because no page links to them any more."""
    dropped = (~StoredObject.wanted, StoredObject.outcome.in_(_LEFT), StoredObject.next_attempt_at.is_(None))
    session.execute(update(StoredObject).where(*dropped).values(next_attempt_at=at))


def begin_removal(session: Session, run: str, at: datetime) -> list[str]:
    """Claim for `run` the objects that may be removed at `at`; return their keys."""
    query = select(StoredObject).where(
        ~StoredObject.wanted,
        StoredObject.outcome.in_(_LEFT),
        StoredObject.next_attempt_at <= at,
    )
    found = list(session.scalars(query.order_by(StoredObject.key).with_for_update()))
    for each in found:
        each.outcome, each.run = PutOutcome.PUTTING, run
    session.flush()
    return [each.key for each in found]


def forget(session: Session, key: str) -> None:
    """Delete the row of a removed object, if there is one and it is not wanted again."""
    found = session.get(StoredObject, key)
    if found and not found.wanted:
        session.delete(found)
        session.flush()


def held_runs(session: Session) -> set[str]:
    """Return the names of the runs with objects in state `putting`."""
    return set(session.scalars(select(StoredObject.run).where(StoredObject.outcome == PutOutcome.PUTTING).distinct()))


def orphan(session: Session, run: str) -> None:
    """Mark every object that a dead `run` was putting as unknown."""
    session.execute(
        update(StoredObject)
        .where(StoredObject.outcome == PutOutcome.PUTTING, StoredObject.run == run)
        .values(outcome=PutOutcome.UNKNOWN, run="")
    )
