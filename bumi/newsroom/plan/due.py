"""What is due by the clock, and told: promised crisis updates, and publish times of unapproved pieces."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.notifications.outbox import clock_key, note_by_clock
from bumi.newsroom.plan.campaigns import unapproved
from bumi.newsroom.plan.crises import promised_updates
from bumi.newsroom.tables import Notification, NotificationKind

UPDATE_AHEAD = timedelta(minutes=30)
"""How long before a promised crisis update people are told of it."""

DEADLINE_AHEAD = timedelta(days=1)
"""How long before the publish time of an unapproved piece people are told of it."""


class DueNotification(NamedTuple):
    """Something due: its kind, the piece, and the moment that was promised or planned."""

    kind: NotificationKind
    piece_id: int
    moment: datetime


def due_notifications(session: Session, now: datetime) -> list[DueNotification]:
    """Return what is due and was not noted before."""
    updates = promised_updates(session, now, UPDATE_AHEAD)
    found = [DueNotification(NotificationKind.CRISIS_UPDATE, id, at) for id, at in updates]
    for piece in unapproved(session, now + DEADLINE_AHEAD):
        if piece.publish_at and piece.publish_at > now:
            found.append(DueNotification(NotificationKind.DEADLINE, piece.id, piece.publish_at))
    keys = {clock_key(*each): each for each in found}
    noted = session.scalars(select(Notification.key).where(Notification.key.in_(keys)))
    for key in noted:
        del keys[key]
    return list(keys.values())


def note_due(session: Session, found: list[DueNotification]) -> None:
    """Write down what is due, each once, whoever else has found it."""
    for each in found:
        note_by_clock(session, *each)
