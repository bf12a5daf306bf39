"""Retraction: restores an earlier published revision, and finds images that no page needs any more."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, lazyload

from bumi.errors import BadInput, Refused
from bumi.newsroom.states import State
from bumi.newsroom.tables import Piece, Publication, User
from bumi.newsroom.tables.content import Rendition, Revision, RevisionMedia
from bumi.newsroom.workflow.brief_versions import return_to
from bumi.newsroom.workflow.event_times import follow_brief
from bumi.newsroom.workflow.revisions import restore
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian

_HIDES_IMAGES = (State.WITHDRAWN, State.TAKEN_DOWN)


def earlier_editions(session: Session, piece: Piece) -> list[Revision]:
    """Return the revisions that were published before and are not now, latest first."""
    seen = select(Publication.revision_id).where(Publication.piece_id == piece.id)
    query = select(Revision).where(Revision.piece_id == piece.id, Revision.id.in_(seen))
    others = query.where(Revision.id.is_distinct_from(piece.published_revision_id))
    return list(session.scalars(others.order_by(Revision.number.desc()).options(lazyload("*"))))


def roll_back(session: Session, piece: Piece, number: int, by: User, why: str) -> None:
    """Restore the earlier published revision `number`, with its brief, as a new, approved revision; it is due at once.

    Two people checked its text and images then. Raise BadInput if the revision was never published; Refused if it is
    the published one, if the piece is not live, or if `by` may not approve it.
    """
    seen = {row.revision_id for row in session.scalars(select(Publication).where(Publication.piece_id == piece.id))}
    query = select(Revision).where(Revision.piece_id == piece.id, Revision.number == number, Revision.id.in_(seen))
    found = session.scalar(query)
    shown, asked = digits_to_persian(str(piece.id)), digits_to_persian(str(number))
    if found is None:
        raise BadInput(
            f"مطلب {shown}: ویرایش {asked} هرگز منتشر نشده است؛ ویرایش‌ها را با «bumi show {piece.id}» ببینید"
        )
    if found.id == piece.published_revision_id:
        raise Refused(f"مطلب {shown}: خوانندگان همین حالا ویرایش {asked} را می‌بینند")
    return_to(session, piece, found.brief_version, why)
    follow_brief(session, piece, now())
    restore(session, piece, found, by)
    move(session, piece, State.APPROVED, by, why)


def images_of(session: Session, piece: Piece) -> dict[str, str]:
    """Return the content types, by SHA-256, of all images and renditions of all revisions of `piece`."""
    own = select(RevisionMedia.sha256).join(Revision).where(Revision.piece_id == piece.id)
    found = {
        row.sha256: row.media["content_type"]
        for row in session.scalars(select(RevisionMedia).where(RevisionMedia.sha256.in_(own)))
    }
    made = session.scalars(select(Rendition).where(Rendition.of.in_(own)))
    return found | {row.sha256: row.content_type for row in made}


def images_without_use(session: Session, hashes: Iterable[str]) -> set[str]:
    """Return which of the images no page shows or is about to show."""
    asked = set(hashes)
    originals: dict[str, set[str]] = {}  # images that look alike may share a rendition
    for row in session.scalars(select(Rendition).where(Rendition.sha256.in_(asked))):
        originals.setdefault(row.sha256, set()).add(row.of)
    shown = (
        select(RevisionMedia.sha256)
        .join(
            Piece,
            or_(
                Piece.published_revision_id == RevisionMedia.revision_id, Piece.revision_id == RevisionMedia.revision_id
            ),
        )
        .where(
            RevisionMedia.sha256.in_(asked.union(*originals.values())),
            Piece.state.not_in(_HIDES_IMAGES),
            or_(
                Piece.published_revision_id == RevisionMedia.revision_id,
                Piece.state.in_((State.APPROVED, State.PUBLISHING, State.PUBLISH_FAILED, State.PUBLISH_UNCONFIRMED)),
            ),
        )
    )
    used = set(session.scalars(shown))
    return {each for each in asked if used.isdisjoint({each, *originals.get(each, ())})}
