"""The corrections of a published story: when, and which parts of it changed."""

from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, Publication, Revision
from bumi.piece import Change

_PARTS = {"kicker": "روتیتر", "headline": "تیتر", "lede": "لید", "body": "متن"}


def changes_of(session: Session, piece: Piece, revision: Revision) -> tuple[Change, ...]:
    """Return every publication of `piece` after its first one, latest first; also that of `revision` in progress."""
    query = select(Publication.at, Revision).join(Revision, Revision.id == Publication.revision_id)
    query = query.where(Publication.piece_id == piece.id).order_by(Publication.id).options(lazyload(Revision.checkup))
    seen = [(at, each) for at, each in session.execute(query)]
    if piece.state is State.PUBLISHING and piece.begun_at:
        seen.append((piece.begun_at, revision))
    return tuple(Change(at=at, parts=_changed(before, after)) for (_, before), (at, after) in pairwise(seen))[::-1]


def _changed(before: Revision, after: Revision) -> tuple[str, ...]:
    """Return the Persian names of the parts in which two revisions differ for readers."""
    parts = tuple(name for field, name in _PARTS.items() if before.fields.get(field) != after.fields.get(field))
    return parts if before.media == after.media else (*parts, "تصویر")
