"""Crisis notices in the database: which notice follows which, and which updates are promised."""

from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from bumi.errors import BadInput
from bumi.newsroom.accounts.access import visible
from bumi.newsroom.states import GONE, State
from bumi.newsroom.tables import CrisisNotice, Piece, User
from bumi.newsroom.tables.columns import Json
from bumi.newsroom.tables.plan import FOLLOWED
from bumi.persian.text import digits_to_persian


def add_notice(
    session: Session, piece: Piece, template: str, facts: Json, next_update_at: datetime, follows: int | None = None
) -> CrisisNotice:
    """Record that `piece` is a crisis notice, and when its next update is promised."""
    new = CrisisNotice(
        piece=piece, follows=follows, template=template, facts=facts, next_update_at=next_update_at, closed_at=None
    )
    session.add(new)
    session.flush()
    return new


def crisis_notice(session: Session, id: int) -> CrisisNotice:
    """Return the notice of piece `id`, its row locked until the session ends. Raise BadInput if there is none."""
    found = session.get(CrisisNotice, id, with_for_update=True, populate_existing=True)
    if found is None:
        number = digits_to_persian(str(id))
        raise BadInput(f"مطلب {number} اطلاعیه بحران نیست؛ شماره‌ها را با «bumi crisis list» ببینید")
    return found


def followed(session: Session, notice: CrisisNotice) -> bool:
    """Return whether another notice that is not gone follows this one, published or not."""
    query = select(CrisisNotice.piece_id).where(CrisisNotice.piece_id == notice.piece_id, FOLLOWED)
    return session.scalar(query) is not None


def open_notices(session: Session) -> list[CrisisNotice]:
    """Return the open notices that have no follow-up yet, next promised update first."""
    query = select(CrisisNotice).join(Piece, Piece.id == CrisisNotice.piece_id)
    query = query.where(CrisisNotice.closed_at.is_(None), Piece.state != State.DISCARDED, ~FOLLOWED)
    return list(session.scalars(query.order_by(CrisisNotice.next_update_at, CrisisNotice.piece_id)))


def due_updates(session: Session, user: User, now: datetime, ahead: timedelta) -> list[tuple[int, str, datetime]]:
    """Return updates promised up to `ahead` after `now` that `user` may see: (piece, topic, promised time).

    Every view of the queue runs this query, so it loads nothing else.
    """
    query = select(CrisisNotice.piece_id, Piece.brief["topic"].as_string(), CrisisNotice.next_update_at)
    return [(id, topic, at) for id, topic, at in session.execute(_owed(query, now, ahead).where(visible(user)))]


def promised_updates(session: Session, now: datetime, ahead: timedelta) -> list[tuple[int, datetime]]:
    """Return all updates promised up to `ahead` after `now`: (piece, promised time)."""
    query = select(CrisisNotice.piece_id, CrisisNotice.next_update_at)
    return [(id, at) for id, at in session.execute(_owed(query, now, ahead))]


def before(session: Session, id: int) -> list[CrisisNotice]:
    """Return the earlier notices of the same crisis that piece `id` replaces, nearest first; empty for other pieces."""
    notice, found = session.get(CrisisNotice, id), list[CrisisNotice]()
    while notice and notice.follows and (notice := session.get(CrisisNotice, notice.follows)):
        found.append(notice)
    return found


def replaced(session: Session, now: datetime) -> list[Piece]:
    """Return the live notices, unexpired at `now`, that a later live notice of the same crisis has replaced."""
    live = Piece.published_revision_id.is_not(None) & Piece.state.not_in(GONE)
    query = select(CrisisNotice.piece_id).join(Piece, Piece.id == CrisisNotice.piece_id).where(live)
    holding = query.where(or_(Piece.expire_at > now, Piece.expire_at.is_(None)))
    later = session.scalars(holding.where(CrisisNotice.follows.is_not(None)))
    earlier = {each.piece_id: each.piece for id in later for each in before(session, id)}
    return [earlier[id] for id in session.scalars(holding.order_by(CrisisNotice.piece_id)) if id in earlier]


def waiting_notices(session: Session, now: datetime) -> list[CrisisNotice]:
    """Return the unexpired notices that nobody has approved, oldest first."""
    query = select(CrisisNotice).join(Piece, Piece.id == CrisisNotice.piece_id)
    unapproved = Piece.state.in_((State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED))
    unseen = Piece.published_revision_id.is_(None) & or_(Piece.expire_at > now, Piece.expire_at.is_(None))
    return list(session.scalars(query.where(unapproved, unseen).order_by(CrisisNotice.piece_id)))


def _owed[*Columns](query: Select[*Columns], now: datetime, ahead: timedelta) -> Select[*Columns]:
    return (
        query.join(Piece, Piece.id == CrisisNotice.piece_id)
        .where(CrisisNotice.closed_at.is_(None), CrisisNotice.next_update_at <= now + ahead)
        .where(Piece.state.not_in(GONE), Piece.expire_at > now, ~FOLLOWED)
        .order_by(CrisisNotice.next_update_at, CrisisNotice.piece_id)
    )
