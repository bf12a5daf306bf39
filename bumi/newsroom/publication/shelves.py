"""Shelves: the paginated lists of stories, and which of their pages are out of date.

A story gets a permanent place on a shelf when it first goes live. A withdrawn one leaves a gap, so that no story moves
to another page of a list, and a new story changes only the end of each shelf.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, delete, func, or_, select
from sqlalchemy.orm import Session

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.publication.stories import Known, chosen
from bumi.newsroom.states import HIDDEN, LIVE
from bumi.newsroom.tables import SINGLE, Appearance, Campaign, EndedWarning, Piece, Shelf, ShelfPlace, StaleList
from bumi.piece import Story
from bumi.words import APART, Kind, Urgency

_LISTED = (Piece.published_revision_id.is_not(None), Piece.state.not_in(HIDDEN))


class Spot(NamedTuple):
    """A place on a shelf and the length of the shelf: when the place was just given, otherwise the present length."""

    position: int
    length: int


class Glance(NamedTuple):
    """The data of a story that a sitemap needs."""

    slug: str
    updated_at: datetime


def place(session: Session, stories: Mapping[int, Mapping[str, str]]) -> dict[int, dict[str, Spot]]:
    """Append pieces, by id, to each shelf (title by name) where they have no place yet, in order.

    Return all places of each piece, also those on shelves that it was given before and is not asked for now.
    """
    names = {name: title for shelves in stories.values() for name, title in shelves.items()}
    known = places(session, stories)
    shelves = _locked(session, names)
    given: dict[int, dict[str, Spot]] = {}
    for id, asked in stories.items():
        for name in sorted(asked.keys() - known[id].keys()):
            length = shelves[name].length = shelves[name].length + 1
            session.add(ShelfPlace(shelf=name, position=length, piece_id=id))
            given.setdefault(id, {})[name] = Spot(length, length)
    session.flush()
    if former := {name for of in known.values() for name in of} - shelves.keys():
        shelves |= lengths(session, former)
    stood = {id: {name: Spot(at, shelves[name].length) for name, at in known[id].items()} for id in stories}
    return {id: stood[id] | given.get(id, {}) for id in stories}


def _locked(session: Session, names: Mapping[str, str]) -> dict[str, Shelf]:
    """Return the shelves, created if missing, with their rows locked until the transaction ends."""
    query = select(Shelf).where(Shelf.name.in_(names)).order_by(Shelf.name)
    query = query.with_for_update().execution_options(populate_existing=True)
    found = {shelf.name: shelf for shelf in session.scalars(query)}
    if names.keys() - found.keys():
        open_shelves(session, names)
        found = {shelf.name: shelf for shelf in session.scalars(query)}
    return found


def open_shelves(session: Session, shelves: Mapping[str, str]) -> None:
    """Create each missing shelf (title by name), empty: its front page must exist before its first story."""
    upsert(session, Shelf, [{"name": name, "title": shelves[name], "length": 0} for name in sorted(shelves)])


def places(session: Session, pieces: Collection[int]) -> dict[int, dict[str, int]]:
    """Return the place of each piece, by id, on each of its shelves."""
    query = select(ShelfPlace).where(ShelfPlace.piece_id.in_(pieces))
    found: dict[int, dict[str, int]] = {id: {} for id in pieces}
    for each in session.scalars(query):
        found[each.piece_id][each.shelf] = each.position
    return found


def lengths(session: Session, names: Iterable[str] | None = None) -> dict[str, Shelf]:
    """Return the shelves called `names`, or all shelves, by name, in order of name."""
    query = select(Shelf).order_by(Shelf.name)
    query = query if names is None else query.where(Shelf.name.in_(list(names)))
    return {shelf.name: shelf for shelf in session.scalars(query)}


def on_shelf(session: Session, shelf: str, first: int, last: int, known: Known) -> list[Story]:
    """Return the listed stories in places `first` to `last` of a shelf, newest first; see `chosen`."""
    return chosen(session, _versions(shelf).where(ShelfPlace.position.between(first, last)), known)


def newest(session: Session, shelf: str, count: int, known: Known, besides: Kind | None = None) -> list[Story]:
    """Return the newest `count` listed stories of a shelf, except those of a kind, newest first; see `chosen`."""
    query = _versions(shelf) if besides is None else _versions(shelf).where(Piece.kind != besides)
    return chosen(session, query.limit(count), known)


def holding(session: Session, moment: datetime, known: Known) -> list[Story]:
    """Return the listed crisis warnings that expire after `moment`, newest first; see `chosen`."""
    query = select(Piece.id, Piece.version).where(Piece.urgency == Urgency.CRISIS, Piece.expire_at > moment, *_LISTED)
    return chosen(session, query.order_by(Piece.published_at.desc(), Piece.id.desc()), known)


def ending_warnings(session: Session, before: datetime) -> list[int]:
    """Return the listed crisis warnings without an end that were published until `before` and are not ended."""
    ended = select(EndedWarning.piece_id)
    query = select(Piece.id).where(
        *(Piece.urgency == Urgency.CRISIS, Piece.kind.not_in(APART), Piece.expire_at.is_(None)),
        *(Piece.state.in_(LIVE), Piece.published_at <= before, Piece.id.not_in(ended)),
    )
    return list(session.scalars(query))


def end_warnings(session: Session, pieces: Collection[int]) -> None:
    """Record that these warnings have ended, for the front page."""
    upsert(session, EndedWarning, [{"piece_id": each} for each in sorted(pieces)])


def last_ended_warning(session: Session) -> datetime | None:
    """Return when the latest of the warnings that have ended was published, or None."""
    return session.scalar(select(func.max(Piece.published_at)).join(EndedWarning, EndedWarning.piece_id == Piece.id))


def _versions(shelf: str) -> Select[int, int]:
    return (
        select(Piece.id, Piece.version)
        .join(ShelfPlace, ShelfPlace.piece_id == Piece.id)
        .where(ShelfPlace.shelf == shelf, *_LISTED)
        .order_by(ShelfPlace.position.desc())
    )


def glances(session: Session, shelf: str, first: int, last: int) -> list[Glance]:
    """Return sitemap data of the listed stories in places `first` to `last`, newest first."""
    query = (
        select(Piece.slug, Piece.republished_at)
        .join(ShelfPlace, ShelfPlace.piece_id == Piece.id)
        .where(ShelfPlace.shelf == shelf, ShelfPlace.position.between(first, last), *_LISTED)
        .order_by(ShelfPlace.position.desc())
    )
    return [Glance(slug, at) for slug, at in session.execute(query) if at]


def unplaced(session: Session, shelf: str, of_campaigns: bool = False) -> list[Piece]:
    """Return the published pieces without a place on `shelf` or a shelf below it, oldest first.

    With `of_campaigns`, return only pieces of campaigns.
    """
    there = or_(ShelfPlace.shelf == shelf, ShelfPlace.shelf.startswith(f"{shelf}/"))
    query = select(Piece).where(
        Piece.published_revision_id.is_not(None), Piece.id.not_in(select(ShelfPlace.piece_id).where(there))
    )
    query = (
        query.where(Piece.appearances.any(Appearance.campaign.has(Campaign.plan != SINGLE))) if of_campaigns else query
    )
    return list(session.scalars(query.order_by(Piece.published_at, Piece.id)))


def touch(session: Session, keys: Iterable[str]) -> None:
    """Mark the objects under `keys` as out of date."""
    rows = [{"key": key, "changes": 1} for key in sorted(set(keys))]
    upsert(session, StaleList, rows, {"changes": StaleList.changes + 1})


def stale(session: Session) -> dict[str, int]:
    """Return the keys that are out of date, each with its count of changes to pass to `freshen`."""
    return {key: changes for key, changes in session.execute(select(StaleList.key, StaleList.changes))}


def freshen(session: Session, keys: Mapping[str, int]) -> None:
    """Mark the objects under `keys` as up to date, unless they changed again since they were counted."""
    if keys:
        counted = delete(StaleList).where(StaleList.key == bindparam("of"), StaleList.changes == bindparam("counted"))
        session.connection().execute(counted, [{"of": key, "counted": keys[key]} for key in sorted(keys)])
