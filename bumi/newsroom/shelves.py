"""Shelves: the orders in which readers leaf through stories, and which pages of them are out of date.

A story gets its place on a shelf when it first goes live and keeps it for life. A withdrawn one leaves a gap, so
nothing ever moves from one page of a list to another, and a new story touches only the end of each shelf.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bumi.newsroom.states import HIDDEN
from bumi.newsroom.stories import LEAN, story
from bumi.newsroom.tables import Piece, Shelf, ShelfPlace, StaleList
from bumi.newsroom.upsert import upsert
from bumi.piece import Story

__all__ = [
    "Glance",
    "freshen",
    "glances",
    "lengths",
    "newest",
    "on_shelf",
    "open_shelves",
    "place",
    "places",
    "stale",
    "touch",
    "unplaced",
]

_LISTED = (Piece.published_revision_id.is_not(None), Piece.state.not_in(HIDDEN))


class Glance(NamedTuple):
    """The little of a story that a sitemap needs."""

    slug: str
    updated_at: datetime


def place(session: Session, piece: Piece, shelves: Mapping[str, str]) -> dict[str, int]:
    """Put `piece` at the end of each shelf (title by name) where it has no place yet; return all its places."""
    known = places(session, piece)
    new = sorted(set(shelves) - set(known))
    open_shelves(session, {name: shelves[name] for name in new})
    query = select(Shelf).where(Shelf.name.in_(new)).order_by(Shelf.name)
    for shelf in session.scalars(query.with_for_update().execution_options(populate_existing=True)):
        shelf.length += 1
        known[shelf.name] = shelf.length
        session.add(ShelfPlace(shelf=shelf.name, position=shelf.length, piece_id=piece.id))
    session.flush()
    return known


def open_shelves(session: Session, shelves: Mapping[str, str]) -> None:
    """Make each shelf (title by name) that is not there, empty: its front page comes before its first story."""
    upsert(session, Shelf, [{"name": name, "title": shelves[name], "length": 0} for name in sorted(shelves)])


def places(session: Session, piece: Piece) -> dict[str, int]:
    """Return the place of `piece` on each shelf that it is on."""
    query = select(ShelfPlace.shelf, ShelfPlace.position).where(ShelfPlace.piece_id == piece.id)
    return {shelf: position for shelf, position in session.execute(query)}


def lengths(session: Session, names: Iterable[str] | None = None) -> dict[str, Shelf]:
    """Return the shelves called `names`, or all that there are, by name and in order."""
    query = select(Shelf).order_by(Shelf.name)
    query = query if names is None else query.where(Shelf.name.in_(list(names)))
    return {shelf.name: shelf for shelf in session.scalars(query)}


def on_shelf(session: Session, shelf: str, first: int, last: int) -> list[Story]:
    """Return the listed stories in places `first` to `last` of a shelf, the newest first."""
    query = (
        select(Piece)
        .options(*LEAN)
        .join(ShelfPlace, ShelfPlace.piece_id == Piece.id)
        .where(ShelfPlace.shelf == shelf, ShelfPlace.position.between(first, last), *_LISTED)
        .order_by(ShelfPlace.position.desc())
    )
    return [story(session, piece) for piece in session.scalars(query)]


def newest(session: Session, shelf: str, count: int) -> list[Story]:
    """Return the newest `count` listed stories of a shelf, the newest first."""
    query = (
        select(Piece)
        .options(*LEAN)
        .join(ShelfPlace, ShelfPlace.piece_id == Piece.id)
        .where(ShelfPlace.shelf == shelf, *_LISTED)
        .order_by(ShelfPlace.position.desc())
        .limit(count)
    )
    return [story(session, piece) for piece in session.scalars(query)]


def glances(session: Session, shelf: str, first: int, last: int) -> list[Glance]:
    """Return what a sitemap needs of the listed stories in places `first` to `last`, the newest first."""
    query = (
        select(Piece.slug, Piece.republished_at)
        .join(ShelfPlace, ShelfPlace.piece_id == Piece.id)
        .where(ShelfPlace.shelf == shelf, ShelfPlace.position.between(first, last), *_LISTED)
        .order_by(ShelfPlace.position.desc())
    )
    return [Glance(slug, at) for slug, at in session.execute(query) if at]


def unplaced(session: Session, shelf: str) -> list[Piece]:
    """Return the pieces that readers have seen and that have no place on `shelf`, the oldest first."""
    has = select(ShelfPlace.piece_id).where(ShelfPlace.shelf == shelf)
    query = select(Piece).where(Piece.published_revision_id.is_not(None), Piece.id.not_in(has))
    return list(session.scalars(query.order_by(Piece.published_at, Piece.id)))


def touch(session: Session, keys: Iterable[str]) -> None:
    """Say that the objects under `keys` are out of date."""
    rows = [{"key": key, "changes": 1} for key in sorted(set(keys))]
    upsert(session, StaleList, rows, {"changes": StaleList.changes + 1})


def stale(session: Session) -> dict[str, int]:
    """Return the keys that are out of date, each with the count of changes to hand to `freshen`."""
    return {key: changes for key, changes in session.execute(select(StaleList.key, StaleList.changes))}


def freshen(session: Session, keys: Mapping[str, int]) -> None:
    """Say that the objects under `keys` are up to date, but for what changed since they were counted."""
    for key in sorted(keys):
        session.execute(delete(StaleList).where(StaleList.key == key, StaleList.changes == keys[key]))
