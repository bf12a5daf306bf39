"""Backups (پشتیبان): writes the whole database, as of one moment, to one file while others keep writing.

SQLite is copied through its backup API, because the file alone lacks what is still in the journal; PostgreSQL through
pg_dump and pg_restore. A backup gets its final name only when it is complete, synced to disk and verified.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkstemp

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, inspect

from bumi.errors import BadInput, NotAvailable, Refused
from bumi.newsroom.database.failures import in_words
from bumi.newsroom.database.newsroom import address_of, connect, open_newsroom, refuse_emptied

_SQLITE, _POSTGRESQL = b"SQLite format 3\0", b"PGDMP"
_BESIDE = ("", "-wal", "-shm", "-journal")  # suffixes of all files that make up a SQLite database


def back_up(url: str, path: Path, replace: bool = False, also: Callable[[], None] = lambda: None) -> int:
    """Back up the database at `url` to `path`, readable only by its owner, and return the size in bytes.

    `also` is called when the database is copied; only after it the backup gets its name.

    Raise Refused if the file exists and `replace` is false; NotAvailable, with the remedy, if the database or pg_dump
    is missing, or the backup fails verification. A backup neither blocks others nor waits for them.
    """
    address = address_of(url)
    if _is_of(address, path):
        raise Refused(f"«{path}» خود پایگاه داده است؛ پشتیبان را جای دیگری بنویسید")
    if path.exists() and not replace:
        raise Refused(f"«{path}» هست و دست نخورد؛ نامی دیگر بدهید یا با «--replace» جایش را بگیرید")
    with new_file(path) as part, in_words(address):
        if address.get_backend_name() == "sqlite":
            _copy(_there(address), part)
        else:
            _run("pg_dump", address, "--format=custom", "--no-owner", "--no-privileges", f"--file={part}")
        _check(part, address.get_backend_name())
        also()
    return path.stat().st_size


def restore(url: str, path: Path) -> None:
    """Restore a backup into the database at `url`, which must be missing or empty, and migrate it.

    Raise Refused if there is data already; BadInput if the file is not a backup of this kind of database. All or
    nothing.
    """
    address = address_of(url)
    kind, found = address.get_backend_name(), _kind(path)
    if not found:
        raise BadInput(f"«{path}» پشتیبان بومی نیست؛ پرونده‌ای بدهید که «bumi backup» نوشته است")
    if found != kind:
        raise BadInput(f"«{path}» پشتیبان {found} است و BUMI_DATABASE_URL از {kind}؛ یکی از این دو را عوض کنید")
    with in_words(address):
        if kind == "sqlite":
            target = Path(address.database or "")
            _refuse_where_any([Path(f"{target}{end}") for end in _BESIDE])
            target.parent.mkdir(parents=True, exist_ok=True)
            with new_file(target) as part:
                _copy(path, part)
                _check(part, kind)
        else:
            _refuse_where_tables(url)
            _run("pg_restore", address, "--no-owner", "--no-privileges", "--single-transaction", f"{path}")
    open_newsroom(url).close()


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """Yield a new temporary file beside `path`, owner-only; sync it and rename it to `path`, or delete it on error."""
    try:
        handle, name = mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
        part = Path(name)
        try:
            yield part
            for each, flags in ((part, os.O_RDWR), (path.parent, os.O_RDONLY)):
                handle = os.open(each, flags)
                os.fsync(handle)
                os.close(handle)
            part.replace(path)
        finally:
            for end in _BESIDE:
                Path(f"{part}{end}").unlink(missing_ok=True)
    except OSError as error:
        raise NotAvailable(f"«{path}» نوشته نشد ({error.strerror})؛ جای خالی و اجازه نوشتن را ببینید") from error


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite database in one step: exactly what was committed when the copy began."""
    with closing(sqlite3.connect(source)) as of, closing(sqlite3.connect(target)) as to:
        of.backup(to)
        to.execute("PRAGMA journal_mode = DELETE")  # a single file, without a journal beside it


def _check(part: Path, kind: str) -> None:
    """Verify a backup by reading all of it. Raise NotAvailable if it is damaged."""
    if kind == "postgresql":
        _call(["pg_restore", f"--file={os.devnull}", str(part)], {})
        return
    with closing(sqlite3.connect(part)) as backup:
        (found,) = backup.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise NotAvailable(f"پایگاه داده آسیب دیده است ({found}) و رونوشتش به کار نمی‌آید؛ «bumi doctor» را ببینید")


def _there(address: URL) -> Path:
    path = Path(address.database or "")
    if not path.is_file():
        raise NotAvailable(f"پایگاه داده‌ای در «{path}» نیست؛ BUMI_DATABASE_URL را ببینید")
    refuse_emptied(address)
    return path


def _kind(path: Path) -> str:
    """Return the database kind of a backup file, or "" if it is none. Raise BadInput if it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
    except OSError as error:
        raise BadInput(f"«{path}» خوانده نشد ({error.strerror})؛ نشانی پشتیبان را ببینید") from None
    return "sqlite" if head == _SQLITE else "postgresql" if head.startswith(_POSTGRESQL) else ""


def _is_of(address: URL, path: Path) -> bool:
    """Return whether `path` is one of the files of the SQLite database."""
    files = [Path(f"{address.database}{end}").resolve() for end in _BESIDE]
    return address.get_backend_name() == "sqlite" and path.resolve() in files


def _refuse_where_any(files: list[Path]) -> None:
    if there := " و ".join(f"«{file}»" for file in files if file.exists()):
        raise Refused(f"پایگاه داده‌ای هست و دست نخورد؛ «bumi desk» و «bumi up» را ببندید و {there} را کنار بگذارید")


def _refuse_where_tables(url: str) -> None:
    engine = connect(address_of(url))
    try:
        tables = inspect(engine).get_table_names()
    finally:
        engine.dispose()
    if tables:
        raise Refused("پایگاه داده خالی نیست و دست نخورد؛ با «createdb» یکی بسازید و BUMI_DATABASE_URL را عوض کنید")


def _run(program: str, address: URL, *arguments: str) -> None:
    """Run a PostgreSQL program; the password goes in the environment, so that process lists do not show it."""
    known = address.translate_connect_args(username="user", database="dbname") | dict(address.query)
    password = known.pop("password", None)
    _call(
        [program, f"--dbname={make_conninfo(**known)}", "--no-password", *arguments],
        {"PGPASSWORD": password} if password else {},
    )


def _call(command: list[str], environment: dict[str, str]) -> None:
    if shutil.which(command[0]) is None:
        raise NotAvailable(f"«{command[0]}» در این دستگاه نیست؛ در دبیان بسته postgresql-client را نصب کنید")
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode:
        why = done.stderr.strip().rpartition("error: ")[2].partition("\n")[0]
        raise NotAvailable(f"«{command[0]}» کار را تمام نکرد ({why})؛ نسخه آن، BUMI_DATABASE_URL و پرونده را ببینید")
