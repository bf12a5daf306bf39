"""The schema: brought to the newest migration by whoever opens the database first."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from bumi.errors import NotAvailable

__all__ = ["bring_up_to_date", "migrations"]

_MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 0x62756D69  # "bumi": any number, the same for all who migrate this database


def bring_up_to_date(engine: Engine) -> None:
    """Migrate to the newest schema in one transaction under a lock; NotAvailable where the schema is newer than we."""
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
    """Return what Alembic needs to migrate the database of `connection`."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _lock(connection: Connection) -> None:
    # On SQLite, BEGIN IMMEDIATE is the lock.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
