"""One at a time, on every machine that shares a database; whoever dies lets go."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

__all__ = ["is_held", "one_at_a_time"]

_POLL_S = 0.005  # how often a waiting process tries again to lock a file
_SPACE = 0x62756D69  # "bumi": sets our locks apart from those of others in the same database


@contextmanager
def one_at_a_time(engine: Engine, kind: str, patient: bool = True) -> Iterator[bool]:
    """Wait until nobody else is inside with the same `kind`, then keep others out until the block ends.

    Without patience nobody waits: what is given says whether the others are kept out, or somebody is inside.
    The database holds the lock, not a transaction: an advisory lock in PostgreSQL, a locked file beside SQLite's.
    """
    if engine.dialect.name == "postgresql":
        lock = "pg_advisory_lock" if patient else "pg_try_advisory_lock"
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.detach()  # closed for good at the end, and the lock with it, not handed back to the pool
            got = connection.scalar(text(f"SELECT {lock}(:space, hashtext(:kind))"), {"space": _SPACE, "kind": kind})
            yield patient or bool(got)
    else:
        with ExitStack() as held:
            try:
                held.enter_context(_file_lock(engine, kind, patient))
            except Timeout:
                yield False
            else:
                yield True


def is_held(engine: Engine, kind: str) -> bool:
    """Say whether somebody alive is inside with `kind`."""
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
    database = Path(engine.url.database or "").resolve()  # by whatever name it was opened: a link is the same database
    path = database.with_name(f"{database.name}.{kind}.lock")
    return FileLock(path, blocking=patient, poll_interval=_POLL_S, fallback_to_soft=False)
