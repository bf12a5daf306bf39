"""Reach of published pieces, added up for reports: views and visitors by channel, and what was read most."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bumi.newsroom.tables import Piece, ReachDay, Revision
from bumi.words import ReachChannel


class ChannelReach(NamedTuple):
    """Views and visitors by way of a channel."""

    channel: ReachChannel
    views: int
    visitors: int


class ReadPiece(NamedTuple):
    """A piece, its headline on one line, and how often it was read."""

    id: int
    headline: str
    views: int


def is_known(session: Session, since: date) -> bool:
    """Return whether any access log of `since` or later was read, so that no view is a view less."""
    latest = session.scalar(select(func.max(ReachDay.day)))
    return latest is not None and latest >= since


def by_channel(session: Session, published: ColumnElement[bool]) -> list[ChannelReach]:
    """Return the reach of the pieces under a condition, by channel, the most read first."""
    views, visitors = func.sum(ReachDay.views), func.sum(ReachDay.visitors)
    query = select(ReachDay.channel, views, visitors).join(Piece, Piece.id == ReachDay.piece_id).where(published)
    rows = session.execute(query.group_by(ReachDay.channel).order_by(views.desc(), ReachDay.channel))
    return [ChannelReach(channel, int(seen), int(by)) for channel, seen, by in rows]


def most_read(session: Session, published: ColumnElement[bool], count: int) -> list[ReadPiece]:
    """Return the most read pieces under a condition, the most read first."""
    views = func.sum(ReachDay.views)
    query = select(Piece.id, views).join(ReachDay, ReachDay.piece_id == Piece.id).where(published).group_by(Piece.id)
    found = {id: int(seen) for id, seen in session.execute(query.order_by(views.desc(), Piece.id).limit(count))}
    headline = Revision.fields["headline"].as_string()
    told = select(Piece.id, headline).join(Revision, Revision.id == Piece.published_revision_id)
    named = {id: words for id, words in session.execute(told.where(Piece.id.in_(found)))}
    return [ReadPiece(id, " ".join(named[id].split()), seen) for id, seen in found.items()]
