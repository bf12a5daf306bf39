"""Upsert: one statement that inserts rows or updates those that exist, for SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from typing import cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bumi.newsroom.tables.columns import Base


def upsert(
    session: Session,
    table: type[Base],
    rows: Sequence[Mapping[str, object]],
    otherwise: Mapping[str, object] | None = None,
    add: Sequence[str] = (),
) -> set[object]:
    """Insert rows; if a row's key exists, set `otherwise` in the existing row, or leave it unchanged.

    To the columns `add` of an existing row the values of the new one are added.

    Return the keys written (the first column of a composite key). Concurrent transactions wait for each other, and
    neither fails.
    """
    if not rows:
        return set()
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = make(cast(Table, table.__table__))
    key = list(statement.table.primary_key)
    if otherwise is None and not add:
        statement = statement.on_conflict_do_nothing(index_elements=key)
    else:
        sums = {name: statement.table.c[name] + statement.excluded[name] for name in add}
        statement = statement.on_conflict_do_update(index_elements=key, set_={**(otherwise or {}), **sums})
    # One statement executed for many rows is compiled once; a multi-row VALUES would be compiled each time.
    return set(session.connection().scalars(statement.returning(key[0]), [dict(row) for row in rows]))
