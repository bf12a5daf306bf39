"""Recipients of notifications: derived from the piece, and never the one who did what is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.access import agency_name
from bumi.newsroom.states import ASSIGNABLE, UNAPPROVED, Role, State
from bumi.newsroom.tables import CrisisNotice, Notification, NotificationKind, Piece, User
from bumi.newsroom.tables.content import Revision
from bumi.newsroom.tables.plan import FOLLOWED
from bumi.words import Kind, Urgency

_WAITING = (State.SUBMITTED, State.PUBLISHED_NEEDS_REVIEW)
_TO_DECIDE = (NotificationKind.WAITING, NotificationKind.CRISIS)
_FOR_EDITORS = (*_TO_DECIDE, NotificationKind.DEADLINE, NotificationKind.CRISIS_UPDATE)
_FOR_EDITORS_ALONE = (*_TO_DECIDE, NotificationKind.GIVEN, NotificationKind.ANSWERED)
_FOR_WRITERS = frozenset(NotificationKind) - {NotificationKind.MENTIONED, *_FOR_EDITORS_ALONE}
_OWED = exists().where(CrisisNotice.piece_id == Piece.id, CrisisNotice.closed_at.is_(None), ~FOLLOWED)


@dataclass(frozen=True)
class NotifiedPiece:
    """What of a piece decides who is told of it; nothing of its words."""

    id: int
    kind: Kind
    state: State
    urgency: Urgency
    agency: str
    publish_at: datetime | None
    submitted_by: str
    approved_by: str | None
    edited_by: str | None
    update_owed: bool  # of a crisis notice

    @property
    def crisis(self) -> bool:
        """Whether it is about a crisis."""
        return self.urgency is Urgency.CRISIS


def notified_pieces(session: Session, ids: Iterable[int]) -> dict[int, NotifiedPiece]:
    """Return the pieces `ids`, by id."""
    query = select(*_COLUMNS).outerjoin(Revision, Revision.id == Piece.revision_id).where(Piece.id.in_(set(ids)))
    return {row[0]: NotifiedPiece(*row) for row in session.execute(query)}


def holds(kind: NotificationKind, piece: NotifiedPiece) -> bool:
    """Return whether a notification is still so: somebody may have decided meanwhile."""
    match kind:
        case NotificationKind.WAITING | NotificationKind.CRISIS:
            return piece.state in _WAITING
        case NotificationKind.DEADLINE:
            return piece.state in UNAPPROVED
        case NotificationKind.GIVEN:
            return piece.state in ASSIGNABLE
        case NotificationKind.CRISIS_UPDATE:
            return piece.update_owed
    return True


def breaks_quiet_hours(kind: NotificationKind, piece: NotifiedPiece) -> bool:
    """Return whether a notification is told at any hour, as a crisis is."""
    return piece.crisis or kind is NotificationKind.CRISIS_UPDATE


def kinds_for(person: User) -> list[NotificationKind]:
    """Return the kinds of which a person may be told."""
    return [kind for kind in NotificationKind if person.decides or kind not in _FOR_EDITORS_ALONE]


def recipients(notification: Notification, piece: NotifiedPiece, people: Iterable[User]) -> list[User]:
    """Return who of the people are told, in their order."""
    return [each for each in people if each.name != notification.by and _concerns(notification, piece, each)]


def _concerns(notification: Notification, piece: NotifiedPiece, person: User) -> bool:
    kind = notification.kind
    if notification.to is not None:
        return person.name == notification.to
    own = person.name in (piece.submitted_by, piece.edited_by)
    if kind in _FOR_EDITORS and person.decides:
        return not (own and kind in _TO_DECIDE)  # another must decide on one's own work
    if kind not in _FOR_WRITERS:
        return False
    if kind is NotificationKind.FAILED and person.name == piece.approved_by:
        return True
    return own or (person.role is Role.CONTENT and bool(person.agency) and _same(person.agency, piece.agency))


def _same(agency: str, other: str) -> bool:
    return agency_name(agency) == agency_name(other)


_COLUMNS: tuple[Any, ...] = (
    Piece.id,
    Piece.kind,
    Piece.state,
    Piece.urgency,
    Piece.agency,
    Piece.publish_at,
    Piece.submitted_by,
    Piece.approved_by,
    Revision.by,
    _OWED,
)
