"""What people have typed into pieces and not saved: kept apart from the pieces, so that it is neither text nor lost."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import Piece, UnsavedEdit, User
from bumi.persian.calendar import now
from bumi.piece import Fields

__all__ = ["forget_unsaved", "keep_unsaved", "unsaved"]


def keep_unsaved(session: Session, piece: Piece, by: User, fields: Fields, seen: int) -> None:
    """Keep what `by` has typed so far upon the revision numbered `seen`, in the place of what they had before.

    What stands there already is not kept, nor what comes late, after `by` has saved.
    """
    latest = piece.revision
    if latest and (fields.model_dump(mode="json") == latest.fields or (latest.by == by.name and latest.number > seen)):
        forget_unsaved(session, piece, by)
        return
    typed = {"seen": seen, "fields": fields.model_dump(mode="json"), "at": now()}
    upsert(session, UnsavedEdit, [{"piece_id": piece.id, "by": by.name, **typed}], typed)


def unsaved(session: Session, piece: Piece, by: User) -> UnsavedEdit | None:
    """Return what `by` has typed and not saved, or None."""
    return session.get(UnsavedEdit, (piece.id, by.name))


def forget_unsaved(session: Session, piece: Piece, by: User) -> None:
    """Forget what `by` has typed: it is saved, or no longer wanted."""
    session.execute(delete(UnsavedEdit).where(UnsavedEdit.piece_id == piece.id, UnsavedEdit.by == by.name))
