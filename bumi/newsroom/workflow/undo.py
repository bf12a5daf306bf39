"""Undo (واگرد): puts back, within a minute, exactly what an action has removed, unless it has changed since.

`recording` notes which rows an action changes, as they were and as they became, and `offer` keeps that. `undo` writes
the former values back where every row is still as the action left it, and so is what those rows rely on: a discarded
piece does not come back once its event is cancelled, or its contributor has it no more. The timeline stays, with a line
that says what was undone.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Column, Enum, delete, event, inspect, select
from sqlalchemy.orm import Session, lazyload

from bumi.errors import Refused
from bumi.newsroom.states import ASSIGNABLE, GONE, UNAPPROVED, PostState, State
from bumi.newsroom.tables import (
    AgencyToken,
    Appearance,
    Assignment,
    Base,
    BriefTemplate,
    BriefVersion,
    Campaign,
    ChannelPost,
    CrisisNotice,
    Dismissal,
    Piece,
    PublicQuestion,
    PublishedEvent,
    QuestionLine,
    SignUpList,
    UndoableAction,
    UnsavedEdit,
    User,
)
from bumi.newsroom.tables.columns import Json, Moment
from bumi.newsroom.workflow.channel_changes import look_again
from bumi.newsroom.workflow.commissioned import ended_commission
from bumi.newsroom.workflow.timeline import write_line
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now, to_utc

WITHIN = timedelta(seconds=60)
"""How long an action can be undone."""

_UNDONE = "واگردانده شد"
_GONE = "یک دقیقه‌ای که می‌شد آن را واگرداند گذشته است، یا پیش‌تر واگردانده شده؛ از صفحه خودش ببینید چه می‌شود کرد"
_RECORDED: dict[str, type[Base]] = {
    table.__tablename__: table
    for table in (
        Piece, Assignment, Dismissal, UnsavedEdit, Campaign, Appearance, CrisisNotice, User, AgencyToken, BriefVersion,
        BriefTemplate, PublishedEvent, ChannelPost, PublicQuestion, SignUpList
    )
}  # fmt: skip
# Not put back: versions count on, and a page that may be out of date is delivered again.
_LEFT = {"version", "updated_at", "outdated"}
# A row is as it was left while these are, and what the action changed; a run may have noted why a piece failed.
_WATCHED: dict[type[Base], set[str]] = {
    Piece: {"state", "revision_id", "published_revision_id", "approved_hash", "outdated"},
    Campaign: {"starts_at", "ends_at", "cancelled_at"},
    Appearance: {"dropped"},
    CrisisNotice: {"closed_at"},
    ChannelPost: {"state"},
    PublicQuestion: {"state"},
}
_CALLING_OFF = (Appearance, CrisisNotice)
_TAKEN_BACK = (PostState.DELETING, PostState.DELETED, PostState.LEFT)
_UNWATCHED = {"version", "updated_at", "problem", "problem_step", "attempts", "next_attempt_at"}


@dataclass
class RecordedChanges:
    """The rows that one action changed, and what it was done to, in Persian."""

    name: str
    rows: list[Json] = field(default_factory=list)


class Undone(NamedTuple):
    """What was put back, and what was not because it has changed since, by name; `back` is the page to show."""

    back: str
    restored: tuple[str, ...]
    changed: tuple[str, ...]


@contextmanager
def recording(session: Session, name: str) -> Iterator[RecordedChanges]:
    """Record the rows that the block changes, in the tables that can be undone; `name` is what they are, in Persian."""
    found: dict[Base, Json | None] = {}
    changes = RecordedChanges(name)
    session.flush()

    def note(flushed: Session, *_: object) -> None:
        _note_changes(flushed, found)

    event.listen(session, "before_flush", note)
    try:
        yield changes
        session.flush()
    finally:
        event.remove(session, "before_flush", note)
    unchanged = [each for row in found for each in _relies_on(session, row) if each not in found]
    changes.rows += [_recorded(row, before) for row, before in found.items()]
    changes.rows += [_recorded(row, {}) for row in dict.fromkeys(unchanged)]


def offer(session: Session, by: User, what: str, back: str, groups: Sequence[RecordedChanges]) -> int | None:
    """Keep changes for `WITHIN`, for `by` to undo, and return the id of the action, None if nothing has changed.

    `what` names the action in Persian. Each group is undone wholly or not at all. Older actions are forgotten.
    """
    kept = [{"name": group.name, "rows": group.rows} for group in groups if group.rows]
    if not kept:
        return None
    forget_undoable(session)
    new = UndoableAction(by=by.name, what=what, back=back, groups=kept, until=now() + WITHIN)
    session.add(new)
    session.flush()
    return new.id


def offered(session: Session, id: int, by: str) -> UndoableAction | None:
    """Return the action if `by` can still undo some of it now."""
    found = session.get(UndoableAction, id)
    if found is None or found.by != by or found.until <= now():
        return None
    return found if any(_is_as_left(session, group) for group in found.groups) else None


def undo(session: Session, id: int, by: User) -> Undone:
    """Put back what action `id` of `by` changed, each group that is still as it was left.

    Raise Refused if the time is over, the action is another's, or everything has changed since.
    """
    action = session.get(UndoableAction, id, with_for_update=True)
    if action is None or action.by != by.name or action.until <= now():
        raise Refused(_GONE)
    restored, changed = [], []
    for group in action.groups:
        if _is_as_left(session, group, lock=True):
            _put_back(session, group, by, action.what)
            restored.append(group["name"])
        else:
            changed.append(group["name"])
    if not restored:
        raise Refused(*(f"{name}: در این میان عوض شده است و واگردانده نشد؛ ببینید اکنون چیست" for name in changed))
    session.delete(action)
    session.flush()
    return Undone(action.back, tuple(restored), tuple(changed))


def forget_undoable(session: Session) -> None:
    """Delete what can no longer be undone."""
    session.execute(delete(UndoableAction).where(UndoableAction.until <= now()))


def _note_changes(session: Session, found: dict[Base, Json | None]) -> None:
    """Note what is about to be written: the former values of each row, None of one that is added."""
    for row in session.new:
        if _is_recorded(row):
            found.setdefault(row, None)
    for row in session.deleted:
        if _is_recorded(row):
            found[row] = _values(row, _columns(type(row))) | (found.get(row) or {})
    for row in session.dirty:
        if _is_recorded(row) and found.get(row, {}) is not None and (before := _former_values(row)):
            found[row] = before | (found.get(row) or {})


def _is_recorded(row: Base) -> bool:
    return row.__tablename__ in _RECORDED


def _former_values(row: Base) -> Json:
    """Return the former values of the columns that differ."""
    histories = {name: inspect(row).attrs[name].history for name in _columns(type(row))}
    changed = {name: history for name, history in histories.items() if history.has_changes()}
    return {name: _plain(history.deleted[0] if history.deleted else None) for name, history in changed.items()}


def _recorded(row: Base, before: Json | None) -> Json:
    """Return a row as it was and as it became: `before` is None of an added one, `after` of a removed one."""
    removed = inspect(row).was_deleted or inspect(row).deleted
    key = list(inspect(row).mapper.primary_key_from_instance(row))
    names = set(_columns(type(row)) if before is None else before) | _WATCHED.get(type(row), set())
    after = None if removed else _values(row, sorted(names - _UNWATCHED))
    return {"table": row.__tablename__, "key": key, "before": before, "after": after}


def _relies_on(session: Session, row: Base) -> Iterable[Base]:
    """Return the rows that `row` may be put back only with: what could call a piece off, and its posts in channels."""
    if isinstance(row, Dismissal):
        yield session.get_one(Piece, row.piece_id)
    elif isinstance(row, Piece) and row.state in GONE:
        for table in (*_CALLING_OFF, ChannelPost):
            yield from session.scalars(select(table).where(table.piece_id == row.id).options(lazyload("*")))


def _is_as_left(session: Session, group: Json, lock: bool = False) -> bool:
    """Return whether every row of a group is as the action left it; the rows are locked with `lock`."""
    return all(_row_is_as_left(session, change, lock) for change in group["rows"])


def _row_is_as_left(session: Session, change: Json, lock: bool) -> bool:
    after: Json | None = change["after"]
    row = _row(session, change, lock)
    if after is None:
        return row is None or isinstance(row, Assignment)  # who has taken the piece meanwhile keeps it
    if row is None:
        return False
    if isinstance(row, Piece) and change["before"] is None:  # the writer may have worked on it
        return row.state in UNAPPROVED and row.published_revision_id is None
    if isinstance(row, Piece) and ended_commission(session, row):
        return False
    if isinstance(row, ChannelPost) and row.state not in _TAKEN_BACK:  # one that was being sent may have arrived
        return True
    return _values(row, after) == after


def _put_back(session: Session, group: Json, by: User, what: str) -> None:
    """Take added rows back, then restore changed ones, then removed ones: a key may have gone from one to another."""
    changes = sorted(group["rows"], key=lambda change: (change["before"] is not None, change["after"] is None))
    for change in changes:
        row = _row(session, change)
        if change["before"] is None:
            _take_back(session, _present(row), by, what)
        elif change["after"] is None:
            _add_again(session, change, row)
        else:
            _restore(_present(row), change["before"])
        session.flush()
    for change in changes:
        if change["table"] == PublicQuestion.__tablename__:
            line = f"{by.persian} {what} را واگرداند"
            session.add(QuestionLine(question_id=change["key"][0], by=by.name, what=line))
    pieces = sorted({id for change in changes for id in _piece_of(change)})
    look_again(session, pieces, now())
    for id in pieces:
        write_line(session, session.get_one(Piece, id), by, f"{by.persian} {what} را واگرداند")


def _take_back(session: Session, row: Base, by: User, what: str) -> None:
    """Undo that a row was added; a piece and its place in a campaign are kept, as what is out of use."""
    if isinstance(row, Piece):
        move(session, row, State.DISCARDED, by, f"{what} {_UNDONE}")
    elif isinstance(row, Appearance):
        row.dropped = f"{what} {_UNDONE}"
    else:
        session.delete(row)


def _restore(row: Base, before: Json) -> None:
    columns = _columns(type(row))
    for name, value in before.items():
        if name not in _LEFT:
            setattr(row, name, _typed(columns[name], value))
    if isinstance(row, PublishedEvent):
        row.changed_at = now()  # calendars take only what is newer


def _add_again(session: Session, change: Json, present: Base | None) -> None:
    """Add a removed row; an assignment only where the piece is still to be decided and nobody else has taken it."""
    table = _RECORDED[change["table"]]
    columns = _columns(table)
    new = table(**{name: _typed(columns[name], value) for name, value in change["before"].items()})
    if isinstance(new, Assignment) and (present or session.get_one(Piece, new.piece_id).state not in ASSIGNABLE):
        return
    session.add(new)


def _piece_of(change: Json) -> list[int]:
    """Return the piece whose timeline tells of a change."""
    tells = change["table"] == Dismissal.__tablename__ or (change["table"] == Piece.__tablename__ and change["before"])
    return [change["key"][0]] if tells else []


def _row(session: Session, change: Json, lock: bool = False) -> Base | None:
    """Return the row of a change as it is now, locked with `lock`."""
    table, key = _RECORDED[change["table"]], tuple(change["key"])
    return session.get(table, key, options=[lazyload("*")], with_for_update=lock or None, populate_existing=lock)


def _present(row: Base | None) -> Base:
    if row is None:  # `_is_as_left` has seen it, and has locked it
        raise LookupError("a row that was to be restored is gone")
    return row


def _columns(table: type[Base]) -> dict[str, Column[object]]:
    """Return the columns of a table by the names of its attributes."""
    found = {attribute.key: attribute.columns[0] for attribute in inspect(table).column_attrs}
    return {name: column for name, column in found.items() if isinstance(column, Column)}


def _values(row: Base, names: Iterable[str]) -> Json:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: object) -> object:
    """Return a value of a column as JSON has it."""
    return to_utc(value).isoformat() if isinstance(value, datetime) else value


def _typed(column: Column[object], value: object) -> object:
    """Return a value of JSON as the column has it."""
    if isinstance(column.type, Moment) and isinstance(value, str):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Enum) and column.type.enum_class and value is not None:
        return column.type.enum_class(value)
    return value
