"""The tables of commissions: pieces that editors offer to contributors, their pitches, and the ledger of fees."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bumi.newsroom.tables.columns import Base, word_column
from bumi.newsroom.tables.pieces import Piece
from bumi.persian.calendar import now
from bumi.words import Kind, Named

_ACCEPTED = text("state = 'accepted'")
_STANDING = text("state IN ('offered', 'accepted')")


class CommissionState(Named):
    """The state of a commission. `assigned`: a contributor writes it; `written`: the text went to the editors."""

    OPEN = "open", "باز"
    ASSIGNED = "assigned", "سپرده"
    WRITTEN = "written", "نوشته"
    CLOSED = "closed", "منتشرشده"
    CANCELLED = "cancelled", "لغوشده"
    EXPIRED = "expired", "بی‌پاسخ"


class PitchState(Named):
    """The state of a pitch. `declined`: another was accepted, or the commission ended; `lapsed`: it was not written."""

    OFFERED = "offered", "در انتظار پاسخ"
    ACCEPTED = "accepted", "پذیرفته"
    DECLINED = "declined", "پذیرفته نشد"
    WITHDRAWN = "withdrawn", "پس‌گرفته"
    LAPSED = "lapsed", "از مهلت گذشته"


class FeeEntryKind(Named):
    """An entry of the ledger of fees. `due`: the piece was published; `reversed`: the fee is not due after all."""

    DUE = "due", "بدهی"
    APPROVED = "approved", "تأیید"
    REVERSED = "reversed", "برگشت"


class Commission(Base):
    """A piece that a contributor may write: what it is about, for which fee (whole rials), and until when.

    `points` say what the piece must answer; `agency` is the one that speaks in it. `why` says why it was cancelled.
    """

    __tablename__ = "commissions"
    __table_args__ = (
        Index("ix_commissions_state", "state", "deadline"),
        CheckConstraint("fee >= 0", name="ck_commissions_fee"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[CommissionState] = mapped_column(word_column(CommissionState), default=CommissionState.OPEN)
    kind: Mapped[Kind]
    county: Mapped[str]
    axis: Mapped[str]
    topic: Mapped[str]
    points: Mapped[list[str]]
    agency: Mapped[str]
    fee: Mapped[int] = mapped_column(BigInteger)
    deadline: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    opened_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")

    pitches: Mapped[list["Pitch"]] = relationship(lazy="selectin", order_by="Pitch.id", back_populates="commission")

    @property
    def accepted(self) -> "Pitch | None":
        """The pitch of the contributor who has it, if anybody has."""
        return next((each for each in self.pitches if each.state is PitchState.ACCEPTED), None)


class Pitch(Base):
    """The offer of a contributor to write a commission until `promised`; the accepted one has the piece.

    Of one commission at most one pitch is accepted, and a contributor has at most one that stands.
    """

    __tablename__ = "pitches"
    __table_args__ = (
        Index("uq_pitches_accepted", "commission_id", unique=True, sqlite_where=_ACCEPTED, postgresql_where=_ACCEPTED),
        Index(
            "uq_pitches_standing",
            "by",
            "commission_id",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    commission_id: Mapped[int] = mapped_column(ForeignKey("commissions.id"), index=True)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"), index=True)
    words: Mapped[str]
    promised: Mapped[datetime]
    state: Mapped[PitchState] = mapped_column(word_column(PitchState), default=PitchState.OFFERED)
    at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    decided_at: Mapped[datetime | None]
    piece_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), unique=True)

    commission: Mapped[Commission] = relationship(back_populates="pitches")
    piece: Mapped[Piece | None] = relationship()


class FeeEntry(Base):
    """One entry of the ledger of fees, in whole rials; the database refuses to change or delete it.

    A fee is `due` once, when its piece is first published; an approval adds 0 to it, and a reversal takes it away.
    """

    __tablename__ = "fee_entries"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    entry: Mapped[FeeEntryKind] = mapped_column(word_column(FeeEntryKind), primary_key=True)
    contributor: Mapped[str] = mapped_column(ForeignKey("users.name"), index=True)
    rials: Mapped[int] = mapped_column(BigInteger)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    why: Mapped[str] = mapped_column(default="")
