"""Opened revisions: which waiting pieces an editor has opened at the desk, as they are now.

Approving several pieces at once asks for it (`bumi.newsroom.workflow.bulk`).
"""

from collections.abc import Collection

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.states import State
from bumi.newsroom.tables import OpenedRevision, Piece, User


def is_to_be_noted(session: Session, piece: Piece, by: User) -> bool:
    """Return whether `by` opens for the first time a revision, with its checks and cards, that waits for them."""
    revision = piece.revision
    if not by.decides or piece.state is not State.SUBMITTED or not (revision and revision.checkup and revision.images):
        return False
    before = session.get(OpenedRevision, (piece.id, by.name))
    return before is None or before.revision_id != piece.revision_id


def note_opened(session: Session, piece_id: int, revision_id: int, by: User) -> None:
    """Record that `by` has opened a revision of a piece."""
    row = {"piece_id": piece_id, "by": by.name, "revision_id": revision_id}
    upsert(session, OpenedRevision, [row], {"revision_id": revision_id})


def opened(session: Session, ids: Collection[int], by: User) -> set[int]:
    """Return which of the pieces `ids` the user has opened as they are now."""
    as_it_is = and_(OpenedRevision.piece_id == Piece.id, OpenedRevision.revision_id == Piece.revision_id)
    query = select(Piece.id).join(OpenedRevision, as_it_is)
    return set(session.scalars(query.where(OpenedRevision.by == by.name, Piece.id.in_(ids))))
