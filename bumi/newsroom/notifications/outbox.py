"""The outbox of notifications: what happened is written down in the transaction in which it happened, once.

Who is told, when and where, is decided afterwards (`spreading`): a move costs one row, written with its other rows.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import MACHINE
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.states import State
from bumi.newsroom.tables import FactCheck, Notification, NotificationKind, Piece, Pitch, User
from bumi.persian.calendar import now, to_utc
from bumi.persian.months import Month
from bumi.words import Urgency

_MOVES = {
    State.SUBMITTED: (NotificationKind.WAITING,),
    State.CHANGES_REQUESTED: (NotificationKind.RETURNED,),
    State.APPROVED: (NotificationKind.APPROVED,),
    State.PUBLISHED: (NotificationKind.PUBLISHED,),
    State.PUBLISHED_NEEDS_REVIEW: (NotificationKind.PUBLISHED, NotificationKind.WAITING),
}
_FAILURES = (State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED)


def note_move(session: Session, piece: Piece, to: State, by: User, at: datetime) -> None:
    """Write down what people are told about a move of `piece`, which is still in its former state."""
    if to in _FAILURES:  # of the attempts to publish under one approval, the first that fails is told
        approval = _utc(piece.approved_at or at)
        _write_once(session, NotificationKind.FAILED, piece.id, approval, by.name, at)
    elif piece.state is not State.PUBLISHED_NEEDS_REVIEW or to is not State.PUBLISHED:  # readers had it before
        crisis = to is State.SUBMITTED and piece.urgency is Urgency.CRISIS
        for kind in (NotificationKind.CRISIS,) if crisis else _MOVES.get(to, ()):
            key = _key(kind, piece.id, str(piece.version))
            session.add(Notification(key=key, kind=kind, piece_id=piece.id, by=by.name, at=at))


def note_by_clock(session: Session, kind: NotificationKind, id: int, moment: datetime) -> None:
    """Write down that a crisis update or a deadline of piece `id` is near; once for each moment."""
    _write_once(session, kind, id, _utc(moment), MACHINE, now())


def clock_key(kind: NotificationKind, id: int, moment: datetime) -> str:
    """Return the key under which `note_by_clock` writes."""
    return _key(kind, id, _utc(moment))


def note_mention(session: Session, piece: Piece, remark: int, by: User, mentioned: User) -> None:
    """Write down that `by` mentions somebody in a remark on `piece`; once for each remark, and never to themselves."""
    if mentioned.name != by.name:
        occasion = f"{remark} {mentioned.name}"
        _write_once(session, NotificationKind.MENTIONED, piece.id, occasion, by.name, now(), mentioned.name)


def note_given(session: Session, piece: Piece, by: User, to: User, due_at: datetime) -> None:
    """Write down that `by` gives `piece` to somebody until `due_at`; once for each deadline."""
    _write_once(session, NotificationKind.GIVEN, piece.id, f"{_utc(due_at)} {to.name}", by.name, now(), to.name)


def note_answer(session: Session, check: FactCheck) -> None:
    """Write down, for whoever made a fact-check link, that it was answered."""
    _write_once(session, NotificationKind.ANSWERED, check.piece_id, str(check.id), MACHINE, now(), check.by)


def note_question(session: Session, kind: NotificationKind, id: int, occasion: str, by: str = MACHINE) -> None:
    """Write down what people are told of public question `id`; once for each occasion."""
    row = {"key": question_key(kind, id, occasion), "kind": kind, "question_id": id, "by": by, "at": now()}
    upsert(session, Notification, [row])


def question_key(kind: NotificationKind, id: int, occasion: str) -> str:
    """Return the key under which `note_question` writes."""
    return _key(kind, id, occasion)


def note_commissioned(session: Session, piece: int, by: User, to: str) -> None:
    """Write down, for its contributor, that `by` accepted the pitch for `piece`; once."""
    _write_once(session, NotificationKind.COMMISSIONED, piece, to, by.name, now(), to)


def note_lost(session: Session, ended: Pitch, by: str = MACHINE) -> None:
    """Write down, for its contributor, that somebody else ended a pitch; once."""
    kind, id = NotificationKind.COMMISSION_LOST, ended.commission_id
    row = {"key": _key(kind, id, str(ended.id)), "kind": kind, "commission_id": id, "by": by, "to": ended.by}
    upsert(session, Notification, [row | {"at": now()}])


def note_sheet(session: Session, county: str, month: Month, at: datetime) -> None:
    """Write down that the monthly sheet of a county, by its slug, is kept, or with "" those of all; once for each."""
    sheet = f"{county}/{month.address}" if county else month.address
    kind = NotificationKind.SHEET
    upsert(session, Notification, [{"key": f"{kind} {sheet}", "kind": kind, "sheet": sheet, "by": MACHINE, "at": at}])


def note_write_by(session: Session, id: int, promised: datetime, to: str) -> None:
    """Write down, for its contributor, that the time to write piece `id` is nearly over; once for each moment."""
    _write_once(session, NotificationKind.WRITE_BY, id, _utc(promised), MACHINE, now(), to)


def _write_once(
    session: Session,
    kind: NotificationKind,
    piece: int,
    occasion: str,
    by: str,
    at: datetime,
    to: str | None = None,
) -> None:
    """Write a notification unless its key is there: what it is about may be found again and again."""
    row = {"key": _key(kind, piece, occasion), "kind": kind, "piece_id": piece, "by": by, "to": to, "at": at}
    upsert(session, Notification, [row])


def _key(kind: NotificationKind, id: int, occasion: str) -> str:
    return f"{kind.value} {id} {occasion}"


def _utc(moment: datetime) -> str:
    return to_utc(moment).isoformat()
