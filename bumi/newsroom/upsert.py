"""One statement that inserts a row or meets the one that is there, in either database."""

from collections.abc import Mapping

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bumi.newsroom.columns import Base

__all__ = ["upsert"]


def upsert(
    session: Session, table: type[Base], values: Mapping[str, object], otherwise: Mapping[str, object] | None = None
) -> None:
    """Insert a row; where one has its key already, set `otherwise` in that, or leave it.

    Two transactions that do this at once wait for each other, and neither fails.
    """
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = make(table).values(**values)
    key = [column.name for column in inspect(table).primary_key]
    if otherwise is None:
        session.execute(statement.on_conflict_do_nothing(index_elements=key))
    else:
        session.execute(statement.on_conflict_do_update(index_elements=key, set_=dict(otherwise)))
