"""Bylines: which author the pages of a story name, and which pages and lists still show an author otherwise.

What readers may be told of an author, the profile says (`bumi.newsroom.accounts.profiles`). A change marks it, and the
next publishing run marks what shows it.
"""

from collections.abc import Sequence

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from bumi.newsroom.publication.ledger import outdate
from bumi.newsroom.tables import ContributorProfile, Piece, Revision, Shelf, ShelfPlace, StaleList
from bumi.piece import Author, Byline, Story

AUTHORS = "authors"
"""Kind of the sections of authors, and prefix of their shelves."""


def byline_of(session: Session, account: str | None) -> Byline | None:
    """Return the author whom the pages of a story name, by account; None where no name may be shown."""
    found = session.get(ContributorProfile, account) if account else None
    return Byline(name=found.shown["name"], slug=found.shown["slug"]) if found and found.shown else None


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
    """Mark the pages of an author's stories as outdated, and the profile as seen to; return what to show now.

    The pieces get another version, so that no run delivers or lists what it has read of them before.
    """
    query = select(ContributorProfile).where(ContributorProfile.name == account)
    found = session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    own = _of_author(account)
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


def _of_author(account: str) -> Select[int]:
    own = (Revision.id == Piece.published_revision_id, Revision.author == account)
    return select(Piece.id).join(Revision, own[0]).where(own[1])
