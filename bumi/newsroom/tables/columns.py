"""Column types and the base class of all tables: moments in UTC, enums as short text, readable JSON."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, Index, MetaData, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase

from bumi.newsroom.states import PostState, Role, State
from bumi.persian.calendar import to_utc
from bumi.words import Channel, Kind, ReachChannel, Urgency

Json = dict[str, Any]


class PutOutcome(StrEnum):
    """The state of one stored object; `unknown` means check the storage before another upload."""

    PENDING = "pending"
    PUTTING = "putting"
    DONE = "done"
    UNKNOWN = "unknown"
    FAILED = "failed"


class EventStage(StrEnum):
    """Where a published event stands in time: to come, over, or so long over that feeds no longer have it."""

    COMING = "coming"
    OVER = "over"
    LEFT = "left"


class Moment(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC and returned aware. Raise ValueError when storing a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert `value` to UTC."""
        return None if value is None else to_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert `value` to aware UTC: SQLite stores no time zone, PostgreSQL answers in the session's zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def word_column(words: type[StrEnum]) -> Enum:
    """Return the type of a column that has a word of an enumeration, as short text."""
    return Enum(words, native_enum=False, length=24, values_callable=lambda enum: [word.value for word in enum])


class Base(DeclarativeBase):
    """The base class of all tables; constraints get names, so that migrations can refer to them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        datetime: Moment,
        Json: JSON(none_as_null=True),
        list[Json]: JSON(none_as_null=True),
        list[int]: JSON(),
        list[str]: JSON(none_as_null=True),
        State: word_column(State),
        Role: word_column(Role),
        Kind: word_column(Kind),
        Urgency: word_column(Urgency),
        PutOutcome: word_column(PutOutcome),
        PostState: word_column(PostState),
        Channel: word_column(Channel),
        EventStage: word_column(EventStage),
        ReachChannel: word_column(ReachChannel),
    }


def inside(table: str, key: str) -> Index:
    """Return an index of the rows whose bytes are still in the database, so that moving them out finds them at once."""
    where = text("data IS NOT NULL")
    return Index(f"ix_{table}_inside", key, sqlite_where=where, postgresql_where=where)
