"""Unsaved input: brief drafts, and edits of pieces that were not saved.

A deleted brief draft can be restored for some time. An unsaved edit is not a revision.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bumi.newsroom.content.photos import remove_photos
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import BriefDraft, Photo, Piece, UnsavedEdit, User
from bumi.newsroom.tables.columns import Json
from bumi.persian.calendar import now
from bumi.piece import Fields

KEPT = timedelta(days=30)
"""How long a deleted draft can be restored."""


def drafts(session: Session, user: User) -> list[BriefDraft]:
    """Return the brief drafts of `user`, latest first."""
    query = select(BriefDraft).where(BriefDraft.by == user.name, BriefDraft.dropped_at.is_(None))
    return list(session.scalars(query.order_by(BriefDraft.updated_at.desc(), BriefDraft.id.desc())))


def thrown_away(session: Session, user: User) -> list[BriefDraft]:
    """Return the deleted drafts that `user` can still restore, latest first."""
    query = select(BriefDraft).where(BriefDraft.by == user.name, BriefDraft.dropped_at > now() - KEPT)
    return list(session.scalars(query.order_by(BriefDraft.dropped_at.desc(), BriefDraft.id.desc())))


def begin_draft(session: Session, user: User, form: Json, page: str = "") -> BriefDraft:
    """Create a draft written by the browser page `page`, and return it."""
    new = BriefDraft(by=user.name, form=form, page=page)
    session.add(new)
    session.flush()
    return new


def keep_draft(session: Session, user: User, id: int, form: Json, page: str = "", after: str = "") -> int:
    """Save what `page` has typed and return the id of its draft; the row is locked until the session ends.

    The id differs from `id` if that draft was submitted, deleted, or last written by a page other than `page` or
    `after`: the text is then saved in a separate draft, and nothing is overwritten.
    """
    own = update(BriefDraft).where(BriefDraft.by == user.name, BriefDraft.dropped_at.is_(None))
    own = own.values(form=form, page=page).returning(BriefDraft.id)
    if session.scalars(own.where(BriefDraft.id == id, BriefDraft.page.in_((page, after)))).one_or_none():
        return id
    if page and session.scalar(select(BriefDraft.id).where(BriefDraft.id == id, BriefDraft.page == page)):
        return id  # the same page deleted the draft while its text was on the way
    before = session.scalars(own.where(BriefDraft.page == page)).first() if page else None
    return before or begin_draft(session, user, form, page).id


def throw_away(session: Session, id: int) -> None:
    """Delete a draft so that it can be restored, and drop drafts deleted longer than `KEPT` ago."""
    session.execute(update(BriefDraft).where(BriefDraft.id == id).values(dropped_at=now()))
    drop_thrown_away(session)


def drop_thrown_away(session: Session) -> int:
    """Permanently delete the drafts that were deleted longer than `KEPT` ago; return their number."""
    old = session.scalars(select(BriefDraft.id).where(BriefDraft.dropped_at <= now() - KEPT)).all()
    for id in old:
        drop_draft(session, id)
    return len(old)


def throw_away_abandoned(session: Session, before: datetime) -> int:
    """Delete the drafts untouched since `before`, so that they can be restored for `KEPT`; return their number.

    Unsaved edits untouched since then are deleted for good.
    """
    session.execute(delete(UnsavedEdit).where(UnsavedEdit.at < before))
    abandoned = (BriefDraft.dropped_at.is_(None), BriefDraft.updated_at < before)
    ids = session.scalars(update(BriefDraft).where(*abandoned).values(dropped_at=now()).returning(BriefDraft.id))
    return len(ids.all())


def bring_back(session: Session, id: int) -> None:
    """Restore a deleted draft."""
    session.execute(update(BriefDraft).where(BriefDraft.id == id).values(dropped_at=None))


def drop_draft(session: Session, id: int) -> None:
    """Delete a draft and its photos permanently."""
    remove_photos(session, id)
    session.execute(delete(BriefDraft).where(BriefDraft.id == id))


def turn_into(session: Session, id: int, piece: Piece) -> None:
    """Move the photos of a draft to the piece created from it, and delete the draft."""
    session.execute(update(Photo).where(Photo.draft_id == id).values(draft_id=None, piece_id=piece.id))
    drop_draft(session, id)


def keep_unsaved(session: Session, piece: Piece, by: User, fields: Fields, seen: int) -> None:
    """Save the unsaved edit of `by`, based on revision number `seen`, replacing their earlier one.

    Text equal to the latest revision is not kept, nor text that arrives after `by` has saved.
    """
    latest = piece.revision
    if latest and (fields.model_dump(mode="json") == latest.fields or (latest.by == by.name and latest.number > seen)):
        forget_unsaved(session, piece, by)
        return
    typed = {"seen": seen, "fields": fields.model_dump(mode="json"), "at": now()}
    upsert(session, UnsavedEdit, [{"piece_id": piece.id, "by": by.name, **typed}], typed)


def unsaved(session: Session, piece: Piece, by: User) -> UnsavedEdit | None:
    """Return the unsaved edit of `by`, or None."""
    return session.get(UnsavedEdit, (piece.id, by.name))


def forget_unsaved(session: Session, piece: Piece, by: User) -> None:
    """Delete the unsaved edit of `by`, because it was saved or discarded."""
    if kept := unsaved(session, piece, by):
        session.delete(kept)
        session.flush()
