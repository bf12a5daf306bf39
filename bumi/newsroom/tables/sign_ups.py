"""The tables of sign-ups: the list of an event, who signed up and came, and which campaign is whose next edition."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bumi.newsroom.tables.columns import Base, word_column
from bumi.newsroom.tables.notifications import SendOutcome
from bumi.persian.calendar import now
from bumi.words import Named


class SignUpState(Named):
    """Whether somebody who signed up has a place."""

    CONFIRMED = "confirmed", "ثبت‌نام‌شده"
    WAITING = "waiting", "در فهرست انتظار"
    CANCELLED = "cancelled", "انصراف‌داده"


class SignUpList(Base):
    """The sign-up list of a campaign's event; `code` stands in the address of its public form.

    `walk_ins` came without signing up. `attendance_at` is when attendance was last recorded, `erased_at` when names and
    contacts were deleted.
    """

    __tablename__ = "sign_up_lists"
    __table_args__ = (UniqueConstraint("code"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True, autoincrement=False)
    code: Mapped[str]
    capacity: Mapped[int]
    closes_at: Mapped[datetime]
    opened_by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    opened_at: Mapped[datetime] = mapped_column(default=now)
    walk_ins: Mapped[int] = mapped_column(default=0)
    attendance_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class SignUp(Base):
    """Somebody who signed up; `code` lets them see their state and cancel.

    `contact_key` is the contact in one form, so that the same contact signs up once. Name, contact and key are deleted
    with a cancellation, or some time after the event; the row stays, so that figures add up. `reminder` says what is
    known of the mail of the day before; after a failure it is tried again at `remind_at`; it is dropped
    where there is no mail address, or no need of it.

    `knows_place`, `knows_starts_at`, `knows_where` and `knows_cancelled` are what they were told last; where the event
    or their state is another, they are to be told, whatever changed in between. `placed_at` is when somebody who waited
    got a place. `notice` is what is known of the last mail about a change, begun or put off at `notice_at`, and
    `called_by` who told them on the telephone.
    """

    __tablename__ = "sign_ups"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("campaign_id", "contact_key"),
        Index("ix_sign_ups_state", "campaign_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("sign_up_lists.campaign_id"))
    code: Mapped[str]
    state: Mapped[SignUpState] = mapped_column(word_column(SignUpState))
    name: Mapped[str]
    contact: Mapped[str]
    contact_key: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(default=now)
    came: Mapped[bool] = mapped_column(default=False)
    reminder: Mapped[SendOutcome] = mapped_column(word_column(SendOutcome), default=SendOutcome.WAITING)
    remind_at: Mapped[datetime | None]
    placed_at: Mapped[datetime | None]
    knows_place: Mapped[bool]
    knows_starts_at: Mapped[datetime | None]
    knows_where: Mapped[str | None]
    knows_cancelled: Mapped[bool] = mapped_column(default=False)
    notice: Mapped[SendOutcome] = mapped_column(word_column(SendOutcome), default=SendOutcome.DROPPED)
    notice_at: Mapped[datetime | None]
    called_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))


class CampaignEdition(Base):
    """A campaign that was started as the next edition of a former one."""

    __tablename__ = "campaign_editions"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), primary_key=True, autoincrement=False)
    follows: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
