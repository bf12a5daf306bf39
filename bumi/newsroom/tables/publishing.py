"""The tables of publication: the ledger of stored objects, the lists of stories, and what is out of date."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base, PutOutcome
from bumi.persian.calendar import now

__all__ = ["FormerSlug", "Publication", "Shelf", "ShelfPlace", "StaleList", "StoredObject"]


class StoredObject(Base):
    """The publishing ledger: what should lie under a key of the storage, and how far we know that it does.

    `md5` and `size` are of what is known to have been there last. `wanted` is false for what is to be removed, not
    before `next_attempt_at`. `run` names who is putting it, `edition` the templates and settings it was made with
    (nothing for images), `piece_id` the piece whose page it is.
    """

    __tablename__ = "stored_objects"

    key: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    md5: Mapped[str] = mapped_column(default="")
    size: Mapped[int]
    content_type: Mapped[str]
    piece_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    edition: Mapped[str] = mapped_column(default="", index=True)
    wanted: Mapped[bool] = mapped_column(default=True)
    outcome: Mapped[PutOutcome] = mapped_column(default=PutOutcome.PENDING, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]
    run: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class Publication(Base):
    """One time that a revision of a piece went live: what readers saw, when, and who had approved it."""

    __tablename__ = "publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    hash: Mapped[str]
    approved_by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime]


class FormerSlug(Base):
    """An address that a piece had before; its page leads to the present one for good."""

    __tablename__ = "former_slugs"

    slug: Mapped[str] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)


class Shelf(Base):
    """An order of stories, such as all of a county's; `length` counts the places ever given, `title` names it."""

    __tablename__ = "shelves"

    name: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    length: Mapped[int] = mapped_column(default=0)


class ShelfPlace(Base):
    """The place of a story on a shelf, counted from 1 and kept for life, so that old pages of lists never shift."""

    __tablename__ = "shelf_places"
    __table_args__ = (UniqueConstraint("piece_id", "shelf"),)

    shelf: Mapped[str] = mapped_column(ForeignKey("shelves.name"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))


class StaleList(Base):
    """A page of a list, or a feed, that the database has moved on from; `changes` counts how often since."""

    __tablename__ = "stale_lists"

    key: Mapped[str] = mapped_column(primary_key=True)
    changes: Mapped[int] = mapped_column(default=1)
