"""The tables: people, pieces and what happens to them; content_tables.py and plan_tables.py have the others."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bumi.brief import Brief, Kind
from bumi.calendar import jalali, now
from bumi.newsroom.columns import Base, Json, Outcome
from bumi.newsroom.content_tables import Checkup, MediaFile, Revision, RevisionMedia
from bumi.newsroom.plan_tables import (
    Appearance,
    Campaign,
    CrisisNotice,
    Measure,
    Message,
    MessageUse,
    MessageVersion,
    OccasionPiece,
)
from bumi.newsroom.states import Role, State

__all__ = [
    "Appearance",
    "Base",
    "Campaign",
    "Checkup",
    "CrisisNotice",
    "Dismissal",
    "Measure",
    "MediaFile",
    "Message",
    "MessageUse",
    "MessageVersion",
    "OccasionPiece",
    "Outcome",
    "Piece",
    "Revision",
    "RevisionMedia",
    "StoredObject",
    "TimelineLine",
    "User",
]


class User(Base):
    """Somebody who acts; the name is the key, so that every row says who in words."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[Role]

    @property
    def persian(self) -> str:
        """The name a timeline shows."""
        return "بومی" if self.role is Role.MACHINE else self.name


class Piece(Base):
    """A brief on its way to readers. `revision` is the latest text, `published_revision` the one readers see."""

    __tablename__ = "pieces"
    # All that coverage asks of a piece, so that a hundred thousand are added up from the index alone.
    __table_args__ = (
        Index("ix_pieces_coverage", "published_at", "state", "county", "axis", "agency", "kind", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(default="")
    state: Mapped[State] = mapped_column(default=State.DRAFT, index=True)
    brief: Mapped[Json]
    kind: Mapped[Kind]
    agency: Mapped[str]
    county: Mapped[str]
    axis: Mapped[str] = mapped_column(default="")
    submitted_by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    publish_at: Mapped[datetime | None]
    embargo_until: Mapped[datetime | None]
    expire_at: Mapped[datetime | None]

    # use_alter: pieces and revisions point at each other.
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id", use_alter=True))
    returned_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id", use_alter=True))
    published_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id", use_alter=True))

    approved_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    approved_hash: Mapped[str | None]
    approved_at: Mapped[datetime | None]

    begun_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    republished_at: Mapped[datetime | None]
    correction: Mapped[str] = mapped_column(default="")
    withdrawn: Mapped[str] = mapped_column(default="")

    problem: Mapped[str] = mapped_column(default="")
    problem_step: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)

    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    revision: Mapped[Revision | None] = relationship(foreign_keys=[revision_id], lazy="selectin")
    published_revision: Mapped[Revision | None] = relationship(foreign_keys=[published_revision_id], lazy="selectin")
    dismissals: Mapped[list["Dismissal"]] = relationship(lazy="selectin")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def brief_model(self) -> Brief:
        """The brief, as the class everyone shares."""
        return Brief.model_validate(self.brief)

    @property
    def goes_out_at(self) -> datetime | None:
        """The first moment it may go out: publish time or end of embargo, whichever is later; None is at once."""
        return max(filter(None, (self.publish_at, self.embargo_until)), default=None)

    @property
    def next_correction(self) -> str:
        """The note readers get with the publication that has begun; none with the first."""
        if self.begun_at is None or self.published_revision_id is None:
            return ""
        return f"این مطلب پس از انتشار اصلاح شد؛ {jalali(self.begun_at)}"

    def void_approval(self) -> None:
        """Forget the approval: it was for something else."""
        self.approved_by = self.approved_hash = self.approved_at = None

    def go_live(self) -> None:
        """Make the latest revision the one readers see, from the moment its publication began."""
        self.correction = self.next_correction
        self.published_revision = self.revision
        self.published_at = self.published_at or self.begun_at
        self.republished_at = self.begun_at

    def stumble(self, step: str, sentence: str) -> None:
        """Keep what stopped the piece, in a sentence, and count the attempts."""
        self.problem, self.problem_step = sentence, step
        self.attempts += 1

    def settle(self) -> None:
        """Forget what stopped the piece: it has got over it."""
        self.problem = self.problem_step = ""
        self.attempts = 0


class Dismissal(Base):
    """A finding that somebody judged not to matter, for every revision of the piece."""

    __tablename__ = "dismissals"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    why: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


class TimelineLine(Base):
    """One thing that happened to a piece, in a sentence an editor understands; states only where it moved."""

    __tablename__ = "timeline"

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    from_state: Mapped[State | None]
    to_state: Mapped[State | None]
    what: Mapped[str]
    why: Mapped[str] = mapped_column(default="")


class StoredObject(Base):
    """The publishing ledger: what should lie under a key of the storage, and how far we know that it does."""

    __tablename__ = "stored_objects"

    key: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    size: Mapped[int]
    content_type: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
