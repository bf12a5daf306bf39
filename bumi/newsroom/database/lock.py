"""Locks across processes and machines that share a database; the lock of a process that dies is released."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

_POLL_S = 0.005  # interval between attempts to lock a file
_SPACE = 0x62756D69  # "bumi": separates our locks from those of other programs in the same database


@contextmanager
def one_at_a_time(engine: Engine, kind: str, patient: bool = True) -> Iterator[bool]:
    """Hold the lock `kind` for the block, waiting until nobody else holds it.

    If `patient` is false, do not wait: yield whether the lock was acquired. The lock is not tied to a transaction: it
    is an advisory lock in PostgreSQL, a locked file beside the database in SQLite.
    """
    if engine.dialect.name == "postgresql":
        lock = "pg_advisory_lock" if patient else "pg_try_advisory_lock"
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.detach()  # closed at the end, which releases the lock too, instead of returned to the pool
            got = connection.scalar(text(f"SELECT {lock}(:space, hashtext(:kind))"), {"space": _SPACE, "kind": kind})
            try:
                yield patient or bool(got)
            finally:
                with suppress(DBAPIError):  # at once: the server learns of a closed connection a little later
                    connection.execute(text("SELECT pg_advisory_unlock_all()"))
    else:
        with ExitStack() as held:
            try:
                held.enter_context(_file_lock(engine, kind, patient))
            except Timeout:
                yield False
            else:
                yield True


def lock_until_end(session: Session, kind: str) -> None:
    """Wait until no other transaction holds the lock `kind`, and hold it to the end of this one.

    On SQLite a writing transaction is alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        held = text("SELECT pg_advisory_xact_lock(:space, hashtext(:kind))")
        session.execute(held, {"space": _SPACE, "kind": kind})


def is_held(engine: Engine, kind: str) -> bool:
    """Return whether a live process holds the lock `kind`."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            free = text("SELECT pg_try_advisory_xact_lock(:space, hashtext(:kind))")
            return not connection.scalar(free, {"space": _SPACE, "kind": kind})
    lock = _file_lock(engine, kind, patient=False)
    path = Path(lock.lock_file)
    if not path.exists():
        return False
    try:
        with lock:
            path.unlink()
    except Timeout:
        return True
    return False


def _file_lock(engine: Engine, kind: str, patient: bool) -> FileLock:
    database = Path(engine.url.database or "").resolve()  # resolved, because a link is the same database
    path = database.with_name(f"{database.name}.{kind}.lock")
    return FileLock(path, blocking=patient, poll_interval=_POLL_S, fallback_to_soft=False)
