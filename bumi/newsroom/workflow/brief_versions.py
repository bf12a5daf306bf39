"""Versions of a brief: which one a revision was written from, and what has changed since.

A revision's sources are numbered by the parts of the version that it answers (`Revision.brief_version`).
"""

from collections.abc import Iterable

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, object_session

from bumi.brief import Brief
from bumi.brief_changes import BriefChange, PartMatch, brief_changes, matched
from bumi.newsroom.tables import BriefVersion, Photo, Piece, Revision, SentenceProposal
from bumi.newsroom.tables.columns import Json
from bumi.persian.text import digits_to_persian
from bumi.piece import Source

PHOTOS = "photos"
"""The name of a change of the photos."""

_FOR_COLLEAGUES = "internal_note"  # no text and no card says it


def versions(session: Session, piece: Piece) -> list[BriefVersion]:
    """Return the versions of the brief and the requests for others, oldest first; empty if it never changed."""
    return list(
        session.scalars(select(BriefVersion).where(BriefVersion.piece_id == piece.id).order_by(BriefVersion.id))
    )


def version(session: Session, piece: Piece, number: int) -> BriefVersion | None:
    """Return one version, or None if the brief never changed."""
    query = select(BriefVersion).where(BriefVersion.piece_id == piece.id, BriefVersion.number == number)
    return session.scalar(query)


def keep_first(session: Session, piece: Piece) -> None:
    """Store the brief as its first version, before it changes for the first time."""
    if piece.brief_version == 1 and version(session, piece, 1) is None:
        first = BriefVersion(
            piece_id=piece.id,
            number=1,
            based_on=0,
            brief=piece.brief,
            photos=photo_ids(session, piece.id),
            by=piece.submitted_by,
            at=piece.created_at,
        )
        session.add(first)
        session.flush()


def return_to(session: Session, piece: Piece, number: int, why: str) -> None:
    """Make an earlier version the brief again, as the newest one, still by whoever wrote it; the approval is void."""
    earlier = version(session, piece, number)
    if earlier is None or number == piece.brief_version:
        return
    add_version(session, piece, earlier.brief, earlier.photos, earlier.by, why)
    piece.void_approval()
    session.flush()


def add_version(session: Session, piece: Piece, brief: Json, photos: list[int], by: str, why: str = "") -> None:
    """Put a brief and its photos into force as the newest version, by an account; the first one is stored already."""
    number, based_on = piece.brief_version + 1, piece.brief_version
    session.add(
        BriefVersion(piece_id=piece.id, number=number, based_on=based_on, brief=brief, photos=photos, by=by, why=why)
    )
    piece.brief, piece.brief_version = brief, number


def photo_ids(session: Session, piece_id: int) -> list[int]:
    """Return the ids of the photos of a piece: those of its version, or all if its brief never changed."""
    in_force = and_(BriefVersion.piece_id == Piece.id, BriefVersion.number == Piece.brief_version)
    query = (
        select(Photo.id, BriefVersion.photos).join(Piece, Piece.id == Photo.piece_id).outerjoin(BriefVersion, in_force)
    )
    rows = session.execute(query.where(Photo.piece_id == piece_id).order_by(Photo.id))
    return [id for id, photos in rows if photos is None or id in photos]


def photos_of_revision(session: Session, piece: Piece, revision: Revision) -> list[int]:
    """Return the ids of the photos in the version of the brief that `revision` answers, the one that leads first."""
    read = version(session, piece, revision.brief_version)
    return read.photos if read else photo_ids(session, piece.id)


def answered_brief(session: Session, piece: Piece, revision: Revision) -> Brief:
    """Return the version of the brief that `revision` answers."""
    if revision.brief_version == piece.brief_version:
        return piece.brief_model
    found = version(session, piece, revision.brief_version)
    return Brief.model_validate(found.brief) if found else piece.brief_model


def answered(piece: Piece, revision: Revision) -> Json:
    """Return the version of the brief that `revision` answers as it was stored, whatever the province is by now."""
    session = object_session(piece)
    if revision.brief_version == piece.brief_version or session is None:
        return piece.brief
    found = version(session, piece, revision.brief_version)
    return found.brief if found else piece.brief


def changes_since(session: Session, piece: Piece, revision: Revision) -> list[BriefChange]:
    """Return what has changed in the brief since `revision` was drafted, but for notes to colleagues."""
    if revision.brief_version == piece.brief_version:
        return []
    found = version(session, piece, revision.brief_version)
    if found is None:
        return []
    changed = brief_changes(Brief.model_validate(found.brief), piece.brief_model)
    photos = photo_change(session, found.photos, photo_ids(session, piece.id))
    return for_readers(changed) + photos


def for_readers(changed: Iterable[BriefChange]) -> list[BriefChange]:
    """Return the changes but for that of the note to colleagues, to which no text answers."""
    return [each for each in changed if each.name != _FOR_COLLEAGUES]


def photo_change(session: Session, before: list[int], after: list[int]) -> list[BriefChange]:
    """Return the change of the photos as a list of one, or an empty list if they show the same."""
    if before == after:
        return []
    old, new = (_shown(session, ids) for ids in (before, after))
    if old == new:
        return []
    return [BriefChange(PHOTOS, *(digits_to_persian(f"{len(each)} عکس") if each else "" for each in (old, new)))]


def carried_sources(session: Session, piece: Piece, revision: Revision) -> tuple[Source, ...]:
    """Return the sources of `revision` by the parts of the brief as it is now."""
    if revision.brief_version == piece.brief_version:
        return revision.sources_model
    brief = piece.brief_model
    match = matched(answered_brief(session, piece, revision), brief)
    return tuple(carried(source, match, brief) for source in revision.sources_model)


def carried(source: Source, match: PartMatch, brief: Brief) -> Source:
    """Return a source with the ids and the words that its parts have in another version of the brief."""
    ids, parts = match.renumbered(source.rests_on), brief.parts()
    return source.model_copy(update={"rests_on": ids, "notes": tuple(parts[id] for id in ids)})


def wrote_version(session: Session, piece: Piece, name: str) -> bool:
    """Return whether the user `name` changed the brief of `piece`."""
    own = (BriefVersion.piece_id == piece.id, BriefVersion.by == name, BriefVersion.number > 1)
    return piece.brief_version > 1 and bool(session.scalar(select(exists().where(*own))))


def open_proposals(session: Session, piece: Piece) -> list[SentenceProposal]:
    """Return the sentences drafted again between which and an editor's nobody has chosen."""
    query = select(SentenceProposal).where(SentenceProposal.piece_id == piece.id, SentenceProposal.settled_at.is_(None))
    return list(session.scalars(query.order_by(SentenceProposal.id)))


def unsettled(session: Session, piece: Piece) -> int:
    """Return how many proposals are open; there are none unless the brief changed."""
    if piece.brief_version == 1:
        return 0
    query = select(func.count()).where(SentenceProposal.piece_id == piece.id, SentenceProposal.settled_at.is_(None))
    return session.scalar(query) or 0


def _shown(session: Session, ids: Iterable[int]) -> list[str]:
    rows = session.execute(select(Photo.id, Photo.sha256).where(Photo.id.in_(list(ids))).order_by(Photo.id))
    return [sha256 or str(id) for id, sha256 in rows]
