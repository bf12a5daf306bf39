"""Publication state in the database: which pieces are due, and what is recorded before and after each upload.

A piece being published is held by a run and stores its name. A live run holds a lock of that name (`Newsroom.present`);
`release` frees the pieces of a dead run, so that they are due again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select, update
from sqlalchemy.orm import Session, lazyload, selectinload

from bumi.errors import Refused
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.notifications.outbox import note_move
from bumi.newsroom.publication import channel_posts
from bumi.newsroom.publication.events import record_events
from bumi.newsroom.states import EXPIRING, State
from bumi.newsroom.tables import Piece, Publication, Revision, User
from bumi.newsroom.tables.pieces import GOES_OUT_AT
from bumi.newsroom.workflow.conditions import LEASE
from bumi.newsroom.workflow.durations import StepRun, record_durations
from bumi.newsroom.workflow.refusals import numbered
from bumi.newsroom.workflow.timeline import write_line
from bumi.newsroom.workflow.transitions import READY, STUMBLED, move, move_unwritten
from bumi.persian.text import digits_to_persian

_LEAN = (
    lazyload(Piece.dismissals),
    lazyload(Piece.published_revision),
    selectinload(Piece.revision).lazyload(Revision.checkup),
)
_LIVE = Piece.published_revision_id.is_not(None)
_IN_TURN = (Piece.attempts, func.coalesce(Piece.publish_at, Piece.approved_at), Piece.id)


class PlannedPiece(NamedTuple):
    """An approved piece: its id, its headline on one line, and the moment it may be published; None means at once."""

    id: int
    headline: str
    goes_out_at: datetime | None


def due(session: Session, now: datetime) -> list[PlannedPiece]:
    """Return the pieces due for publication at `now`, in the order they are claimed; past embargo and unexpired.

    Failed or unconfirmed pieces are due again at their next attempt; `publishing` pieces only if their run is dead, or
    has held them longer than `LEASE` and so must be stuck. Of these the expired ones are due too: nobody knows whether
    their pages are up, and a claim says so.
    """
    return _planned(session, _due(now), *_IN_TURN)


def coming(session: Session, now: datetime) -> list[PlannedPiece]:
    """Return the approved pieces that become due after `now`, soonest first."""
    return _planned(session, and_(Piece.state.in_(READY), now < GOES_OUT_AT), GOES_OUT_AT, Piece.id)


def _planned(
    session: Session, condition: ColumnElement[bool], *order: SQLColumnExpression[object]
) -> list[PlannedPiece]:
    headline = Revision.fields["headline"].as_string()
    query = select(Piece.id, headline, GOES_OUT_AT).join(Revision, Revision.id == Piece.revision_id)
    rows = session.execute(query.where(condition).order_by(*order))
    return [PlannedPiece(id, " ".join(headline.split()), at) for id, headline, at in rows]


def claim(
    session: Session, now: datetime, run: str, limit: int, besides: Collection[int] = ()
) -> tuple[list[Piece], list[tuple[Piece, Refused]]]:
    """Claim up to `limit` due pieces for `run`, except `besides`; return them, and the refused ones with reasons.

    Rows that another run is claiming are skipped, so that several runs share the work. A refused piece says why on its
    page, and is tried again by each run.
    """
    # Ids first: sorting whole rows of all that is due would read far more than is claimed.
    query = select(Piece.id).where(_due(now), Piece.id.not_in(besides)).order_by(*_IN_TURN).limit(limit)
    ids = list(session.scalars(query.with_for_update(skip_locked=True)))
    rows = select(Piece).options(*_LEAN).where(Piece.id.in_(ids)).order_by(*_IN_TURN)
    taken, refused = [], []
    by = machine(session)
    for each in list(session.scalars(rows.execution_options(populate_existing=True))):
        try:
            _begin(session, each, now, run, by)
            taken.append(each)
        except Refused as error:
            _record_refusal(session, each, error, now, by)
            refused.append((each, error))
    session.flush()
    return taken, refused


def begin(session: Session, piece: Piece, now: datetime, run: str = "") -> None:
    """Claim `piece` for publication: of several runs exactly one succeeds; commit before uploading anything.

    Approval and content are read again under a row lock. Raise Refused, with all reasons, if the approval is not for
    exactly this content, the time has not come, or another run holds the piece.
    """
    session.expire(piece)
    session.get_one(Piece, piece.id, populate_existing=True, with_for_update=True)
    _begin(session, piece, now, run, machine(session))
    session.flush()


def is_unchanged(session: Session, id: int, version: int) -> bool:
    """Return whether a piece is still of this version."""
    return session.scalar(select(Piece.version).where(Piece.id == id)) == version


def held(session: Session, ids: Sequence[int]) -> list[Piece]:
    """Return pieces held by a run, by id, loading only what publishing needs."""
    return list(session.scalars(select(Piece).options(*_LEAN).where(Piece.id.in_(ids)).order_by(Piece.id)))


def finish(session: Session, piece: Piece, now: datetime, run: str = "") -> None:
    """Record that a piece is published; see `finish_all`."""
    finish_all(session, [piece], now, run)


def finish_all(session: Session, pieces: Sequence[Piece], now: datetime, run: str) -> None:
    """Record that pieces are published; pages are dated from `begin`, so that rebuilding gives identical pages.

    A piece approved by a chief without a second reader now waits for one. Raise Refused if another run has taken over a
    piece.
    """
    by, lags, pieces = machine(session), list[StepRun](), list(pieces)
    for piece in pieces:
        _refuse_others(piece, run)
        to = State.PUBLISHED_NEEDS_REVIEW if piece.alone else State.PUBLISHED
        move_unwritten(session, piece, to, by, at=now)
        if not (piece.revision and piece.approved_by and piece.approved_hash and piece.begun_at):
            raise Refused(f"مطلب {digits_to_persian(str(piece.id))} تأیید ندارد و منتشر نمی‌شود؛ دوباره تأییدش کنید")
        session.add(
            Publication(
                piece_id=piece.id,
                revision_id=piece.revision.id,
                hash=piece.approved_hash,
                approved_by=piece.approved_by,
                at=piece.begun_at,
            )
        )
        due_at = max(filter(None, (piece.goes_out_at, piece.approved_at)), default=now)
        lags.append(StepRun("publish", max(0.0, (now - due_at).total_seconds())))
    session.flush()
    channel_posts.want(session, pieces, now)
    record_events(session, pieces)
    record_durations(session, lags)


def fail(
    session: Session,
    piece: Piece,
    sentence: str,
    retry_at: datetime | None,
    unconfirmed: bool = False,
    run: str = "",
) -> None:
    """Record, in a Persian sentence, why publication failed or (`unconfirmed`) that its outcome is unknown.

    The piece is due again at `retry_at` or, if None, when somebody calls `retry`.
    """
    _refuse_others(piece, run)
    to = State.PUBLISH_UNCONFIRMED if unconfirmed else State.PUBLISH_FAILED
    move(session, piece, to, machine(session), why=sentence)
    piece.next_attempt_at = retry_at
    session.flush()


def put_off(session: Session, now: datetime, why: str) -> None:
    """Record, in a Persian sentence, why nothing that is due at `now` could be tried; all of it stays due."""
    problem = {"problem": why, "problem_step": "publish", "attempts": Piece.attempts + 1}
    session.execute(update(Piece).where(_due(now)).values(problem))


def retry(session: Session, now: datetime) -> None:
    """Make all failed and unconfirmed pieces due at once."""
    session.execute(update(Piece).where(Piece.state.in_(STUMBLED)).values(next_attempt_at=now))


def expire(session: Session, now: datetime) -> list[Piece]:
    """Expire every live piece whose `expire_at` has passed; return them."""
    query = select(Piece).where(_LIVE, Piece.expire_at <= now, Piece.state.in_(EXPIRING))
    found = list(session.scalars(query.order_by(Piece.id).with_for_update()))
    for each in found:
        move(session, each, State.EXPIRED, machine(session), at=now)
    return found


def outstanding(session: Session) -> list[Piece]:
    """Return the pieces with outdated pages: withdrawn, taken down, expired or renamed.

    Pieces being published, or to be retried, are left to the run that publishes them.
    """
    query = select(Piece).where(Piece.outdated, _LIVE, Piece.state.not_in((State.PUBLISHING, *STUMBLED)))
    return list(session.scalars(query.order_by(Piece.id)))


def renamed(session: Session) -> list[Piece]:
    """Return the published pieces with former slugs whose page may not be at the present slug yet."""
    query = select(Piece).where(Piece.outdated, _LIVE, Piece.former_slugs.any())
    return list(session.scalars(query.order_by(Piece.id)))


def held_runs(session: Session) -> set[str]:
    """Return the names of the runs that hold pieces."""
    held = select(Piece.begun_by).where(Piece.state == State.PUBLISHING, Piece.begun_at.is_not(None)).distinct()
    return set(session.scalars(held))


def release(session: Session, run: str) -> None:
    """Release the pieces that a dead `run` held."""
    query = select(Piece).where(Piece.state == State.PUBLISHING, Piece.begun_by == run).with_for_update()
    for each in session.scalars(query):
        each.begun_at = None


def _begin(session: Session, piece: Piece, now: datetime, run: str, by: User) -> None:
    """Claim a piece whose row is already locked and freshly read."""
    move_unwritten(session, piece, State.PUBLISHING, by, at=now)
    piece.begun_by = run


def _record_refusal(session: Session, piece: Piece, error: Refused, now: datetime, by: User) -> None:
    """Record why a due piece cannot be claimed; of one that a dead run held, nobody knows whether its page is up."""
    why = "؛ ".join(each.removeprefix(f"{numbered(piece)}: ") for each in error.problems)
    if piece.state is State.PUBLISHING:
        move_unwritten(session, piece, State.PUBLISH_UNCONFIRMED, by, why, now)
        piece.next_attempt_at = now
        return
    if piece.problem != why:
        write_line(session, piece, by, "زمان انتشارش رسید، ولی منتشر نمی‌شود", why, at=now)
        note_move(session, piece, State.PUBLISH_FAILED, by, now)
        # Not by the object, whose version would make open pages of the piece out of date.
        session.execute(update(Piece).where(Piece.id == piece.id).values(problem=why, problem_step="publish"))


def _due(now: datetime) -> ColumnElement[bool]:
    again = and_(Piece.state.in_(STUMBLED), Piece.next_attempt_at <= now)
    left = and_(Piece.state == State.PUBLISHING, or_(Piece.begun_at.is_(None), Piece.begun_at <= now - LEASE))
    return and_(
        or_(Piece.state.in_(READY), again, left),
        or_(Piece.publish_at.is_(None), Piece.publish_at <= now),
        or_(Piece.embargo_until.is_(None), Piece.embargo_until <= now),
        or_(Piece.expire_at.is_(None), Piece.expire_at > now, left),
    )


def _refuse_others(piece: Piece, run: str) -> None:
    if piece.begun_by != run:
        number = digits_to_persian(str(piece.id))
        raise Refused(f"مطلب {number}: اجرای دیگری آن را به دست گرفته است و نتیجه‌اش را همان می‌گوید")
