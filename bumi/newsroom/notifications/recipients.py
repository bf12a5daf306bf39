"""Recipients of notifications: derived from what each is about, and never the one who did what is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.access import agency_name, office_county
from bumi.newsroom.states import ASSIGNABLE, UNAPPROVED, Role, State
from bumi.newsroom.tables import (
    Commission,
    CommissionState,
    CrisisNotice,
    Notification,
    NotificationKind,
    Piece,
    PublicQuestion,
    QuestionState,
    User,
)
from bumi.newsroom.tables.content import Revision
from bumi.newsroom.tables.plan import FOLLOWED
from bumi.words import Kind, Urgency

_WAITING = (State.SUBMITTED, State.PUBLISHED_NEEDS_REVIEW)
_TO_DECIDE = (NotificationKind.WAITING, NotificationKind.CRISIS)
_FOR_EDITORS = (*_TO_DECIDE, NotificationKind.DEADLINE, NotificationKind.CRISIS_UPDATE)
_FOR_EDITORS_ALONE = (
    *_TO_DECIDE,
    NotificationKind.GIVEN,
    NotificationKind.ANSWERED,
    NotificationKind.QUESTION_ANSWERED,
)
_FOR_CHIEFS_ALONE = (NotificationKind.QUESTION_LATE,)
_FOR_AGENCIES = (
    NotificationKind.QUESTION_GIVEN,
    NotificationKind.QUESTION_DUE,
    NotificationKind.QUESTION_OVERDUE,
    NotificationKind.QUESTION_EXPIRES,
)
_FOR_CONTRIBUTORS = (NotificationKind.WRITE_BY, NotificationKind.COMMISSIONED, NotificationKind.COMMISSION_LOST)
_FOR_WRITERS = frozenset(NotificationKind) - {
    NotificationKind.MENTIONED,
    NotificationKind.SHEET,
    *_FOR_EDITORS_ALONE,
    *_FOR_CONTRIBUTORS,
}
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


@dataclass(frozen=True)
class NotifiedQuestion:
    """What of a public question decides who is told of it; nothing of its words."""

    id: int
    state: QuestionState
    agency: str

    crisis = False
    """Nobody is woken for it."""


@dataclass(frozen=True)
class NotifiedCommission:
    """The commission whose contributor is told; nothing of its words."""

    id: int
    state: CommissionState

    crisis = False
    """Nobody is woken for it."""


@dataclass(frozen=True)
class NotifiedSheet:
    """A kept monthly sheet: the slug of its county, "" for those of all, and the month as it stands in addresses."""

    county: str
    month: str

    crisis = False
    """Nobody is woken for it."""


type NotifiedSubject = NotifiedPiece | NotifiedQuestion | NotifiedCommission | NotifiedSheet
"""What a notification is about."""


def notified_subjects(session: Session, about: Iterable[Notification]) -> dict[str, NotifiedSubject]:
    """Return what each notification is about, by its key."""
    rows = list(about)
    pieces = _pieces(session, {row.piece_id for row in rows if row.piece_id is not None})
    questions = _questions(session, {row.question_id for row in rows if row.question_id is not None})
    commissions = _commissions(session, {row.commission_id for row in rows if row.commission_id is not None})
    found: dict[str, NotifiedSubject] = {row.key: pieces[row.piece_id] for row in rows if row.piece_id is not None}
    found |= {row.key: questions[row.question_id] for row in rows if row.question_id is not None}
    found |= {row.key: commissions[row.commission_id] for row in rows if row.commission_id is not None}
    return found | {row.key: NotifiedSheet(*_parted(row.sheet)) for row in rows if row.sheet}


def _parted(sheet: str) -> tuple[str, str]:
    county, _, month = sheet.rpartition("/")
    return county, month


def _pieces(session: Session, ids: set[int]) -> dict[int, NotifiedPiece]:
    query = select(*_COLUMNS).outerjoin(Revision, Revision.id == Piece.revision_id).where(Piece.id.in_(ids))
    return {row[0]: NotifiedPiece(*row) for row in session.execute(query)} if ids else {}


def _questions(session: Session, ids: set[int]) -> dict[int, NotifiedQuestion]:
    query = select(PublicQuestion.id, PublicQuestion.state, PublicQuestion.agency).where(PublicQuestion.id.in_(ids))
    return {row[0]: NotifiedQuestion(*row) for row in session.execute(query)} if ids else {}


def _commissions(session: Session, ids: set[int]) -> dict[int, NotifiedCommission]:
    query = select(Commission.id, Commission.state).where(Commission.id.in_(ids))
    return {row[0]: NotifiedCommission(*row) for row in session.execute(query)} if ids else {}


def holds(kind: NotificationKind, subject: NotifiedSubject) -> bool:
    """Return whether a notification is still so: somebody may have decided meanwhile."""
    if isinstance(subject, NotifiedQuestion):
        if kind is NotificationKind.QUESTION_EXPIRES:
            return not subject.state.closed
        answered = kind is NotificationKind.QUESTION_ANSWERED
        return subject.state is (QuestionState.ANSWERED if answered else QuestionState.WITH_AGENCY)
    if isinstance(subject, NotifiedCommission | NotifiedSheet):
        return True
    return _holds_of_piece(kind, subject)


def _holds_of_piece(kind: NotificationKind, piece: NotifiedPiece) -> bool:
    match kind:
        case NotificationKind.WAITING | NotificationKind.CRISIS:
            return piece.state in _WAITING
        case NotificationKind.DEADLINE:
            return piece.state in UNAPPROVED
        case NotificationKind.GIVEN:
            return piece.state in ASSIGNABLE
        case NotificationKind.WRITE_BY:
            return piece.state is State.DRAFT
        case NotificationKind.CRISIS_UPDATE:
            return piece.update_owed
    return True


def breaks_quiet_hours(kind: NotificationKind, subject: NotifiedSubject) -> bool:
    """Return whether a notification is told at any hour, as a crisis is."""
    return subject.crisis or kind is NotificationKind.CRISIS_UPDATE


def kinds_for(person: User) -> list[NotificationKind]:
    """Return the kinds of which a person may be told."""
    closed = {
        *(() if person.decides else _FOR_EDITORS_ALONE),
        *(() if person.role is Role.CHIEF else _FOR_CHIEFS_ALONE),
        *(_FOR_AGENCIES if person.role is Role.CONTRIBUTOR else _FOR_CONTRIBUTORS),
        *(() if person.role is Role.CHIEF or office_county(person) else (NotificationKind.SHEET,)),
    }
    return [kind for kind in NotificationKind if kind not in closed]


def recipients(notification: Notification, subject: NotifiedSubject, people: Iterable[User]) -> list[User]:
    """Return who of the people are told, in their order."""
    others = [each for each in people if each.name != notification.by]
    if notification.to is not None:
        return [each for each in others if each.name == notification.to]
    if isinstance(subject, NotifiedCommission):
        return []
    if isinstance(subject, NotifiedQuestion):
        return [each for each in others if _answers(notification.kind, subject, each)]
    if isinstance(subject, NotifiedSheet):
        return [each for each in others if _reads_sheet(subject, each)]
    return [each for each in others if _concerns(notification, subject, each)]


def _answers(kind: NotificationKind, question: NotifiedQuestion, person: User) -> bool:
    """Return whether a person is told of a question: its agency, of a missing answer editors and chiefs too."""
    match kind:
        case NotificationKind.QUESTION_ANSWERED:
            return person.decides
        case NotificationKind.QUESTION_LATE:
            return person.role is Role.CHIEF
        case NotificationKind.QUESTION_OVERDUE | NotificationKind.QUESTION_EXPIRES if person.decides:
            return True
    return _of_agency(person, question.agency)


def _reads_sheet(sheet: NotifiedSheet, person: User) -> bool:
    """Return whether a person is told of a sheet: its county's office, and chiefs once of those of all counties."""
    own = office_county(person)
    return own is not None and own.slug == sheet.county if sheet.county else person.role is Role.CHIEF


def _concerns(notification: Notification, piece: NotifiedPiece, person: User) -> bool:
    kind = notification.kind
    own = person.name in (piece.submitted_by, piece.edited_by)
    if kind in _FOR_EDITORS and person.decides:
        return not (own and kind in _TO_DECIDE)  # another must decide on one's own work
    if kind not in _FOR_WRITERS:
        return False
    if kind is NotificationKind.FAILED and person.name == piece.approved_by:
        return True
    return own or _of_agency(person, piece.agency)


def _of_agency(person: User, agency: str) -> bool:
    """Return whether a person is of the content team of an agency, under any of its names."""
    own = person.agency if person.role is Role.CONTENT else ""
    return bool(own) and agency_name(own) == agency_name(agency)


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
