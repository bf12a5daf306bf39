"""The tables of public questions: what people ask, how to reach them, handovers between agencies, and the history."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base, word_column
from bumi.persian.calendar import now
from bumi.words import Channel, Named


class QuestionState(Named):
    """The state of a public question. `held`: nobody has looked at it; `open`: looked at, without an agency yet.

    `expired`: nobody did anything with it for so long that its private words were deleted; it stays unanswered.
    """

    HELD = "held", "تازه‌رسیده"
    OPEN = "open", "در انتظار دستگاه"
    WITH_AGENCY = "with_agency", "در انتظار پاسخ"
    ANSWERED = "answered", "در انتظار تأیید"
    APPROVED = "approved", "تأییدشده"
    PUBLISHED = "published", "منتشرشده"
    WITHDRAWN = "withdrawn", "بازپس‌گرفته"
    REFUSED = "refused", "ردشده"
    DUPLICATE = "duplicate", "تکراری"
    SPAM = "spam", "هرزنامه"
    EXPIRED = "expired", "بی‌پاسخ پاک‌شده"

    @property
    def closed(self) -> bool:
        """Whether nothing is left to do."""
        return self in CLOSED


CLOSED = (
    QuestionState.PUBLISHED,
    QuestionState.WITHDRAWN,
    QuestionState.REFUSED,
    QuestionState.DUPLICATE,
    QuestionState.SPAM,
    QuestionState.EXPIRED,
)


class RefusalReason(Named):
    """Why a public question gets no answer; the asker reads it."""

    ELSEWHERE = "elsewhere", "کار دستگاه‌های این استان نیست"
    PERSONAL = "personal", "درباره پرونده یک نفر است و پاسخ همگانی ندارد"
    UNCLEAR = "unclear", "روشن نیست چه پرسیده شده است"
    ACCUSING = "accusing", "توهین یا اتهام به کسی در آن است"
    COURT = "court", "موضوع آن در دادگاه در دست رسیدگی است"
    CLASSIFIED = "classified", "پاسخ آن به حکم قانون منتشر نمی‌شود"


class PublicQuestion(Base):
    """A question of the public; `code` is what its asker follows it with.

    `text` is what was asked, deleted some time after the question is closed; `wording` is what readers see of it.
    `door` is where it came in; the site means the web form. The clock (`sent_at`, `remind_at`, `due_at`, `late_at`) is
    set when it is first sent to an agency and never again. `answered_at` is when it was first answered, `answered_by`
    who last changed the answer. `erased_at` is when its private words were deleted.
    """

    __tablename__ = "questions"
    __table_args__ = (Index("ix_questions_state", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    state: Mapped[QuestionState] = mapped_column(word_column(QuestionState), default=QuestionState.HELD)
    text: Mapped[str]
    wording: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    county: Mapped[str] = mapped_column(default="", index=True)
    agency: Mapped[str] = mapped_column(default="", index=True)
    door: Mapped[Channel] = mapped_column(default=Channel.SITE)
    received_at: Mapped[datetime] = mapped_column(default=now)

    sent_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    late_at: Mapped[datetime | None]

    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    erased_at: Mapped[datetime | None]

    refusal: Mapped[RefusalReason | None] = mapped_column(word_column(RefusalReason))
    reason: Mapped[str] = mapped_column(default="")
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("questions.id"), index=True)
    piece_id: Mapped[int | None] = mapped_column(ForeignKey("pieces.id"), index=True)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AskerContact(Base):
    """How the asker of a question is reached: a number or address, or a chat; deleted before the rest."""

    __tablename__ = "asker_contacts"

    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    channel: Mapped[Channel]
    contact: Mapped[str]


class Handover(Base):
    """A question that one agency passes on to another; `from_agency` is empty the first time.

    `why` is deleted with the private words of the question, which it may repeat.
    """

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    from_agency: Mapped[str]
    to_agency: Mapped[str]
    why: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    at: Mapped[datetime] = mapped_column(default=now)


class QuestionLine(Base):
    """One event in the history of a question, as a sentence for the desk; it has no word of the question."""

    __tablename__ = "question_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    what: Mapped[str]
