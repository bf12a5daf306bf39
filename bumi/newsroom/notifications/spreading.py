"""Spreading of notifications: makes of each the messages to its recipients, and of what waits the morning digests.

Any number of runs may do it: a row is taken by one of them, and a message has a key that stands once.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import open_users
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.notifications.choices import Choices, all_choices
from bumi.newsroom.notifications.recipients import (
    NotifiedPiece,
    NotifiedSubject,
    breaks_quiet_hours,
    holds,
    notified_subjects,
    recipients,
)
from bumi.newsroom.tables import (
    ChatLink,
    DigestItem,
    Notification,
    NotificationKind,
    NotificationMessage,
    NotificationPlace,
    NotificationTiming,
)
from bumi.persian.calendar import tehran_day

_AT_ONCE = 200  # notifications spread in one transaction
_OLD = timedelta(days=2)  # what was not told until then, as nothing could be sent, is no news
_NEW = Notification.spread_at.is_(None)
_IN_NO_DIGEST = DigestItem.digest.is_(None)


class _Reader(NamedTuple):
    """A person who is told: what they chose, and the places where they can be reached now."""

    choices: Choices
    places: tuple[NotificationPlace, ...]


def spread(session: Session, now: datetime, places: Collection[NotificationPlace]) -> int:
    """Make the messages and digest items of new notifications; return how many notifications were taken.

    `places` are those that this installation names: what is for one that it cannot open now waits there. A person
    without a place is told nothing, now or later.
    """
    query = select(Notification).where(_NEW).order_by(Notification.at, Notification.key).limit(_AT_ONCE)
    taken = list(session.scalars(query.with_for_update(skip_locked=True)))
    if not taken:
        return 0
    people = open_users(session)
    readers = _readers(session, [each.name for each in people], places)
    reached = [each for each in people if readers[each.name].places]
    subjects = notified_subjects(session, taken)
    messages: list[dict[str, object]] = []
    items: list[dict[str, object]] = []
    for each in taken:
        subject = subjects[each.key]
        each.spread_at = now
        current = each.at > now - _OLD and holds(each.kind, subject)
        for person in recipients(each, subject, reached) if current else ():
            reader = readers[person.name]
            match _timing(each.kind, subject, reader.choices, now):
                case NotificationTiming.NOW:
                    messages += _messages(each, subject, person.name, reader, now)
                case NotificationTiming.DIGEST:
                    items.append({"notification": each.key, "user": person.name})
    upsert(session, NotificationMessage, messages)
    upsert(session, DigestItem, items)
    session.flush()
    return len(taken)


def make_digests(session: Session, now: datetime, places: Collection[NotificationPlace]) -> int:
    """Make the digest of today for everybody whose hour has come and who had something to read then; return how many.

    What no longer holds is left out, and of nothing no digest is made. A digest goes to one place. Whose account is
    closed is told nothing.
    """
    due = _due_digests(session, now)
    readers = _readers(session, list(due), places)
    here = {each.name for each in open_users(session)} if due else ()
    return sum(
        _make_digest(session, name, readers[name].places if name in here else (), at, now) for name, at in due.items()
    )


def anything_to_spread(session: Session, now: datetime) -> bool:
    """Return whether a notification is new, or a digest is to be made."""
    return bool(session.scalar(select(exists().where(_NEW)))) or bool(_due_digests(session, now))


def _timing(kind: NotificationKind, subject: NotifiedSubject, choices: Choices, now: datetime) -> NotificationTiming:
    """Return when a person is told; at once, too, where the digest would come after the deadline."""
    chosen = choices.timing(kind, subject.crisis)
    deadline = subject.publish_at if isinstance(subject, NotifiedPiece) else None
    late = kind is NotificationKind.DEADLINE and deadline and deadline <= choices.next_digest(now)
    return NotificationTiming.NOW if late and chosen is NotificationTiming.DIGEST else chosen


def _messages(
    notification: Notification, subject: NotifiedSubject, name: str, reader: _Reader, now: datetime
) -> list[dict[str, object]]:
    send_at = now if breaks_quiet_hours(notification.kind, subject) else reader.choices.after_quiet_hours(now)
    return [
        _message(name, f"{notification.key} {place.value}", place, send_at, notification.key) for place in reader.places
    ]


def _due_digests(session: Session, now: datetime) -> dict[str, datetime]:
    """Return for whom a digest of today is to be made, and its hour: what came later is for tomorrow."""
    oldest = select(DigestItem.user, func.min(Notification.spread_at)).join(
        Notification, Notification.key == DigestItem.notification
    )
    rows = {name: at for name, at in session.execute(oldest.where(_IN_NO_DIGEST).group_by(DigestItem.user))}
    chosen = all_choices(session, list(rows))
    due = {name: chosen[name].digest_of(now) for name in rows}
    today = NotificationMessage.user.in_(rows), NotificationMessage.key == _digest_key(now)
    made = set(session.scalars(select(NotificationMessage.user).where(*today)))
    return {name: at for name, at in due.items() if (rows[name] or now) <= at <= now and name not in made}


def _make_digest(
    session: Session, name: str, places: tuple[NotificationPlace, ...], at: datetime, now: datetime
) -> int:
    query = select(DigestItem, Notification).join(Notification, Notification.key == DigestItem.notification)
    mine = query.where(_IN_NO_DIGEST, DigestItem.user == name, Notification.spread_at <= at)
    rows = session.execute(mine.with_for_update(skip_locked=True, of=DigestItem)).all()
    subjects = notified_subjects(session, (notification for _, notification in rows))
    worth: list[DigestItem] = []
    for item, notification in rows:
        if places and holds(notification.kind, subjects[notification.key]):
            worth.append(item)
        else:
            session.delete(item)
    key, made = _digest_key(now), set[object]()
    if worth:
        made = upsert(session, NotificationMessage, [_message(name, key, places[0], now, None)])
    for item in worth if made else ():
        item.digest = key
    session.flush()
    return len(made)


def _digest_key(now: datetime) -> str:
    return f"digest {tehran_day(now).isoformat()}"


def _readers(session: Session, names: list[str], places: Collection[NotificationPlace]) -> dict[str, _Reader]:
    linked = set(session.scalars(select(ChatLink.user).where(ChatLink.user.in_(names))))
    chosen = all_choices(session, names)
    return {
        name: _Reader(
            chosen[name],
            tuple(
                place
                for place, wanted in (
                    (NotificationPlace.MAIL, bool(chosen[name].mail)),
                    (NotificationPlace.CHAT, chosen[name].by_chat and name in linked),
                )
                if wanted and place in places
            ),
        )
        for name in names
    }


def _message(
    name: str, key: str, place: NotificationPlace, send_at: datetime, notification: str | None
) -> dict[str, object]:
    return {"user": name, "key": key, "place": place, "send_at": send_at, "notification": notification}
