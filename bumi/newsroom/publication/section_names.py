"""Section names: which section the pages of stories show for a county or an agency, by its name in briefs.

Recorded when a story goes out and compared with the province's data later, so that a changed name or address is found
without looking at any story.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.publication.ledger import outdate
from bumi.newsroom.publication.shelves import open_shelves
from bumi.newsroom.tables import Piece, SectionName, Shelf

_COLUMNS = {"county": Piece.county, "agency": Piece.agency}


class NamedSection(NamedTuple):
    """A section as pages show it, and the name that briefs have for it; `kind` is county or agency."""

    kind: str
    said: str
    slug: str
    name: str


def recorded(session: Session) -> set[NamedSection]:
    """Return all sections as pages show them."""
    query = select(SectionName.kind, SectionName.said, SectionName.slug, SectionName.name)
    return {NamedSection(*row) for row in session.execute(query)}


def record(session: Session, shown: Iterable[NamedSection]) -> None:
    """Record the sections that pages show; those that are recorded stay as they are."""
    upsert(session, SectionName, [each._asdict() for each in sorted(shown)])


def said_by_stories(session: Session) -> set[tuple[str, str]]:
    """Return the kind and the name of every county and agency of a published piece."""
    live = Piece.published_revision_id.is_not(None)
    return {
        (kind, said)
        for kind, column in _COLUMNS.items()
        for said in session.scalars(select(column).where(live).distinct())
    }


def renew(session: Session, changed: NamedSection) -> list[int]:
    """Record a section that is called otherwise by now, rename its shelf, and mark the pages of its stories outdated.

    Return the ids of its stories, oldest first.
    """
    key = (SectionName.kind == changed.kind, SectionName.said == changed.said)
    session.execute(delete(SectionName).where(*key))
    record(session, [changed])
    shelf = f"{changed.kind}/{changed.slug}"
    open_shelves(session, {shelf: changed.name})
    session.execute(update(Shelf).where(Shelf.name == shelf).values(title=changed.name))
    stories = select(Piece.id).where(Piece.published_revision_id.is_not(None), _COLUMNS[changed.kind] == changed.said)
    outdate(session, stories)
    return list(session.scalars(stories.order_by(Piece.published_at, Piece.id)))
