"""Load of editors (بار کار): which pieces each of them has, and which of these are late."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.newsroom.accounts.users import open_users
from bumi.newsroom.queries.queue import PieceRow, piece_rows
from bumi.newsroom.states import ASSIGNABLE
from bumi.newsroom.tables import Assignment, Piece, User


@dataclass(frozen=True)
class EditorLoad:
    """The pieces that an editor has, the soonest deadline first, and how many deadlines have passed."""

    editor: User
    rows: tuple[PieceRow, ...]
    late: int


def editor_loads(session: Session, at: datetime) -> list[EditorLoad]:
    """Return the load of every editor and chief whose account is open, the one with the most pieces first."""
    held = select(Assignment.piece_id).join(Piece, Piece.id == Assignment.piece_id).where(Piece.state.in_(ASSIGNABLE))
    ids = session.scalars(held.order_by(Assignment.due_at, Assignment.piece_id)).all()
    by_holder: dict[str, list[PieceRow]] = {}
    for row in piece_rows(session, ids):
        by_holder.setdefault(row.holder, []).append(row)
    loads = [_load(each, by_holder.get(each.name, []), at) for each in editors(session)]
    return sorted(loads, key=lambda each: -len(each.rows))


def editors(session: Session) -> list[User]:
    """Return the users who decide and whose account is open, by role and name."""
    return [each for each in open_users(session) if each.decides]


def _load(editor: User, rows: list[PieceRow], at: datetime) -> EditorLoad:
    late = sum(row.due_at is not None and row.due_at <= at for row in rows)
    return EditorLoad(editor, tuple(rows), late)
