"""Writing: every edit is a new revision, and every edit voids an approval."""

import hashlib
from collections.abc import Iterable

from sqlalchemy.orm import Session

from bumi.calendar import now
from bumi.errors import Refused
from bumi.newsroom.content_tables import MediaFile, Revision, RevisionMedia
from bumi.newsroom.lookalikes import put_in_index
from bumi.newsroom.states import EDITABLE, Role, State
from bumi.newsroom.tables import Piece, User
from bumi.newsroom.timeline import write_line
from bumi.newsroom.transitions import move
from bumi.piece import Fields, Media, ModelNote, Source, content_hash
from bumi.text import digits_to_persian, normal

__all__ = ["add_revision", "attach_media"]

# In these states an edit leaves the piece where it is; from all others it goes to an editor again.
_UNAPPROVED = (State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED)


def add_revision(
    session: Session,
    piece: Piece,
    fields: Fields,
    by: User,
    sources: Iterable[Source] = (),
    model: ModelNote | None = None,
) -> Revision:
    """Add a version of the words and return it; it is now the latest, unchecked and without images.

    An approval is void and the piece waits for an editor again; what readers see of a published piece stays
    until the correction is approved and published. Refused where the piece may not be edited now, and where
    the machine would write over a text that is there.
    """
    _refuse_edit(piece, by)
    piece.updated_at = now()
    session.flush()  # whoever changed the piece since we read it has won, before anything is written
    revision = Revision(
        piece_id=piece.id,
        number=piece.revision.number + 1 if piece.revision else 1,
        fields=_normal(fields).model_dump(mode="json"),
        sources=[source.model_dump(mode="json") for source in sources],
        model=model.model_dump(mode="json") if model else None,
        hash=content_hash(_normal(fields)),
        by=by.name,
        checkup=None,
        images=[],
    )
    session.add(revision)
    session.flush()
    put_in_index(session, revision)
    piece.revision = revision
    piece.settle()
    write_line(session, piece, by, _sentence(revision, by))
    session.flush()
    if piece.state not in _UNAPPROVED:
        move(session, piece, State.SUBMITTED, by)
    return revision


def attach_media(session: Session, revision: Revision, items: Iterable[tuple[Media, bytes]]) -> None:
    """Give `revision` its images, once; the same ones again change nothing, others are Refused.

    An approval covers the images too, so new images ask for a new revision. ValueError where an image is
    not what its hash says.
    """
    items = list(items)
    for media, data in items:
        if hashlib.sha256(data).hexdigest() != media.sha256:
            raise ValueError(f"{media.name}: the bytes do not have the hash {media.sha256}")
    if revision.images:
        if revision.media != tuple(media for media, _ in items):
            raise Refused("این ویرایش تصویرهای خود را دارد؛ برای تصویرهای تازه ویرایش تازه بسازید")
        return
    for position, (media, data) in enumerate(items):
        if session.get(MediaFile, media.sha256) is None:
            session.add(MediaFile(sha256=media.sha256, content_type=media.content_type, data=data))
            session.flush()
        revision.images.append(RevisionMedia(position=position, sha256=media.sha256, media=media.model_dump()))
    session.get_one(Piece, revision.piece_id).settle()
    session.flush()


def _refuse_edit(piece: Piece, by: User) -> None:
    number = digits_to_persian(str(piece.id))
    reasons = []
    if piece.state not in EDITABLE:
        gone = piece.state in (State.WITHDRAWN, State.DISCARDED)
        remedy = "سفارش تازه‌ای ثبت کنید" if gone else "پس از پایان انتشار دوباره بکوشید"
        reasons.append(f"مطلب {number}: «{piece.state.persian}» است و اکنون ویرایش نمی‌شود؛ {remedy}")
    if by.role is Role.MACHINE and piece.revision:
        reasons.append(f"مطلب {number}: متن دارد و سامانه روی آن نمی‌نویسد؛ با نام خود ویرایشش کنید")
    if reasons:
        raise Refused(*reasons)


def _normal(fields: Fields) -> Fields:
    plain = {name: normal(text) for name, text in fields.model_dump(exclude={"hashtags"}).items()}
    return Fields(**plain, hashtags=tuple(map(normal, fields.hashtags)))


def _sentence(revision: Revision, by: User) -> str:
    number = digits_to_persian(str(revision.number))
    return f"{by.persian} متن را {'نوشت' if revision.number == 1 else 'ویرایش کرد'} (ویرایش {number})"
