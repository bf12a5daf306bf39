"""The tables of users, pieces, campaigns, dismissals and the timeline."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, case, event, func, inspect, null, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import flag_modified

from bumi.brief import Brief
from bumi.newsroom.states import UNAPPROVED, Role, State
from bumi.newsroom.tables.columns import Base, Json
from bumi.newsroom.tables.content import Revision
from bumi.newsroom.tables.publishing import EventFollowUp, FormerSlug, PublishedEvent, QuestionPiece
from bumi.persian.calendar import jalali, now
from bumi.words import MOST_URGENT_FIRST, Kind, Urgency

_STANDING = text("dropped = ''")
_DECIDES_WORK = ("state", "revision", "revision_id", "returned_revision_id", "redraft_by")


MACHINE_IN_PERSIAN = "بومی"
"""What people are told instead of the account of the machine."""


class User(Base):
    """A user; the name is the key, so that other rows are readable.

    `agency` is the agency whose briefs a content team sees; `password` is an argon2 hash, None until one is chosen.
    """

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[Role]
    agency: Mapped[str] = mapped_column(default="")
    password: Mapped[str | None]
    closed_at: Mapped[datetime | None]

    @property
    def persian(self) -> str:
        """The name shown in a timeline."""
        return MACHINE_IN_PERSIAN if self.role is Role.MACHINE else self.name

    @property
    def decides(self) -> bool:
        """Return whether the user is an editor or a chief."""
        return self.role in (Role.EDITOR, Role.CHIEF)


class Piece(Base):
    """A brief on its way to readers. `revision` is the latest text, `published_revision` the one readers see.

    `alone`: a chief approved it without a second reader, who must read it once it is published; `teaches`: the writer
    may learn from what editors changed in it. `brief_version` numbers the brief (workflow/brief_versions.py), and
    `redraft_by` names who has asked for the sentences that a change of it concerns, until they are drafted.

    `waits`: a step of the pipeline may have something to do; no piece with work is without it. `worked_by` names the
    run that holds the piece since `worked_since`, until `worked_until`; without a run, that is when it may be tried
    again (content/work.py).
    """

    __tablename__ = "pieces"
    # Of a hundred thousand pieces, coverage and the order of the queue are read from an index alone; the others lead to
    # what expires and to what was published last.
    __table_args__ = (
        Index("ix_pieces_coverage", "published_at", "state", "county", "axis", "agency", "kind", "created_at"),
        Index("ix_pieces_waits", "urgency", "id", sqlite_where=text("waits = 1"), postgresql_where=text("waits")),
        Index(
            "ix_pieces_worked_by",
            "worked_by",
            sqlite_where=text("worked_by <> ''"),
            postgresql_where=text("worked_by <> ''"),
        ),
        Index("ix_pieces_queue", "state", "urgency", "publish_at", "embargo_until", "state_since"),
        Index("ix_pieces_state_expiry", "state", "expire_at"),
        Index("ix_pieces_state_republished", "state", "republished_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(default="")
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    state_since: Mapped[datetime | None] = mapped_column(default=now)
    brief: Mapped[Json]
    brief_version: Mapped[int] = mapped_column(default=1)
    redraft_by: Mapped[str] = mapped_column(default="")
    kind: Mapped[Kind]
    urgency: Mapped[Urgency] = mapped_column(default=Urgency.NORMAL)
    agency: Mapped[str] = mapped_column(index=True)
    county: Mapped[str]
    axis: Mapped[str] = mapped_column(default="")
    submitted_by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    publish_at: Mapped[datetime | None] = mapped_column(index=True)
    embargo_until: Mapped[datetime | None]
    expire_at: Mapped[datetime | None] = mapped_column(index=True)
    expired_at: Mapped[datetime | None]

    # use_alter: pieces and revisions refer to each other.
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id", use_alter=True))
    returned_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id", use_alter=True))
    published_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id", use_alter=True))

    approved_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    approved_hash: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    alone: Mapped[bool] = mapped_column(default=False)

    waits: Mapped[bool] = mapped_column(default=True)
    worked_by: Mapped[str] = mapped_column(default="")
    worked_until: Mapped[datetime | None]
    worked_since: Mapped[datetime | None]

    # When the current run began to publish it, and the name of that run (see publication.py).
    begun_at: Mapped[datetime | None]
    begun_by: Mapped[str] = mapped_column(default="")
    # When a failed publication is retried; None means only on request.
    next_attempt_at: Mapped[datetime | None]
    # Whether its page does not yet show that it was withdrawn, taken down, expired or renamed.
    outdated: Mapped[bool] = mapped_column(default=False, index=True)
    published_at: Mapped[datetime | None]
    republished_at: Mapped[datetime | None] = mapped_column(index=True)
    correction: Mapped[str] = mapped_column(default="")
    withdrawn: Mapped[str] = mapped_column(default="")
    teaches: Mapped[bool] = mapped_column(default=True)

    problem: Mapped[str] = mapped_column(default="")
    problem_step: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)

    version: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    revision: Mapped[Revision | None] = relationship(foreign_keys=[revision_id], lazy="selectin")
    published_revision: Mapped[Revision | None] = relationship(foreign_keys=[published_revision_id], lazy="selectin")
    dismissals: Mapped[list["Dismissal"]] = relationship(lazy="selectin")
    appearances: Mapped[list["Appearance"]] = relationship(viewonly=True, lazy="selectin", order_by="Appearance.id")
    former_slugs: Mapped[list[FormerSlug]] = relationship(
        lazy="selectin", order_by="FormerSlug.slug", cascade="all, delete-orphan"
    )

    event: Mapped[PublishedEvent | None] = relationship(viewonly=True)
    asked: Mapped[QuestionPiece | None] = relationship(viewonly=True)
    follow_up: Mapped[EventFollowUp | None] = relationship(viewonly=True, foreign_keys=[EventFollowUp.piece_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def brief_model(self) -> Brief:
        """The brief as a validated `Brief`."""
        return Brief.model_validate(self.brief)

    @property
    def goes_out_at(self) -> datetime | None:
        """The earliest publication moment: publish time or end of embargo, whichever is later; None means at once."""
        return max(filter(None, (self.publish_at, self.embargo_until)), default=None)

    @property
    def next_correction(self) -> str:
        """The correction note for the publication in progress; empty for the first publication."""
        if self.begun_at is None or self.published_revision_id is None:
            return ""
        return f"این مطلب پس از انتشار اصلاح شد؛ {jalali(self.begun_at)}"

    def void_approval(self) -> None:
        """Clear the approval, because it was for other content."""
        self.approved_by = self.approved_hash = self.approved_at = None
        self.alone = False

    def go_live(self) -> None:
        """Make the latest revision the published one, dated from the start of its publication."""
        self.correction = self.next_correction
        self.published_revision = self.revision
        self.published_at = self.published_at or self.begun_at
        self.republished_at = self.begun_at
        self.outdated = False

    def stumble(self, step: str, sentence: str) -> None:
        """Record why a step failed, in a Persian sentence, and count the attempt."""
        self.problem, self.problem_step = sentence, step
        self.attempts += 1

    def settle(self) -> None:
        """Clear the recorded problem and the attempts after a success."""
        self.problem = self.problem_step = ""
        self.attempts = 0
        self.next_attempt_at = None


@event.listens_for(Piece, "before_update")
def _mark_waiting(_mapper: object, _connection: object, piece: Piece) -> None:
    """Set `waits` with every change from which work may follow, and end the delay after a failure.

    Only the release of a claim clears it (content/work.py).
    """
    attributes = inspect(piece).attrs
    if any(attributes[name].history.has_changes() for name in _DECIDES_WORK):
        piece.waits = piece.state in UNAPPROVED
        flag_modified(piece, "waits")  # written even where it is the same here: the row may have been cleared meanwhile
        if piece.waits:
            piece.worked_until = case((Piece.worked_by == "", null()), else_=Piece.worked_until)


PRESSING = case({urgency: rank for rank, urgency in enumerate(MOST_URGENT_FIRST)}, value=Piece.urgency)
"""The rank of a piece by urgency, the most urgent first."""

DUE = func.coalesce(Piece.publish_at, Piece.embargo_until)
"""The publish time of a piece, or else the end of its embargo."""

GOES_OUT_AT = case((Piece.embargo_until > DUE, Piece.embargo_until), else_=DUE)
"""What `Piece.goes_out_at` is."""


SINGLE = "single"
"""The plan of an event that one piece announces."""


class Campaign(Base):
    """An event and the series of pieces about it; `brief` holds all facts, `cancelled_why` the cancellation reason.

    `moved_at` is when it last got another time or venue.
    """

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
    moved_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    appearances: Mapped[list["Appearance"]] = relationship(lazy="selectin", order_by="Appearance.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def single(self) -> bool:
        """Whether one piece announces the event: readers know of no campaign."""
        return self.plan == SINGLE

    @hybrid_property
    def where(self) -> str:
        """The venue of the event, as its brief says it; "" without one."""
        return self.brief.get("where") or ""

    @where.inplace.expression
    @classmethod
    def _where(cls) -> ColumnElement[str]:
        return func.coalesce(cls.brief["where"].as_string(), "")

    @property
    def brief_model(self) -> Brief:
        """The brief of the event as a validated `Brief`."""
        return Brief.model_validate(self.brief)

    @property
    def standing(self) -> list["Appearance"]:
        """The appearances that have not been dropped, in order."""
        return [each for each in self.appearances if not each.dropped]


class Appearance(Base):
    """One planned piece of a campaign: when to draft and publish it, and the piece once drafted.

    `dropped` says why it will not appear, or not under this row; at most one row per step is not dropped.
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

    piece: Mapped[Piece | None] = relationship()
    campaign: Mapped[Campaign] = relationship(viewonly=True, lazy="joined")


class Dismissal(Base):
    """A finding that somebody dismissed, for every revision of the piece."""

    __tablename__ = "dismissals"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    why: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


class TimelineLine(Base):
    """One event in a piece's history, as a sentence for editors; the states are set only if it moved."""

    __tablename__ = "timeline"

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    from_state: Mapped[State | None]
    to_state: Mapped[State | None]
    what: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
