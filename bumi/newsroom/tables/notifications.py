"""The tables of notifications: what people are told of, one message a person and place, choices, and linked chats."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base, Json, word_column
from bumi.persian.calendar import now
from bumi.words import Channel, Named

_NOT_SPREAD = text("spread_at IS NULL")
_IN_NO_DIGEST = text("digest IS NULL")


class NotificationKind(Named):
    """What people are told of, the most urgent first."""

    CRISIS = "crisis", "رسیدن اطلاعیه بحران برای تصمیم"
    CRISIS_UPDATE = "crisis_update", "به‌روز کردن اطلاعیه بحران"
    FAILED = "failed", "انتشار ناموفق"
    RETURNED = "returned", "بازگشت برای اصلاح"
    QUESTION_LATE = "question_late", "پرسش بسیار دیرشده مردم"
    DEADLINE = "deadline", "نزدیک شدن زمان انتشار"
    QUESTION_OVERDUE = "question_overdue", "گذشتن مهلت پاسخ به مردم"
    QUESTION_EXPIRES = "question_expires", "پرسش رهاشده مردم که به‌زودی پاک می‌شود"
    QUESTION_DUE = "question_due", "نزدیک شدن مهلت پاسخ به مردم"
    WRITE_BY = "write_by", "نزدیک شدن مهلت نوشتن فراخوان"
    GIVEN = "given", "سپردن مطلب به شما"
    QUESTION_GIVEN = "question_given", "رسیدن پرسش مردم به دستگاه شما"
    MENTIONED = "mentioned", "یاد شدن از شما در یادداشت"
    ANSWERED = "answered", "پاسخ به پرسش از آگاه"
    QUESTION_ANSWERED = "question_answered", "رسیدن پاسخ دستگاه به پرسش مردم"
    COMMISSIONED = "commissioned", "سپردن فراخوان به شما"
    COMMISSION_LOST = "commission_lost", "پایان پیشنهاد شما برای فراخوان"
    SHEET = "sheet", "برگ ماهانه شهرستان"
    WAITING = "waiting", "رسیدن مطلب برای تصمیم"
    APPROVED = "approved", "تأیید"
    PUBLISHED = "published", "انتشار"


class NotificationTiming(Named):
    """When a person is told of a kind."""

    NOW = "now", "بی‌درنگ"
    DIGEST = "digest", "در خلاصه"
    NEVER = "never", "هرگز"


class NotificationPlace(Named):
    """Where a person is told."""

    MAIL = "mail", "نامه"
    CHAT = "chat", "پیام‌رسان"


class SendOutcome(StrEnum):
    """What is known of a message.

    `unknown` may have arrived, and is not sent again; `dropped` told what was no longer so when it was to be sent.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DROPPED = "dropped"


class Notification(Base):
    """Something that happened, written in the transaction in which it did; the key lets it be told once.

    It is about a piece, a public question, a commission, or the kept monthly sheet `sheet`: «bam/1405-08», or «1405-08»
    for those of all counties. `by` is who did it, `to` the only one who is told, where that does not follow from what
    it is about. `spread_at` is when the messages about it were made.
    """

    __tablename__ = "notifications"
    __table_args__ = (Index("ix_notifications_new", "at", sqlite_where=_NOT_SPREAD, postgresql_where=_NOT_SPREAD),)

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[NotificationKind] = mapped_column(word_column(NotificationKind))
    piece_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id"))
    commission_id: Mapped[int | None] = mapped_column(ForeignKey("commissions.id"))
    sheet: Mapped[str | None]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    to: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime] = mapped_column(default=now)
    spread_at: Mapped[datetime | None]


class NotificationMessage(Base):
    """One message to one person: about one notification, or without one the digest of a day.

    A run holds it until `claimed_until`. `sending` is written before anything is sent: if the run then dies, the
    outcome is unknown. `error` is a Persian sentence.
    """

    __tablename__ = "notification_messages"
    __table_args__ = (Index("ix_notification_messages_due", "outcome", "send_at"),)

    user: Mapped[str] = mapped_column(ForeignKey("users.name"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[NotificationPlace] = mapped_column(word_column(NotificationPlace))
    notification: Mapped[str | None] = mapped_column(ForeignKey("notifications.key"), index=True)
    send_at: Mapped[datetime]
    outcome: Mapped[SendOutcome] = mapped_column(word_column(SendOutcome), default=SendOutcome.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str] = mapped_column(default="")
    claimed_until: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)


class DigestItem(Base):
    """A notification that a person reads in a digest; `digest` is the key of its message, once it is made."""

    __tablename__ = "digest_items"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user", "digest"],
            ["notification_messages.user", "notification_messages.key"],
            name="fk_digest_items_digest",
        ),
        Index("ix_digest_items_digest", "user", "digest"),
        Index("ix_digest_items_open", "user", sqlite_where=_IN_NO_DIGEST, postgresql_where=_IN_NO_DIGEST),
    )

    notification: Mapped[str] = mapped_column(ForeignKey("notifications.key"), primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.name"), primary_key=True)
    digest: Mapped[str | None]


class NotificationChoice(Base):
    """What a person chose: when they are told of each kind, where, the quiet hours and the hour of the digest.

    Hours are full hours of Tehran's clock; equal quiet hours mean none.
    """

    __tablename__ = "notification_choices"

    user: Mapped[str] = mapped_column(ForeignKey("users.name"), primary_key=True)
    timings: Mapped[Json]
    mail: Mapped[str] = mapped_column(default="")
    by_chat: Mapped[bool] = mapped_column(default=True)
    quiet_from: Mapped[int]
    quiet_until: Mapped[int]
    digest_hour: Mapped[int]


class ChatLink(Base):
    """The chat of a messenger in which a person is told."""

    __tablename__ = "chat_links"
    __table_args__ = (UniqueConstraint("channel", "chat"),)

    user: Mapped[str] = mapped_column(ForeignKey("users.name"), primary_key=True)
    channel: Mapped[Channel] = mapped_column(word_column(Channel))
    chat: Mapped[str]
    linked_at: Mapped[datetime] = mapped_column(default=now)


class ChatCode(Base):
    """A one-time code that links the chat from which it is sent to a person; only its hash is stored."""

    __tablename__ = "chat_codes"

    hash: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(ForeignKey("users.name"), index=True)
    expires_at: Mapped[datetime]


class ChatInbox(Base):
    """How far the messages to the bot of a messenger have been read, and by which run, until when."""

    __tablename__ = "chat_inboxes"

    channel: Mapped[Channel] = mapped_column(word_column(Channel), primary_key=True)
    next_update: Mapped[int] = mapped_column(BigInteger, default=0)
    claimed_until: Mapped[datetime | None]
