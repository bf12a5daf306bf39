"""Revisions: every edit adds one and voids the approval; images and renditions belong to a revision."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from bumi.errors import Refused
from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.index.lookalikes import put_in_index
from bumi.newsroom.index.search import put_in_search
from bumi.newsroom.media.store import name
from bumi.newsroom.states import EDITABLE, UNAPPROVED, Role, State
from bumi.newsroom.tables import Piece, User
from bumi.newsroom.tables.content import Checkup, MediaFile, Rendition, Revision, RevisionMedia
from bumi.newsroom.workflow.brief_versions import carried_sources
from bumi.newsroom.workflow.commissioned import is_commissioned, why_left_alone
from bumi.newsroom.workflow.timeline import write_line
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian, normal
from bumi.piece import Fields, Media, ModelNote, Source, Variant, content_hash


class BriefAnswer(NamedTuple):
    """A text that answers the version `brief_version` of the brief; `model` wrote some of it, if any did."""

    fields: Fields
    sources: tuple[Source, ...]
    brief_version: int
    model: ModelNote | None = None


def add_revision(
    session: Session,
    piece: Piece,
    fields: Fields,
    by: User,
    sources: Iterable[Source] = (),
    model: ModelNote | None = None,
    brief_version: int = 0,
) -> Revision:
    """Add a revision and return it; it is now the latest, unchecked and without images.

    Its sources are numbered by `brief_version` of the brief: by default that of the latest revision, or the newest.

    An approval becomes void and the piece goes back to review; a published piece stays unchanged for readers until the
    correction is approved and published. Raise Refused if the piece may not be edited now, or if the machine would
    overwrite existing text.
    """
    _refuse_edit(session, piece, by)
    revision = Revision(
        piece_id=piece.id,
        number=piece.revision.number + 1 if piece.revision else 1,
        fields=_normal(fields).model_dump(mode="json"),
        sources=[source.model_dump(mode="json") for source in sources],
        model=model.model_dump(mode="json") if model else None,
        hash=content_hash(_normal(fields)),
        brief_version=brief_version or (piece.revision or piece).brief_version,
        author=_author(session, piece, by),
        by=by.name,
        checkup=None,
        images=[],
    )
    _append(session, piece, revision, by, _sentence(revision, by))
    return revision


def attach_renditions(session: Session, items: Iterable[tuple[Variant, bytes]]) -> None:
    """Name renditions of images, whose bytes were kept before; existing ones are not replaced."""
    items = list(items)
    found = _renditions(session, {variant.of for variant, _ in items})
    there = {(each.of, each.content_type, each.width) for each in found}
    new = [item for item in items if (item[0].of, item[0].content_type, item[0].width) not in there]
    _name(session, new)
    upsert(session, Rendition, [variant.model_dump() for variant, _ in new])


def with_renditions(session: Session, hashes: Collection[str]) -> set[str]:
    """Return which images (by SHA-256) have renditions already; those of a cover outlive many edits of the words."""
    return {each.of for each in _renditions(session, hashes)}


def restore(session: Session, piece: Piece, earlier: Revision, by: User) -> None:
    """Add a copy of an earlier revision as the latest, with its author, findings and images.

    The piece goes back to review; by restoring it, `by` says that it holds whatever the brief says now. Raise Refused
    if it may not be edited now.
    """
    _refuse_edit(session, piece, by)
    revision = Revision(
        piece_id=piece.id,
        number=written(piece).number + 1,
        fields=earlier.fields,
        sources=[each.model_dump(mode="json") for each in carried_sources(session, piece, earlier)],
        model=earlier.model,
        hash=earlier.hash,
        brief_version=piece.brief_version,
        author=earlier.author,
        by=earlier.by,
        checkup=Checkup(findings=earlier.checkup.findings) if earlier.checkup else None,
        images=[
            RevisionMedia(position=each.position, sha256=each.sha256, media=each.media, renditions=[])
            for each in earlier.images
        ],
    )
    number, back = (digits_to_persian(str(each.number)) for each in (revision, earlier))
    _append(session, piece, revision, by, f"{by.persian} متن را به ویرایش {back} بازگرداند (ویرایش {number})")
    if piece.state is not State.SUBMITTED:
        move(session, piece, State.SUBMITTED, by)


def answer_brief(
    session: Session,
    piece: Piece,
    answer: BriefAnswer,
    by: User,
    sentence: str,
) -> Revision:
    """Add the revision that answers a newer version of the brief; `by` asked for it, or said that the text holds.

    Its author stays the one of the latest revision: `by` has written nothing, and may approve it. `sentence` is for the
    timeline. Raise Refused if the piece may not be edited now.
    """
    _refuse_edit(session, piece, by)
    latest = written(piece)
    revision = Revision(
        piece_id=piece.id,
        number=latest.number + 1,
        fields=_normal(answer.fields).model_dump(mode="json"),
        sources=[source.model_dump(mode="json") for source in answer.sources],
        model=answer.model.model_dump(mode="json") if answer.model else None,
        hash=content_hash(_normal(answer.fields)),
        brief_version=answer.brief_version,
        author=latest.author,
        by=latest.by,
        checkup=None,
        images=[],
    )
    piece.redraft_by = ""
    _append(session, piece, revision, by, f"{sentence} (ویرایش {digits_to_persian(str(revision.number))})")
    return revision


def edit(session: Session, piece: Piece, fields: Fields, by: User, seen: int) -> Revision:
    """Add a person's edit of the revision numbered `seen`, or the first text of a commissioned piece.

    Unchanged sentences keep their sources; edited ones rest on the editor's word. Raise Refused if there is no text
    yet, if nothing changed, or if somebody else has edited meanwhile.
    """
    if writes_first(session, piece, by):
        return add_revision(session, piece, fields, by)
    number, latest = digits_to_persian(str(piece.id)), written(piece)
    if latest.number != seen:
        raise Refused(f"مطلب {number}: «{latest.by}» در همین میان آن را ویرایش کرده است؛ دو متن را کنار هم ببینید")
    if _normal(fields) == latest.fields_model:
        raise Refused(f"مطلب {number}: چیزی در متن عوض نشده است")
    texts = fields.texts()
    sources = [source for source in latest.sources_model if source.text in texts[source.field]]
    return add_revision(session, piece, fields, by, sources)


def writes_first(session: Session, piece: Piece, by: User) -> bool:
    """Return whether the piece waits for its first text by `by`, a contributor."""
    return piece.revision is None and piece.submitted_by == by.name and is_commissioned(session, piece)


def written(piece: Piece) -> Revision:
    """Return the latest revision. Raise Refused if there is none yet."""
    if piece.revision is None:
        number = digits_to_persian(str(piece.id))
        raise Refused(f"مطلب {number} هنوز متنی ندارد؛ نوبت بعدی پیش‌نویس آن را می‌نویسد")
    return piece.revision


def revisions(session: Session, piece: Piece) -> list[Revision]:
    """Return every revision, oldest first."""
    query = select(Revision).where(Revision.piece_id == piece.id).order_by(Revision.number)
    return list(session.scalars(query.options(lazyload("*"))))


def attach_media(session: Session, revision: Revision, items: Iterable[tuple[Media, bytes]]) -> None:
    """Attach images to `revision`, once; attaching the same ones again changes nothing.

    Raise Refused for different images: an approval covers the images, so new ones need a new revision. Raise ValueError
    if an image does not match its hash, or was not kept (`bumi.newsroom.media.store.keep`) before this transaction.
    """
    items = list(items)
    for media, data in items:
        if hashlib.sha256(data).hexdigest() != media.sha256:
            raise ValueError(f"{media.name}: the bytes do not have the hash {media.sha256}")
    if revision.images:
        if revision.media != tuple(media for media, _ in items):
            raise Refused("این ویرایش تصویرهای خود را دارد؛ برای تصویرهای تازه ویرایش تازه بسازید")
        return
    _name(session, items)
    there = _renditions(session, {media.sha256 for media, _ in items})
    for position, (media, _) in enumerate(items):
        renditions = [each for each in there if each.of == media.sha256]
        revision.images.append(
            RevisionMedia(
                position=position,
                sha256=media.sha256,
                media=media.model_dump(mode="json", exclude_defaults=True),
                renditions=renditions,
            )
        )
    session.get_one(Piece, revision.piece_id).settle()
    session.flush()


def _append(session: Session, piece: Piece, revision: Revision, by: User, sentence: str) -> None:
    piece.updated_at = now()
    session.flush()  # fails here, before anything is written, if the piece changed since we read it
    session.add(revision)
    session.flush()
    put_in_index(session, revision)
    piece.revision = revision
    put_in_search(session, piece)
    piece.settle()
    write_line(session, piece, by, sentence)
    session.flush()
    if piece.state not in UNAPPROVED:  # from there an edit moves nothing
        move(session, piece, State.SUBMITTED, by)


def _author(session: Session, piece: Piece, by: User) -> str | None:
    """Return the contributor whose piece it is: known from its first text on, whatever becomes of their role.

    The first text is never the machine's, which leaves their pieces alone.
    """
    if piece.revision:
        return piece.revision.author
    ordered = None if by.role is Role.MACHINE else session.get_one(User, piece.submitted_by)
    return ordered.name if ordered and ordered.role is Role.CONTRIBUTOR else None


def _renditions(session: Session, of: Collection[str]) -> list[Rendition]:
    return list(session.scalars(select(Rendition).where(Rendition.of.in_(of))))


def _name(session: Session, items: Sequence[tuple[Media | Variant, bytes]]) -> None:
    """Name objects of the media store once; two runs may name the same."""
    rows = {about.sha256: {"content_type": about.content_type, "size": len(data)} for about, data in items}
    name(session, rows.keys())
    upsert(session, MediaFile, [{"sha256": sha256, **rows[sha256]} for sha256 in sorted(rows)])


def _refuse_edit(session: Session, piece: Piece, by: User) -> None:
    number = digits_to_persian(str(piece.id))
    reasons = []
    if alone := why_left_alone(session, piece, by):
        reasons.append(f"مطلب {number}: {alone}")
    if piece.state not in EDITABLE:
        busy = piece.state is State.PUBLISHING
        remedy = "پس از پایان انتشار دوباره بکوشید" if busy else "سفارش تازه‌ای ثبت کنید"
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
