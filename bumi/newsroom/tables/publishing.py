"""The tables of publication: the ledger of stored objects, the lists of stories, and what is out of date."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base, EventStage, PutOutcome
from bumi.persian.calendar import now


class StoredObject(Base):
    """The publishing ledger: which object should be under a storage key, and what is known about it.

    `md5` and `size` are of the object last known to be stored. `wanted` is false for objects to be removed, not before
    `next_attempt_at`. `run` names the run that is uploading it, `edition` the templates and settings it was made with
    (empty for images), `piece_id` the piece of a page.
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
    """One publication of a revision: what readers saw, when, and who had approved it."""

    __tablename__ = "publications"

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id"))
    hash: Mapped[str]
    approved_by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime]


class FormerSlug(Base):
    """A former slug of a piece; its page redirects permanently to the present one."""

    __tablename__ = "former_slugs"

    slug: Mapped[str] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)


class PublishedEvent(Base):
    """Time and place of the event that a published piece announces, as calendars show them.

    Pieces with the same `root` announce the same event: a campaign, or else a piece. It is over at `until`; `stage`
    says whether lists know that. `dropped`: the piece no longer says when it is. At `changed_at` calendars were last
    told something else.
    """

    __tablename__ = "published_events"
    __table_args__ = (Index("ix_published_events_stage", "stage", "until"),)

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    root: Mapped[str] = mapped_column(index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    until: Mapped[datetime]
    place: Mapped[str] = mapped_column(default="")
    called_off: Mapped[bool] = mapped_column(default=False)
    dropped: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]
    stage: Mapped[EventStage] = mapped_column(default=EventStage.COMING)


class QuestionPiece(Base):
    """A piece that is the answer to a question from the public: when that was asked and answered.

    The working days between are those of the plan as it was then. Of several pieces of a question, one after another,
    the question names the present one.
    """

    __tablename__ = "question_pieces"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime]
    working_days: Mapped[int]


class EventFollowUp(Base):
    """A piece that tells again of the event that the piece `event_id` announced, as a step of the plan."""

    __tablename__ = "event_follow_ups"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    step: Mapped[str]


class StoryLink(Base):
    """A story that was published earlier, to which the page of a piece links; `position` is its rank."""

    __tablename__ = "story_links"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    earlier_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)


class Shelf(Base):
    """An ordered list of stories, such as those of a county; `length` counts all places ever given."""

    __tablename__ = "shelves"

    name: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    length: Mapped[int] = mapped_column(default=0)


class ShelfPlace(Base):
    """The permanent place of a story on a shelf, counted from 1, so that old list pages never shift."""

    __tablename__ = "shelf_places"
    __table_args__ = (UniqueConstraint("piece_id", "shelf"),)

    shelf: Mapped[str] = mapped_column(ForeignKey("shelves.name"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"))


class ChosenLead(Base):
    """The piece that an editor has put at the head of the front page until `until`; at most one row.

    It has no piece once it was taken back or has ended. `stale`: the front page does not show the choice yet.
    """

    __tablename__ = "chosen_lead"

    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    piece_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"))
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    until: Mapped[datetime]
    stale: Mapped[bool]


class EndedWarning(Base):
    """A crisis warning without an end of its own whose day is over, and the front page knows it."""

    __tablename__ = "ended_warnings"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)


class StaleList(Base):
    """A list page or feed that is out of date; `changes` counts the changes since."""

    __tablename__ = "stale_lists"

    key: Mapped[str] = mapped_column(primary_key=True)
    changes: Mapped[int] = mapped_column(default=1)


class SectionName(Base):
    """The section that pages show for a county or an agency, by its name in briefs, when they were last made.

    Where the province's data say otherwise by now, the pages and lists that show it are made again.
    """

    __tablename__ = "section_names"

    kind: Mapped[str] = mapped_column(primary_key=True)
    said: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
