"""The open database: sessions, locks and migration to the newest schema, for SQLite and PostgreSQL."""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from bumi.current_province import serving
from bumi.errors import NotAvailable
from bumi.newsroom.database.failures import as_json, damaged, in_words, watch
from bumi.newsroom.database.lock import is_held, one_at_a_time
from bumi.settings import Settings
from bumi.storage import PrivateStorage, open_media
from bumi.storage.folder import FolderStorage

_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_PATIENCE_S = 30
_MAKING_S = 2  # how long a new SQLite file may stay empty while another process creates it


class Newsroom:
    """An open database with its media store, safe to share between threads.

    Sessions know the store too, as `info["media"]`; bytes are put there before the transaction that names them.
    """

    def __init__(self, engine: Engine, media: PrivateStorage) -> None:
        self.engine = engine
        self.media = media
        # Threads queue here, because SQLite lets a thread that waits for its writer sleep, and check again too late.
        self._turn = Lock() if engine.dialect.name == "sqlite" else nullcontext()

    @property
    def name(self) -> str:
        """The database URL without its password."""
        return self.engine.url.render_as_string(hide_password=True)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session that is one transaction: committed at the end, rolled back on any error.

        Keep it short (SQLite has one writer at a time) and never nest sessions. Raise Refused if somebody else changed
        the same piece meanwhile; NotAvailable if the database does not answer.
        """
        with (
            self._turn,
            in_words(self.engine.url),
            Session(self.engine, expire_on_commit=False, info={"media": self.media}) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a read-only session on a snapshot of one moment; readers and writers do not wait for each other.

        Changes made in it are lost. Raise NotAvailable if the database does not answer.
        """
        engine = self.engine.execution_options(bumi_reads=True, postgresql_readonly=True)
        made = partial(Session, engine, expire_on_commit=False, autoflush=False, info={"media": self.media})
        with in_words(self.engine.url), made() as session:
            yield session

    @contextmanager
    def alone(self, kind: str) -> Iterator[None]:
        """Hold the lock `kind` for the block, across processes and machines; others wait.

        Sessions may be opened inside; taking the same `kind` again inside would deadlock.
        """
        with ExitStack() as held:
            with in_words(self.engine.url):
                held.enter_context(one_at_a_time(self.engine, kind))
            yield

    @contextmanager
    def only(self, kind: str) -> Iterator[bool]:
        """Try to take the lock `kind` for the block, without waiting; yield whether it was acquired."""
        with ExitStack() as held:
            with in_words(self.engine.url):
                first = held.enter_context(one_at_a_time(self.engine, kind, patient=False))
            yield first

    @contextmanager
    def present(self, name: str) -> Iterator[None]:
        """Mark the run called `name` as alive for the duration of the block."""
        with self.alone(name):
            yield
        self.is_present(name)  # deletes the lock file

    def is_present(self, name: str) -> bool:
        """Return whether the run called `name` is alive, in any process on any machine."""
        with in_words(self.engine.url):
            return is_held(self.engine, name)

    def is_current(self) -> bool:
        """Return whether the schema is the newest that this program knows. Raise NotAvailable without an answer."""
        with self.reading() as session:
            connection = session.connection()
            known = ScriptDirectory.from_config(migrations(connection)).get_current_head()
            return MigrationContext.configure(connection).get_current_revision() == known

    def check(self) -> None:
        """Check a whole SQLite file. Raise NotAvailable if it is damaged. PostgreSQL is not checked."""
        if self.engine.dialect.name == "sqlite":
            with self.reading() as session:
                if session.scalars(text("PRAGMA quick_check(1)")).all() != ["ok"]:
                    raise damaged(self.engine.url)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_newsroom(url: str, media: PrivateStorage | None = None) -> Newsroom:
    """Open the database at `url`; create and migrate it if needed.

    `media` is where its images are kept: the store of the settings, or else a folder beside the database. Raise
    NotAvailable, with the remedy, if the database cannot be reached, is of an unsupported kind, or is newer than this
    program.
    """
    address = address_of(url)
    _make_folder(address)
    refuse_emptied(address)
    newsroom = Newsroom(connect(address), media or _media_beside(address))
    try:
        with in_words(address):
            bring_up_to_date(newsroom.engine)
    except Exception:
        newsroom.close()
        raise
    return newsroom


@contextmanager
def newsroom_of(settings: Settings) -> Iterator[Newsroom]:
    """Open the newsroom of `settings` for the block, which then works for its province.

    Raise NotAvailable as `open_newsroom` does; BadInput if images were kept where readers can reach them.
    """
    with (
        serving(settings.province_folder),
        closing(open_newsroom(settings.database_url, open_media(settings))) as newsroom,
    ):
        yield newsroom


