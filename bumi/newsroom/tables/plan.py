"""The tables of the province's plan: shared messages, crisis notices, covered occasions, measures."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, exists
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from bumi.newsroom.states import GONE
from bumi.newsroom.tables.columns import Base, Json
from bumi.newsroom.tables.pieces import Piece
from bumi.persian.calendar import now


class OccasionPiece(Base):
    """A piece that covers an occasion of the calendar around `day`."""

    __tablename__ = "occasion_pieces"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(index=True)
    day: Mapped[date]


class Message(Base):
    """A shared message of the province; `approved` is the number of the approved version."""

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    approved: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    versions: Mapped[list["MessageVersion"]] = relationship(lazy="selectin", order_by="MessageVersion.number")


class MessageVersion(Base):
    """One version of a message, immutable once approved."""

    __tablename__ = "message_versions"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[Json]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime] = mapped_column(default=now)
    approved_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    approved_at: Mapped[datetime | None]


class MessageUse(Base):
    """A variant of a message: the piece, its own brief, and the message version its latest text was checked against."""

    __tablename__ = "message_uses"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    version: Mapped[int]
    brief: Mapped[Json]

    piece: Mapped[Piece] = relationship(lazy="selectin")


class CrisisNotice(Base):
    """A crisis notice: its template and facts, the notice it follows, and when the next update is promised.

    An update is owed until another notice follows, or this one is closed: withdrawn, or itself the final notice.
    """

    __tablename__ = "crisis_notices"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    follows: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"))
    template: Mapped[str]
    facts: Mapped[Json]
    next_update_at: Mapped[datetime] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]

    piece: Mapped[Piece] = relationship(foreign_keys=[piece_id], lazy="selectin")


_FOLLOWER, _LATER = aliased(CrisisNotice), aliased(Piece)
FOLLOWED = exists().where(
    _FOLLOWER.follows == CrisisNotice.piece_id, _LATER.id == _FOLLOWER.piece_id, _LATER.state.not_in(GONE)
)
"""Whether another notice that is not gone follows a `CrisisNotice`, published or not."""


class Measure(Base):
    """Figures of a published piece, computed once, so that a hundred thousand can be aggregated quickly.

    `kept` and `sentences` concern the machine's draft: how many of its sentences were published unchanged, and how many
    it had.
    """

    __tablename__ = "measures"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    words: Mapped[int]
    findings: Mapped[int]
    kept: Mapped[int]
    sentences: Mapped[int]
