"""The publishing ledger: what should lie in the storage, and how far we know that it does."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.tables import Outcome, StoredObject

__all__ = ["Outcome", "forget", "mark", "recorded", "wanted"]


def wanted(session: Session, key: str, sha256: str, size: int, content_type: str) -> StoredObject:
    """Say what should lie under `key` and return its row: pending where that is new, else as it was."""
    row = session.get(StoredObject, key)
    if row is None:
        row = StoredObject(key=key)
        session.add(row)
    if (row.sha256, row.size, row.content_type) != (sha256, size, content_type):
        row.sha256, row.size, row.content_type = sha256, size, content_type
        row.outcome, row.attempts, row.error = Outcome.PENDING, 0, ""
    session.flush()
    return row


def mark(session: Session, key: str, outcome: Outcome | str, error: str = "") -> None:
    """Record what became of the object under `key`; `putting` counts as an attempt. KeyError if never wanted."""
    row = session.get(StoredObject, key)
    if row is None:
        raise KeyError(key)
    row.outcome, row.error = Outcome(outcome), error
    row.attempts += row.outcome is Outcome.PUTTING
    session.flush()


def forget(session: Session, key: str) -> None:
    """Drop the row of an object that was removed; nothing happens where there is none."""
    if row := session.get(StoredObject, key):
        session.delete(row)
        session.flush()


def recorded(session: Session) -> dict[str, StoredObject]:
    """Return every row of the ledger by key."""
    return {row.key: row for row in session.scalars(select(StoredObject).order_by(StoredObject.key))}
