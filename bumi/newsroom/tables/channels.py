"""The tables of channels: which messages about a piece stand in which messenger, and the channels that were opened."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.states import PostState
from bumi.newsroom.tables.columns import Base
from bumi.persian.calendar import now
from bumi.words import Channel

_DUE = text("next_attempt_at IS NOT NULL")


class ChannelPost(Base):
    """The ledger of channels: a message about a piece in a channel, and what is known of it.

    `number` is 0 for the post, and counts the visible corrections after it. `revision_id` is the revision that it was
    last brought in line with; the hashes are of the text and the pictures that stand there, as far as known. `messages`
    are its ids in `chat`, none where a person found it and did not say which.

    A run looks at it again at `next_attempt_at`; None: once its piece changes, or a person asks for it. `run` names the
    run that has asked the messenger. `wanted_at` is when somebody, or a publication, last asked for it to be sent.
    """

    __tablename__ = "channel_posts"
    __table_args__ = (
        Index("ix_channel_posts_due", "channel", "next_attempt_at", sqlite_where=_DUE, postgresql_where=_DUE),
        Index("ix_channel_posts_state_channel", "state", "channel"),
    )

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    channel: Mapped[Channel] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, default=0)
    state: Mapped[PostState] = mapped_column(default=PostState.WAITING)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id"))
    text_hash: Mapped[str] = mapped_column(default="")
    pictures_hash: Mapped[str] = mapped_column(default="")
    chat: Mapped[str] = mapped_column(default="")
    messages: Mapped[list[str]] = mapped_column(default=list)
    link: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]
    run: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
    wanted_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    @property
    def called_off(self) -> bool:
        """Whether it was called off before any reader had got it."""
        return self.state is PostState.DELETED and self.posted_at is None


class OpenChannel(Base):
    """A channel that was opened: since when, when it may be sent the next message, and what has stopped it."""

    __tablename__ = "open_channels"

    channel: Mapped[Channel] = mapped_column(primary_key=True)
    opened_at: Mapped[datetime]
    free_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(default="")
