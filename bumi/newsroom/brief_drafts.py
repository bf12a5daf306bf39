"""Briefs that somebody is still typing: kept as typed, right or wrong, until they are handed in or dropped."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bumi.newsroom.columns import Json
from bumi.newsroom.tables import BriefDraft, Photo, Piece, User

__all__ = ["begin_draft", "drafts", "drop_draft", "keep_draft", "turn_into"]


def drafts(session: Session, user: User) -> list[BriefDraft]:
    """Return what `user` has begun, the latest first."""
    query = select(BriefDraft).where(BriefDraft.by == user.name)
    return list(session.scalars(query.order_by(BriefDraft.updated_at.desc(), BriefDraft.id.desc())))


def begin_draft(session: Session, user: User, form: Json, page: str = "") -> BriefDraft:
    """Keep a new one, which `page` has written, and return it."""
    new = BriefDraft(by=user.name, form=form, page=page)
    session.add(new)
    session.flush()
    return new


def keep_draft(session: Session, user: User, id: int, form: Json, page: str = "", after: str = "") -> int:
    """Keep what `page` has typed so far, held until the session ends, and return the number of the draft that has it.

    Another than `id` where that was handed in, dropped, or written by another page than the one it shows (`after`):
    what this page has typed is then set apart, in one draft of its own, and nothing is overwritten.
    """
    own = update(BriefDraft).where(BriefDraft.by == user.name).values(form=form, page=page).returning(BriefDraft.id)
    if session.scalars(own.where(BriefDraft.id == id, BriefDraft.page.in_((page, after)))).one_or_none():
        return id
    before = session.scalars(own.where(BriefDraft.page == page)).first() if page else None
    return before or begin_draft(session, user, form, page).id


def drop_draft(session: Session, id: int) -> None:
    """Throw a draft and its photos away."""
    session.execute(delete(Photo).where(Photo.draft_id == id))
    session.execute(delete(BriefDraft).where(BriefDraft.id == id))


def turn_into(session: Session, id: int, piece: Piece) -> None:
    """Give the photos of a draft to the piece it became, and drop the draft."""
    session.execute(update(Photo).where(Photo.draft_id == id).values(draft_id=None, piece_id=piece.id))
    drop_draft(session, id)
