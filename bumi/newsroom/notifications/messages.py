"""Messages that wait to be sent: claimed by one of several runs, and what is known of each afterwards.

A claim is a lease. `begin` records the intent just before anything is sent; a run that dies afterwards leaves an
unknown outcome, one that dies before leaves a message that another run sends.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, and_, delete, exists, or_, select, tuple_, update
from sqlalchemy.orm import Session

from bumi.errors import Refused
from bumi.newsroom.accounts.shown_names import shown_names
from bumi.newsroom.notifications.choices import Choices, choices_of
from bumi.newsroom.notifications.recipients import NotifiedSubject, breaks_quiet_hours, holds, notified_subjects
from bumi.newsroom.tables import (
    ChatLink,
    DigestItem,
    Notification,
    NotificationKind,
    NotificationMessage,
    NotificationPlace,
    PublicQuestion,
    SendOutcome,
    User,
)
from bumi.words import Channel

LEASE = timedelta(minutes=3)
"""How long a run holds a message; sending one takes seconds, and is given up after less than this."""

MOST_ATTEMPTS = 16
"""After so many attempts, about a day and a half, a message that is never taken has failed."""

_LONGEST_DELAY = timedelta(hours=4)
_CUT_OFF = "ارسال آن نیمه‌کاره ماند؛ شاید رسیده باشد و دوباره فرستاده نشد"
_STALE = timedelta(days=7)  # after which a problem is no longer shown


class MessageLost(Refused):
    """Another run holds the message now; nothing was sent."""


@dataclass(frozen=True)
class MessageItem:
    """One thing that a message tells: its kind, who did it by the name that its person knows, and what it is about."""

    kind: NotificationKind
    by: str
    subject: NotifiedSubject


@dataclass(frozen=True)
class ClaimedMessage:
    """A message that a run holds, with all that is needed to send it; `choices` and `chat` are the person's now."""

    user: str
    key: str
    place: NotificationPlace
    items: tuple[MessageItem, ...]
    choices: Choices
    channel: Channel | None
    chat: str

    @property
    def digest(self) -> bool:
        """Whether it is the digest of a day."""
        return self.key.startswith("digest ")

    @property
    def address(self) -> str:
        """Where mail to the person goes."""
        return self.choices.mail

    def earliest(self, now: datetime) -> datetime:
        """Return when it may be sent: `now`, or after the quiet hours of its person, which a crisis breaks."""
        breaks = any(breaks_quiet_hours(item.kind, item.subject) for item in self.items)
        return now if breaks else self.choices.after_quiet_hours(now)


@dataclass(frozen=True)
class MessageProblem:
    """A message that did not arrive, or perhaps not, for its person to see."""

    place: NotificationPlace
    at: datetime
    error: str


def claim_messages(
    session: Session, by: str, now: datetime, limit: int, places: Collection[NotificationPlace]
) -> list[tuple[str, str]]:
    """Claim up to `limit` messages to `places` for the run `by`, the oldest first; return their keys: person and key.

    Messages whose run died while sending get the outcome unknown first.
    """
    session.execute(
        _updated(_HELD == SendOutcome.SENDING, NotificationMessage.claimed_until <= now).values(
            outcome=SendOutcome.UNKNOWN, error=_CUT_OFF, claimed_by="", claimed_until=None
        )
    )
    query = select(NotificationMessage.user, NotificationMessage.key).where(_claimable(now, places))
    order = NotificationMessage.send_at, NotificationMessage.user, NotificationMessage.key
    rows = session.execute(query.order_by(*order).limit(limit).with_for_update(skip_locked=True))
    found = [(user, key) for user, key in rows]
    if found:
        session.execute(_updated(_ID.in_(found)).values(claimed_by=by, claimed_until=now + LEASE))
    return found


def anything_to_send(session: Session, now: datetime, places: Collection[NotificationPlace]) -> bool:
    """Return whether a message to `places` can be claimed, or the run of one died while sending it."""
    cut_off = and_(_HELD == SendOutcome.SENDING, NotificationMessage.claimed_until <= now)
    return bool(session.scalar(select(exists().where(or_(_claimable(now, places), cut_off)))))


def claimed_message(session: Session, user: str, key: str) -> ClaimedMessage:
    """Return a claimed message with what of it is still so, which is nothing where its person's account is closed."""
    found = session.get_one(NotificationMessage, (user, key))
    about = Notification.key == found.notification
    if found.notification is None:
        items = select(DigestItem.notification).where(DigestItem.user == user, DigestItem.digest == key)
        about = Notification.key.in_(items)
    rows = list(session.scalars(select(Notification).where(about).order_by(Notification.at, Notification.key)))
    subjects = notified_subjects(session, rows)
    link = session.get(ChatLink, user)
    reader = session.get_one(User, user)
    here, known_as = reader.closed_at is None, shown_names(session, reader)
    return ClaimedMessage(
        user,
        key,
        found.place,
        tuple(
            MessageItem(row.kind, known_as(row.by), subject)
            for row in rows
            if here and holds(row.kind, subject := subjects[row.key])
        ),
        choices_of(session, user),
        link.channel if link else None,
        link.chat if link else "",
    )


