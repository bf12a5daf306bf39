"""The tables of the province's plan: shared messages, crisis notices, occasions seen to, measures."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bumi.newsroom.tables.columns import Base, Json
from bumi.newsroom.tables.pieces import Piece
from bumi.persian.calendar import now

__all__ = [
    "CrisisNotice",
    "Measure",
    "Message",
    "MessageUse",
    "MessageVersion",
    "OccasionPiece",
]


class OccasionPiece(Base):
    """A piece that sees to an occasion of the calendar, of about that day."""

    __tablename__ = "occasion_pieces"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(index=True)
    day: Mapped[date]


class Message(Base):
    """A message that the province gives with one voice; `approved` is the number of the version that holds."""

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    approved: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    versions: Mapped[list["MessageVersion"]] = relationship(lazy="selectin", order_by="MessageVersion.number")


class MessageVersion(Base):
    """What a message says, immutable once approved."""

    __tablename__ = "message_versions"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[Json]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime] = mapped_column(default=now)
    approved_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    approved_at: Mapped[datetime | None]


class MessageUse(Base):
    """A variant of a message: the piece, its own brief, and the version that its latest words were held against."""

    __tablename__ = "message_uses"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    version: Mapped[int]
    brief: Mapped[Json]

    piece: Mapped[Piece] = relationship(lazy="selectin")


class CrisisNotice(Base):
    """A notice in a crisis: what it was prepared from, what it follows, and when the next one is promised.

    Somebody owes an update until another follows it, or it is closed: taken back, or itself the last word.
    """

    __tablename__ = "crisis_notices"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    follows: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"))
    template: Mapped[str]
    facts: Mapped[Json]
    next_update_at: Mapped[datetime] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]

    piece: Mapped[Piece] = relationship(foreign_keys=[piece_id], lazy="selectin")


class Measure(Base):
    """What is counted of a published piece once, so that a hundred thousand can be added up at once.

    `kept` and `sentences` are of the machine's draft: how many sentences readers got as they were, and how many it had.
    """

    __tablename__ = "measures"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    words: Mapped[int]
    findings: Mapped[int]
    kept: Mapped[int]
    sentences: Mapped[int]
    reach: Mapped[int] = mapped_column(default=0)
