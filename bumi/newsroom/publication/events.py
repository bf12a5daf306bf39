"""Published events: the time and place that calendars show, recorded as pieces go out, and what passes with time.

A piece of a campaign has the time of its campaign, so that a moved event moves in calendars when the next approved
piece about it goes out; an event that is called off is called off in calendars at once. Outside campaigns, the piece
that went out last says when its event is.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from bumi.newsroom.states import GONE
from bumi.newsroom.tables import Campaign, EventStage, Piece, PublishedEvent
from bumi.piece import Event, over_at
from bumi.words import Kind

KEPT = timedelta(days=30)
"""How long feeds keep an event that is over, for people whose calendars are read rarely."""


def event_of(piece: Piece, changed_at: datetime) -> Event | None:
    """Return the event that the brief of `piece` announces; None where it announces none, or not when it is."""
    starts_at, ends_at = (_moment(piece.brief.get(name)) for name in ("starts_at", "ends_at"))
    if piece.kind is not Kind.EVENT or starts_at is None:
        return None
    campaign = _campaign(piece)
    if campaign:
        starts_at, ends_at = _times(campaign)
    first = piece.follow_up.event_id if piece.follow_up else piece.id
    return Event(
        root=_root(campaign) if campaign else f"piece/{first}",
        starts_at=starts_at,
        ends_at=ends_at,
        place=piece.brief.get("where") or "",
        changed_at=changed_at,
        called_off=bool(campaign and campaign.cancelled_at),
    )


def recorded_event(piece: Piece) -> Event | None:
    """Return the event of a published piece as it is recorded; one that was taken back changed when that happened."""
    row = piece.event if piece.kind is Kind.EVENT else None
    if row is None:
        return None
    taken_back = piece.state in GONE and piece.state_since
    changed_at = max(row.changed_at, taken_back) if taken_back else row.changed_at
    return Event(
        root=row.root,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        changed_at=changed_at,
        called_off=row.called_off,
        dropped=row.dropped,
    )


def next_event(piece: Piece, at: datetime) -> Event | None:
    """Return the event that a publication of `piece` at `at` tells of; `dropped` where it no longer says when."""
    if event := event_of(piece, at):
        return event
    before = recorded_event(piece)
    return before.model_copy(update={"dropped": True, "changed_at": at}) if before else None


def record_events(session: Session, pieces: Sequence[Piece]) -> None:
    """Record the events of pieces that have just gone out; other pieces about the same events take their times."""
    for piece, at in ((each, each.republished_at) for each in pieces if each.republished_at):
        event, campaign = next_event(piece, at), _campaign(piece)
        if event:
            session.merge(_row(piece, event))
            session.flush()
            session.expire(piece, ["event"])
        if campaign and not campaign.cancelled_at:
            _follow(session, _root(campaign), _times(campaign), at)
        elif event and not event.dropped:
            _follow(session, event.root, (event.starts_at, event.ends_at), at)


def call_off_events(session: Session, campaign: Campaign, at: datetime) -> None:
    """Record that the event of a campaign is called off; calendars hear of it with the next publishing run."""
    for row in _of(session, _root(campaign)):
        if not row.called_off:
            row.called_off, row.changed_at = True, at
            _outdate(session, row)
    session.flush()


def _follow(session: Session, root: str, times: tuple[datetime, datetime | None], at: datetime) -> None:
    """Give all that is recorded of an event its present start and end."""
    for row in _of(session, root):
        if (row.starts_at, row.ends_at) != times:
            row.starts_at, row.ends_at = times
            row.until, row.stage, row.changed_at = over_at(*times), EventStage.COMING, at
            _outdate(session, row)
    session.flush()


def passing(session: Session, now: datetime) -> list[int]:
    """Return the pieces whose event is over by `now` or leaves the feeds, and is not recorded so."""
    return list(session.scalars(select(PublishedEvent.piece_id).where(_passing(now))))


def let_pass(session: Session, pieces: Collection[int], now: datetime) -> None:
    """Record that the events of these pieces are over by `now`, or no longer in the feeds."""
    query = select(PublishedEvent).where(PublishedEvent.piece_id.in_(pieces), _passing(now))
    for row in session.scalars(query.with_for_update()):
        row.stage = EventStage.LEFT if row.until <= now - KEPT else EventStage.OVER
    session.flush()


def last_passed(session: Session) -> datetime | None:
    """Return when the last event was over that lists know to be over, or None."""
    ended = (
        session.scalar(select(func.max(PublishedEvent.until)).where(PublishedEvent.stage == stage))
        for stage in (EventStage.OVER, EventStage.LEFT)
    )
    return max(filter(None, ended), default=None)


def _passing(now: datetime) -> ColumnElement[bool]:
    coming, over = (PublishedEvent.stage == stage for stage in (EventStage.COMING, EventStage.OVER))
    return or_(and_(coming, PublishedEvent.until <= now), and_(over, PublishedEvent.until <= now - KEPT))


def _row(piece: Piece, event: Event) -> PublishedEvent:
    return PublishedEvent(
        piece_id=piece.id,
        until=event.over_at,
        stage=EventStage.COMING,
        **event.model_dump(),
    )


def _of(session: Session, root: str) -> list[PublishedEvent]:
    return list(session.scalars(select(PublishedEvent).where(PublishedEvent.root == root)))


def _outdate(session: Session, row: PublishedEvent) -> None:
    session.get_one(Piece, row.piece_id).outdated = True


def _campaign(piece: Piece) -> Campaign | None:
    return piece.appearances[0].campaign if piece.appearances else None


def _times(campaign: Campaign) -> tuple[datetime, datetime | None]:
    """Return start and end of a campaign's event; it has no end where that is not known."""
    return campaign.starts_at, campaign.ends_at if campaign.ends_at > campaign.starts_at else None


def _root(campaign: Campaign) -> str:
    """Return what calendars know the event by: that of a single piece does not change with its sign-up list."""
    first = next((each.piece_id for each in campaign.appearances if each.piece_id), None) if campaign.single else None
    return f"campaign/{campaign.id}" if first is None else f"piece/{first}"


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
