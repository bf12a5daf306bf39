"""The tables of editors' work: who has a piece, who has opened which revision, and what can be undone for a minute."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base, Json
from bumi.persian.calendar import now


class Assignment(Base):
    """A piece that an editor has, until `due_at`; the row goes when the piece is decided or given back.

    It is beside the piece, not in it: who has a piece changes nothing of what others have read and may decide.
    """

    __tablename__ = "assignments"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    holder: Mapped[str] = mapped_column(ForeignKey("users.name"), index=True)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime] = mapped_column(default=now)
    due_at: Mapped[datetime]


class OpenedRevision(Base):
    """The latest revision of a piece that an editor has opened at the desk while it waited for a decision."""

    __tablename__ = "opened_revisions"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"), primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))


class UndoableAction(Base):
    """An action that its author can undo until `until`; `groups` are the rows that it changed, as they were and became.

    `what` names it in Persian, and `back` is the page that shows what comes back.
    """

    __tablename__ = "undoable_actions"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    what: Mapped[str]
    back: Mapped[str]
    groups: Mapped[list[Json]]
    until: Mapped[datetime] = mapped_column(index=True)