def address_of(url: str) -> URL:
    """Return the parsed database URL. Raise NotAvailable, with examples, if it is invalid or unsupported."""
    try:
        address = make_url(url)
        return address.set(drivername=_DRIVERS[address.drivername.partition("+")[0]])
    except (ArgumentError, KeyError, ValueError):
        raise NotAvailable(
            "نشانی پایگاه داده شناخته نیست؛ BUMI_DATABASE_URL را مانند sqlite:///.bumi/bumi.db "
            "یا postgresql://user@host/name بنویسید"
        ) from None


def _make_folder(address: URL) -> None:
    if address.get_backend_name() != "sqlite" or not address.database:
        return
    folder = Path(address.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotAvailable(
            f"پوشه «{folder}» برای پایگاه داده ساخته نشد؛ اجازه نوشتن بدهید یا BUMI_DATABASE_URL را عوض کنید"
        ) from error


def _media_beside(address: URL) -> PrivateStorage:
    sqlite = address.get_backend_name() == "sqlite"
    folder = Path(address.database or "").parent if sqlite else Path(".bumi")
    return FolderStorage(folder / "media", private=True)


def refuse_emptied(address: URL) -> None:
    """Raise NotAvailable if the SQLite file exists but is empty, as a full disk leaves it.

    A file that another process is just creating is also empty for a moment, so wait briefly first.
    """
    if address.get_backend_name() != "sqlite" or not address.database:
        return
    path, until = Path(address.database), time.monotonic() + _MAKING_S
    while path.exists() and path.stat().st_size == 0:
        if time.monotonic() > until:
            raise damaged(address)
        time.sleep(0.02)


def connect(address: URL) -> Engine:
    """Return an engine for the database; it does not connect yet."""
    # Persian is stored unescaped, so that it is readable in the database. The pool is large enough for every server
    # thread, so that threads waiting for the single writer do not block readers.
    make = partial(
        create_engine,
        address,
        json_serializer=as_json,
        hide_parameters=True,
        pool_size=10,
        max_overflow=40,
    )
    if address.get_backend_name() == "postgresql":
        engine = make(pool_pre_ping=True, connect_args={"connect_timeout": 10})
        watch(engine)
        return engine
    engine = make(connect_args={"timeout": _PATIENCE_S})
    watch(engine)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we issue BEGIN ourselves: Python's driver would begin too late
    connection.execute("PRAGMA foreign_keys = ON")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        # If two processes open a new database at once, one gets "busy" immediately, whatever its timeout.
        _run_when_free(connection, "PRAGMA journal_mode = WAL")


def _begin_immediate(connection: Connection) -> None:
    # Waits for other writers at the start; a transaction that read first could only fail later.
    if connection.get_execution_options().get("bumi_reads"):
        connection.exec_driver_sql("BEGIN")
        return
    driver: Any = connection.connection.dbapi_connection
    # SQLite itself retries ten times a second, and rarely finds a pause between the writes of a busy process.
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        _run_when_free(driver, "BEGIN IMMEDIATE")
    finally:
        driver.execute(f"PRAGMA busy_timeout = {_PATIENCE_S * 1000}")


def _run_when_free(driver: Any, statement: str) -> None:
    until = time.monotonic() + _PATIENCE_S
    while True:
        try:
            driver.execute(statement)
            return
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > until:
                raise
        time.sleep(random.uniform(0.0005, 0.002))


_MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 0x62756D69  # "bumi": any number, the same for every process that migrates this database


def bring_up_to_date(engine: Engine) -> None:
    """Migrate to the newest schema, in one locked transaction. Raise NotAvailable if the schema is newer than ours."""
    with engine.begin() as connection:
        config = migrations(connection)
        script = ScriptDirectory.from_config(config)
        _lock(connection)
        current = MigrationContext.configure(connection).get_current_revision()
        if current == script.get_current_head():
            return
        if current not in {None, *(known.revision for known in script.walk_revisions())}:
            raise NotAvailable(f"پایگاه داده از این برنامه تازه‌تر است (نسخه {current})؛ برنامه را به‌روز کنید")
        command.upgrade(config, "head")


def migrations(connection: Connection) -> Config:
    """Return the Alembic configuration for migrating the database of `connection`."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _lock(connection: Connection) -> None:
    # On SQLite, BEGIN IMMEDIATE is the lock.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
