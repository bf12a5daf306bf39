"""Photos that contributors take for their own commissioned piece; each goes into the archive, with its photographer.

What is drawn or written into files credits the agency. Only pages name the photographer, as the profile lets them
(`bumi.newsroom.publication.bylines`), so that a withdrawn consent takes the name off all of them.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bumi.errors import BadInput
from bumi.newsroom.commissions.writing import refuse_others
from bumi.newsroom.content.archive import PhotoDetails, PhotoImage, add_to_archive
from bumi.newsroom.content.photos import MOST, photos_of
from bumi.newsroom.tables import Photo, PhotoConsent, PhotoRights, Piece, User
from bumi.newsroom.workflow.brief_versions import add_version, carried_sources, keep_first, photo_ids
from bumi.newsroom.workflow.refusals import refused
from bumi.newsroom.workflow.revisions import add_revision
from bumi.newsroom.workflow.timeline import write_line
from bumi.province import province

_LEAST_CAPTION = 10  # characters


@dataclass(frozen=True)
class OwnPhoto:
    """What contributors say about a photo of theirs: what it shows, who is seen, and that they took it themselves."""

    caption: str
    consent: PhotoConsent = PhotoConsent.MISSING
    own: bool = False


def add_own_photo(session: Session, piece: Piece, image: PhotoImage, said: OwnPhoto, by: User) -> Photo:
    """Put a photo that `by` took into the commissioned piece they write; a text that is there is illustrated again.

    Raise Refused unless the piece is theirs and in their hands, where it has the photo or as many as it may, and for a
    photo that somebody else added to the archive; BadInput, with all problems, where they say too little about it.
    """
    refuse_others(session, piece, by)
    problems = []
    if len(said.caption.strip()) < _LEAST_CAPTION:
        problems.append("شرح عکس: در یک جمله بنویسید در عکس چه دیده می‌شود، برای کسی که آن را نمی‌بیند")
    if not said.own:
        problems.append("عکاس: تنها عکسی را بگذارید که خودتان گرفته‌اید، و همین را تیک بزنید")
    if said.consent is PhotoConsent.MISSING:
        problems.append("رضایت: بگویید کسانی که دیده می‌شوند راضی‌اند، یا کسی در عکس شناخته نمی‌شود")
    if problems:
        raise BadInput(*problems)
    shown = photos_of(session, piece_id=piece.id)
    if len(shown) >= MOST:
        raise refused(piece, "شش عکس دارد؛ برای عکس تازه یکی را بردارید")
    details = PhotoDetails(
        said.caption,
        credit=piece.agency,
        rights=PhotoRights.OWN,
        captured=True,
        consent=said.consent,
        county=piece.county if province().county(piece.county) else "",
        agency=piece.agency,
    )
    kept = add_to_archive(session, by, image, details, photographer=by.name)
    if kept.sha256 in (each.sha256 for each in shown):
        raise refused(piece, "این عکس را دارد؛ عکس دیگری بگذارید")
    new = Photo(piece_id=piece.id, by=by.name, sha256=kept.sha256, width=kept.width, height=kept.height)
    keep_first(session, piece)
    session.add(new)
    session.flush()
    _show(session, piece, [*(each.id for each in shown), new.id], by, "عکسی افزود")
    return new


def remove_own_photo(session: Session, piece: Piece, id: int, by: User) -> None:
    """Take a photo out of the commissioned piece that `by` writes; the archive keeps it. Raise as `add_own_photo`."""
    refuse_others(session, piece, by)
    shown = photo_ids(session, piece.id)
    if id not in shown:
        raise refused(piece, "چنین عکسی ندارد؛ صفحه را دوباره باز کنید")
    keep_first(session, piece)
    _show(session, piece, [each for each in shown if each != id], by, "عکسی برداشت")


def _show(session: Session, piece: Piece, photos: list[int], by: User, did: str) -> None:
    """Make a version of the brief with these photos, and of the text one that answers it."""
    latest = piece.revision
    sources = carried_sources(session, piece, latest) if latest else ()
    add_version(session, piece, piece.brief, photos, by.name)
    write_line(session, piece, by, f"{by.persian} {did}")
    session.flush()
    if latest:
        add_revision(session, piece, latest.fields_model, by, sources, brief_version=piece.brief_version)
    session.flush()
