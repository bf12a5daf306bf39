"""Whether photos may be published: rights, consent and expiry in the archive, against the pieces that show them.

A photo of a brief is the photo of the archive with the same bytes. One that the archive does not have, such as the
file of a brief on the command line, is judged by the editor alone.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from bumi.newsroom.states import HIDDEN, WAITING, State
from bumi.newsroom.tables import ArchivePhoto, BriefVersion, Photo, PhotoConsent, PhotoRights, Piece, Revision
from bumi.newsroom.workflow.brief_versions import photo_ids
from bumi.persian.calendar import day_in_words, tehran_day
from bumi.persian.text import digits_to_persian


class PhotoUse(NamedTuple):
    """A piece that shows a photo: whether it is in its brief now, and whether readers see it."""

    piece: Piece
    current: bool
    live: bool

    @property
    def needed(self) -> bool:
        """Whether readers see the photo in the piece, or may come to."""
        return self.live or (self.current and self.piece.state not in (*HIDDEN, State.DISCARDED))


def may_be_used(photo: ArchivePhoto, day: date) -> list[str]:
    """Return why a photo may not be published on a day in Tehran, in Persian; empty if it may."""
    name = f"عکس «{photo.caption}»" if photo.caption else f"عکس {digits_to_persian(str(photo.id))} بایگانی"
    if photo.erased_at:
        return [f"خود {name} پاک شده است؛ عکس دیگری بگذارید، یا دوباره به بایگانی بیفزایید"]
    if photo.withdrawn_at:
        return [f"{name} پس گرفته شده است ({photo.withdrawn_why})؛ عکس دیگری بگذارید"]
    found = []
    if photo.rights is PhotoRights.MISSING:
        found.append(f"حق انتشار {name} روشن نیست؛ در صفحه عکس بنویسید از کجاست")
    if photo.consent is PhotoConsent.MISSING:
        found.append(f"رضایت کسانی که در {name} دیده می‌شوند ثبت نشده است؛ رضایتشان را بگیرید و در صفحه عکس بنویسید")
    if not photo.credit:
        found.append(f"عکاس {name} نوشته نشده است؛ در صفحه عکس بنویسیدش")
    if photo.expires_on and photo.expires_on < day:
        until = day_in_words(photo.expires_on)
        found.append(f"{name} تا {until} اجازه انتشار داشت؛ عکس دیگری بگذارید یا اجازه را تازه کنید")
    return found


def archived(session: Session, ids: Iterable[int]) -> dict[int, ArchivePhoto]:
    """Return the photos of the archive that photos of briefs show, by the ids of these."""
    query = select(Photo.id, ArchivePhoto).join(ArchivePhoto, ArchivePhoto.sha256 == Photo.sha256)
    return {id: found for id, found in session.execute(query.where(Photo.id.in_(list(ids))))}


def photo_problems(session: Session, piece: Piece, day: date) -> list[str]:
    """Return why photos of a piece may not be published on a day, in Persian."""
    query = select(Photo.id, ArchivePhoto).join(ArchivePhoto, ArchivePhoto.sha256 == Photo.sha256)
    found = {id: photo for id, photo in session.execute(query.where(Photo.piece_id == piece.id).order_by(Photo.id))}
    shown = photo_ids(session, piece.id) if found else []
    return [reason for id, photo in found.items() if id in shown for reason in may_be_used(photo, day)]


def uses(session: Session, photo: ArchivePhoto) -> list[PhotoUse]:
    """Return the pieces that show a photo, or that readers still see with it, by number."""
    query = select(Photo.id, Piece).join(Piece, Piece.id == Photo.piece_id).where(Photo.sha256 == photo.sha256)
    found: dict[int, PhotoUse] = {}
    for id, piece in session.execute(query.order_by(Piece.id, Photo.id)):
        before = found.get(piece.id, PhotoUse(piece, current=False, live=False))
        current = before.current or id in photo_ids(session, piece.id)
        found[piece.id] = PhotoUse(piece, current, before.live or _readers_see(session, piece, id))
    return [use for use in found.values() if use.current or use.live]


def photo_questions(session: Session, day: date) -> list[tuple[ArchivePhoto, list[PhotoUse]]]:
    """Return the photos that may not be published though readers see them, or will, each with those pieces.

    Approved pieces count from their approval, and by the day on which they go out.
    """
    seen = and_(Piece.published_revision_id.is_not(None), Piece.state.not_in(HIDDEN))
    shown = select(Photo.sha256).join(Piece, Piece.id == Photo.piece_id)
    live, coming = (ArchivePhoto.sha256.in_(shown.where(which)) for which in (seen, Piece.state.in_(WAITING)))
    late = or_(forbidden(day), ArchivePhoto.expires_on.is_not(None))
    query = select(ArchivePhoto).where(or_(and_(forbidden(day), live), and_(late, coming))).order_by(ArchivePhoto.id)
    told = ((each, [use for use in uses(session, each) if _asks(each, use, day)]) for each in session.scalars(query))
    return [(photo, found) for photo, found in told if found]


def forbidden(day: date) -> ColumnElement[bool]:
    """Return the condition of the photos that may not be published on a day, as `may_be_used` says."""
    return or_(
        ArchivePhoto.withdrawn_at.is_not(None),
        ArchivePhoto.rights == PhotoRights.MISSING,
        ArchivePhoto.consent == PhotoConsent.MISSING,
        ArchivePhoto.credit == "",
        and_(ArchivePhoto.expires_on.is_not(None), ArchivePhoto.expires_on < day),
    )


def _asks(photo: ArchivePhoto, use: PhotoUse, day: date) -> bool:
    waits = use.current and use.piece.state in WAITING
    out = tehran_day(use.piece.goes_out_at) if waits and use.piece.goes_out_at else day
    return (use.live or waits) and bool(may_be_used(photo, max(day, out)))


def _readers_see(session: Session, piece: Piece, photo_id: int) -> bool:
    """Return whether the published revision of a piece shows a photo of its brief."""
    if piece.published_revision_id is None or piece.state in HIDDEN:
        return False
    version = select(Revision.brief_version).where(Revision.id == piece.published_revision_id).scalar_subquery()
    own = select(BriefVersion.photos).where(BriefVersion.piece_id == piece.id, BriefVersion.number == version)
    photos = session.scalar(own)
    return photos is None or photo_id in photos
