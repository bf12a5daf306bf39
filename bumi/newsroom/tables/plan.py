"""The tables of the province's plan: campaigns, shared messages, crisis notices, occasions seen to, measures."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bumi.brief import Brief
from bumi.newsroom.tables.columns import Base, Json
from bumi.persian.calendar import now

if TYPE_CHECKING:
    from bumi.newsroom.tables.pieces import Piece

__all__ = [
    "Appearance",
    "Campaign",
    "CrisisNotice",
    "Measure",
    "Message",
    "MessageUse",
    "MessageVersion",
    "OccasionPiece",
]

_STANDING = text("dropped = ''")


class Campaign(Base):
    """An event and the series of pieces that speak of it; `brief` has all its facts. Cancelled where it says why."""

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    brief: Mapped[Json]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    started_by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column()

    appearances: Mapped[list["Appearance"]] = relationship(lazy="selectin", order_by="Appearance.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def brief_model(self) -> Brief:
        """The brief of the event, as the class everyone shares."""
        return Brief.model_validate(self.brief)

    @property
    def standing(self) -> list["Appearance"]:
        """The appearances that have not been dropped, in their order."""
        return [each for each in self.appearances if not each.dropped]


class Appearance(Base):
    """One piece of a campaign: when it is to be drafted and to go out, and what became of it.

    `dropped` says why it will not appear, or not under this row; a campaign has a step at most once besides.
    """

    __tablename__ = "appearances"
    __table_args__ = (
        Index(
            "uq_appearances_standing",
            "campaign_id",
            "step",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    step: Mapped[str]
    draft_at: Mapped[datetime] = mapped_column(index=True)
    publish_at: Mapped[datetime]
    piece_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    dropped: Mapped[str] = mapped_column(default="")

    piece: Mapped["Piece | None"] = relationship("Piece")
    campaign: Mapped[Campaign] = relationship(viewonly=True, lazy="joined")


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

    piece: Mapped["Piece"] = relationship("Piece", lazy="selectin")


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

    piece: Mapped["Piece"] = relationship("Piece", foreign_keys=[piece_id], lazy="selectin")


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
