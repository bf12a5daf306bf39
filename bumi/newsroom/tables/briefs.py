"""The tables of briefs that change: their versions, requests for correction, templates, and proposed sentences."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base, Json
from bumi.persian.calendar import now


class BriefVersion(Base):
    """A version of the brief of a piece, or a request for one; `number` is set once it is the brief of the piece.

    The first version is stored with the first change. `photos` are the ids of its photos. A request is based on the
    version `based_on`, has a reason (`why`), and waits for an editor until `decided_at`; one without a number then was
    declined, and `answer` says why.
    """

    __tablename__ = "brief_versions"
    __table_args__ = (UniqueConstraint("piece_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    number: Mapped[int | None]
    based_on: Mapped[int]
    brief: Mapped[Json]
    photos: Mapped[list[int]]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime] = mapped_column(default=now)
    why: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")

    @property
    def waits(self) -> bool:
        """Whether it is a request that nobody has decided on."""
        return self.number is None and self.decided_at is None


class SentenceProposal(Base):
    """A sentence drafted again that an editor had changed: `kept` is the editor's, `drafted` the writer's.

    `kept` is empty where no sentence of the text resembles it. `field` may also be one that has no sentences, such as
    the headline: both are then the whole field. It is open until `settled_at`.
    """

    __tablename__ = "sentence_proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    field: Mapped[str]
    kept: Mapped[str]
    drafted: Mapped[str]
    rests_on: Mapped[list[str]]
    at: Mapped[datetime] = mapped_column(default=now)
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    settled_at: Mapped[datetime | None]


class BriefTemplate(Base):
    """A form of a brief that an agency begins from; `agency` is empty for one that editors keep for themselves."""

    __tablename__ = "brief_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    form: Mapped[Json]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime] = mapped_column(default=now)
