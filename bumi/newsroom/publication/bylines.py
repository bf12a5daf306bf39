"""Bylines: which author the pages of a story name, and which pages and lists still show an author otherwise.

What readers may be told of an author, the profile says (`bumi.newsroom.accounts.profiles`). A change marks it, and the
next publishing run marks what shows it.
"""

from collections.abc import Sequence

from sqlalchemy import Select, delete, select, union, update
from sqlalchemy.orm import Session

from bumi.newsroom.publication.ledger import outdate
from bumi.newsroom.tables import (
    ArchivePhoto,
    ContributorProfile,
    Photo,
    Piece,
    Revision,
    Shelf,
    ShelfPlace,
    StaleList,
)
from bumi.newsroom.workflow.brief_versions import photos_of_revision
from bumi.piece import Author, Byline, Media, Story

AUTHORS = "authors"
"""Kind of the sections of authors, and prefix of their shelves."""


def byline_of(session: Session, account: str | None) -> Byline | None:
    """Return the author whom the pages of a story name, by account; None where no name may be shown."""
    found = session.get(ContributorProfile, account) if account else None
    return Byline(name=found.shown["name"], slug=found.shown["slug"]) if found and found.shown else None


def credited(session: Session, piece: Piece, revision: Revision) -> tuple[Media, ...]:
    """Return the images of a revision with the photographers whom pages may name; all others as they were made."""
    images = revision.media
    if not any(each.shows_photo for each in images):
        return images
    query = select(Photo.id, ArchivePhoto.photographer).join(ArchivePhoto, ArchivePhoto.sha256 == Photo.sha256)
    taken = query.where(Photo.piece_id == piece.id, ArchivePhoto.photographer.is_not(None))
    took = {id: account for id, account in session.execute(taken)}
    ids = photos_of_revision(session, piece, revision) if took else []

    def named(image: Media) -> Media:
        known = took.get(ids[image.photo_number - 1]) if image.shows_photo and image.photo_number <= len(ids) else None
        byline = byline_of(session, known)
        return image.model_copy(update={"credit": byline.name}) if byline else image

    return tuple(map(named, images)) if ids else images


def author_called(session: Session, slug: str) -> Author | None:
    """Return the author whose page has this slug, as a chief approved the profile; None if there is none now."""
    shown = session.scalar(select(ContributorProfile.shown).where(ContributorProfile.slug == slug))
    return Author.model_validate(shown) if shown else None


def any_outdated(session: Session) -> bool:
    """Return whether pages do not show some author as they are to be shown now."""
    return bool(outdated_accounts(session))


def outdated_accounts(session: Session) -> list[str]:
    """Return the accounts of the authors whom pages do not show as they are to be shown now."""
    query = select(ContributorProfile.name).where(ContributorProfile.outdated)
    return list(session.scalars(query.order_by(ContributorProfile.name)))


def renew_author(session: Session, account: str) -> Author | None:
    """Mark the pages with an author's text or photos as outdated, and the profile as seen to; return what to show now.

    The pieces get another version, so that no run delivers or lists what it has read of them before.
    """
    query = select(ContributorProfile).where(ContributorProfile.name == account)
    found = session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    own: Select[int] = select(union(_of_author(account), _with_photos_of(account)).subquery().c.id)
    outdate(session, own)
    another = update(Piece).where(Piece.id.in_(own)).values(version=Piece.version + 1, updated_at=Piece.updated_at)
    session.execute(another.execution_options(synchronize_session=False))
    found.outdated = False
    session.flush()
    if not found.shown:
        return None
    author = Author.model_validate(found.shown)
    session.execute(update(Shelf).where(Shelf.name == f"{AUTHORS}/{author.slug}").values(title=author.name))
    return author


def stories_by(session: Session, account: str) -> list[int]:
    """Return the ids of an author's published pieces, oldest first."""
    return list(session.scalars(_of_author(account).order_by(Piece.published_at, Piece.id)))


def outdate_overtaken(session: Session, stories: Sequence[Story]) -> None:
    """Mark the authors of stories that were read, and now are published, with another byline than they are to have."""
    by_author = (Revision.id == Piece.published_revision_id, Revision.author.is_not(None))
    query = select(Piece.id, Revision.author).join(Revision, by_author[0]).where(by_author[1])
    shown = {each.id: each.byline for each in stories}
    for id, account in session.execute(query.where(Piece.id.in_(shown))).all():
        if (found := session.get(ContributorProfile, account)) and byline_of(session, account) != shown[id]:
            found.outdated = True
    _outdate_photographers(session, stories)


def _outdate_photographers(session: Session, stories: Sequence[Story]) -> None:
    """Mark the photographers of stories that were read with other credits than they are to have."""
    read = {each.id: each.media for each in stories if any(image.shows_photo for image in each.media)}
    query = select(Piece, ContributorProfile).join(Photo, Photo.piece_id == Piece.id)
    query = query.join(ArchivePhoto, ArchivePhoto.sha256 == Photo.sha256)
    query = query.join(ContributorProfile, ContributorProfile.name == ArchivePhoto.photographer)
    for piece, found in session.execute(query.where(Piece.id.in_(read))).all() if read else ():
        if piece.published_revision and credited(session, piece, piece.published_revision) != read[piece.id]:
            found.outdated = True


def left_shelves(session: Session) -> list[Shelf]:
    """Return the shelves of authors whose name may no longer be shown, or not at this address."""
    standing = select(ContributorProfile.slug).where(ContributorProfile.shown.is_not(None))
    own = {f"{AUTHORS}/{slug}" for slug in session.scalars(standing)}
    query = select(Shelf).where(Shelf.name.startswith(f"{AUTHORS}/")).order_by(Shelf.name)
    return [each for each in session.scalars(query) if each.name not in own]


def close_shelf(session: Session, shelf: Shelf) -> None:
    """Delete the shelf of an author with its places; its pages are no longer due."""
    session.execute(delete(StaleList).where(StaleList.key.startswith(f"{shelf.name}/")))
    session.execute(delete(ShelfPlace).where(ShelfPlace.shelf == shelf.name))
    session.execute(delete(Shelf).where(Shelf.name == shelf.name))


def _with_photos_of(account: str) -> Select[int]:
    """Return the published pieces with a photo of a contributor in their brief, now or before."""
    taken = select(Photo.piece_id).join(ArchivePhoto, ArchivePhoto.sha256 == Photo.sha256)
    own = taken.where(ArchivePhoto.photographer == account)
    return select(Piece.id).where(Piece.id.in_(own), Piece.published_revision_id.is_not(None))


def _of_author(account: str) -> Select[int]:
    own = (Revision.id == Piece.published_revision_id, Revision.author == account)
    return select(Piece.id).join(Revision, own[0]).where(own[1])