def begin(session: Session, user: str, key: str, by: str, now: datetime) -> None:
    """Record that the run `by` is about to send a message; commit before sending. Raise MessageLost if it lost it."""
    held = _updated(*_is(user, key), NotificationMessage.claimed_by == by, _HELD == SendOutcome.WAITING)
    begun = held.values(
        outcome=SendOutcome.SENDING, attempts=NotificationMessage.attempts + 1, claimed_until=now + LEASE
    )
    if not session.execute(begun.returning(NotificationMessage.key)).all():
        raise MessageLost(f"پیام «{key}» را اجرای دیگری به دست گرفته است")


def settle(session: Session, user: str, key: str, by: str, outcome: SendOutcome, error: str = "") -> None:
    """Record the final outcome of a message: sent, unknown or failed; nothing happens if `by` lost it."""
    held = _updated(*_is(user, key), NotificationMessage.claimed_by == by)
    session.execute(held.values(outcome=outcome, error=error, claimed_by="", claimed_until=None))


def hold_back(session: Session, user: str, key: str, by: str, until: datetime) -> None:
    """Let a message wait until a moment; this is no attempt, and nothing happens if `by` lost it."""
    held = _updated(*_is(user, key), NotificationMessage.claimed_by == by)
    session.execute(held.values(send_at=until, claimed_by="", claimed_until=None))


def put_off(session: Session, user: str, key: str, by: str, error: str, now: datetime, wait: timedelta | None) -> None:
    """Record why a message was not sent, and try again later: after `wait`, or after 1, 2, 4 ... minutes.

    After `MOST_ATTEMPTS` it has failed.
    """
    found = session.get_one(NotificationMessage, (user, key), populate_existing=True, with_for_update=True)
    if found.claimed_by != by:
        return
    if found.outcome is SendOutcome.WAITING:  # not even begun
        found.attempts += 1
    found.claimed_by, found.claimed_until, found.error = "", None, error
    if found.attempts >= MOST_ATTEMPTS:
        found.outcome = SendOutcome.FAILED
    else:
        found.outcome = SendOutcome.WAITING
        found.send_at = now + (wait or min(timedelta(minutes=2 ** (found.attempts - 1)), _LONGEST_DELAY))
    session.flush()


def problems_of(session: Session, user: str, now: datetime) -> Sequence[MessageProblem]:
    """Return what of the last days did not reach a person, or perhaps not, or is tried again; the newest first."""
    row = NotificationMessage
    query = select(row.place, row.updated_at, row.error).where(row.user == user, row.error != "")
    recent = query.where(row.updated_at > now - _STALE).order_by(row.updated_at.desc()).limit(5)
    return [MessageProblem(*each) for each in session.execute(recent)]


def forget_messages(session: Session, before: datetime) -> int:
    """Delete what was told before a moment, and what became of it; return how many messages. What waits is kept.

    So is what was told of a question that is not closed: else its clock would have it told again.
    """
    final = NotificationMessage.updated_at < before, _HELD.not_in((SendOutcome.WAITING, SendOutcome.SENDING))
    digests = select(NotificationMessage.user, NotificationMessage.key).where(*final)
    session.execute(delete(DigestItem).where(tuple_(DigestItem.user, DigestItem.digest).in_(digests)))
    deleted = session.scalars(delete(NotificationMessage).where(*final).returning(NotificationMessage.key)).all()
    used = (
        exists().where(PublicQuestion.id == Notification.question_id, PublicQuestion.closed_at.is_(None)),
        exists().where(NotificationMessage.notification == Notification.key),
        exists().where(DigestItem.notification == Notification.key),
    )
    session.execute(delete(Notification).where(Notification.spread_at < before, ~or_(*used)))
    return len(deleted)


_ID = tuple_(NotificationMessage.user, NotificationMessage.key)
_HELD = NotificationMessage.outcome


def _is(user: str, key: str) -> tuple[ColumnElement[bool], ...]:
    return NotificationMessage.user == user, NotificationMessage.key == key


def _claimable(now: datetime, places: Collection[NotificationPlace]) -> ColumnElement[bool]:
    free = or_(NotificationMessage.claimed_until.is_(None), NotificationMessage.claimed_until <= now)
    due = _HELD == SendOutcome.WAITING, NotificationMessage.send_at <= now
    return and_(*due, free, NotificationMessage.place.in_(places))


def _updated(*where: ColumnElement[bool]) -> Update:
    return update(NotificationMessage).where(*where).execution_options(synchronize_session=False)
