"""The tables of remarks on passages of a text, and of the fact-check links whose answers become remarks."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base
from bumi.persian.calendar import now


class FactCheck(Base):
    """A link with which somebody without an account says of each sentence of one revision whether it is right.

    No address is stored, only its hash. It can be answered once, until it expires or is ended; `named` is the name that
    the person gave, which nobody has verified.
    """

    __tablename__ = "fact_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(unique=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    named: Mapped[str] = mapped_column(default="")


class Remark(Base):
    """A remark on the passage `words` of a revision, at `start` to `end` in `field`; or a reply to one (`parent_id`).

    It is by a user, or from a fact-check link. A reply has the passage of its remark. Remarks are for the desk alone.
    """

    __tablename__ = "remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("remarks.id"))
    field: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str]
    text: Mapped[str]
    by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    check_id: Mapped[int | None] = mapped_column(ForeignKey("fact_checks.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    done_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    done_at: Mapped[datetime | None]
