"""Publication in the database: which pieces are due, and what is recorded before and after each is put.

A piece that goes out is held by a run, whose name it carries. A run shows that it lives by a lock of that name
(`Newsroom.present`); what a dead one held is let go by `release` and is due again.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, and_, case, func, or_, select, update
from sqlalchemy.orm import Session, lazyload, selectinload

from bumi.errors import Refused
from bumi.newsroom.accounts.users import machine
from bumi.newsroom.states import EXPIRING, State
from bumi.newsroom.tables import Piece, Publication, Revision, User
from bumi.newsroom.workflow.conditions import LEASE
from bumi.newsroom.workflow.transitions import READY, STUMBLED, move, move_unwritten
from bumi.persian.text import digits_to_persian

__all__ = [
    "begin",
    "claim",
    "coming",
    "due",
    "expire",
    "fail",
    "finish",
    "finish_all",
    "held",
    "held_runs",
    "outstanding",
    "release",
    "renamed",
    "retry",
]

_LEAN = (
    lazyload(Piece.dismissals),
    lazyload(Piece.published_revision),
    selectinload(Piece.revision).lazyload(Revision.checkup),
)
_LIVE = Piece.published_revision_id.is_not(None)


def due(session: Session, now: datetime) -> list[Piece]:
    """Return what should go out at `now`, the longest due first: times come, embargoes past, not expired.

    What failed or stayed unconfirmed is due again when its next attempt is; what is `publishing` only when its run
    is gone, or has held it for longer than `LEASE`, and so must be stuck.
    """
    return list(session.scalars(_due(now)))


def coming(session: Session, now: datetime) -> list[Piece]:
    """Return what is approved and will be due after `now`, the soonest first."""
    planned = func.coalesce(Piece.publish_at, Piece.embargo_until)
    at = case((Piece.embargo_until > planned, Piece.embargo_until), else_=planned)
    return list(session.scalars(select(Piece).where(Piece.state.in_(READY), at > now).order_by(at, Piece.id)))


def claim(
    session: Session, now: datetime, run: str, limit: int, besides: Collection[int] = ()
) -> tuple[list[Piece], list[tuple[Piece, Refused]]]:
    """Take up to `limit` due pieces for `run`, but none of `besides`; return them, and those that are refused and why.

    Rows that another run is just taking are passed over, so that several runs share the work.
    """
    query = _due(now).where(Piece.id.not_in(besides)).limit(limit)
    taken, refused = [], []
    locked = query.with_for_update(skip_locked=True, of=Piece).execution_options(populate_existing=True)
    by = machine(session)
    for each in list(session.scalars(locked)):
        try:
            _begin(session, each, now, run, by)
            taken.append(each)
        except Refused as error:
            refused.append((each, error))
    session.flush()
    return taken, refused


def begin(session: Session, piece: Piece, now: datetime, run: str = "") -> None:
    """Take `piece` for publication: of several runs exactly one gets it; commit before putting anything.

    Approval and content are read again under a lock on the row; Refused, with all the reasons, where the
    approval is not for exactly this content, the time has not come, or another run has the piece.
    """
    session.expire(piece)
    session.get_one(Piece, piece.id, populate_existing=True, with_for_update=True)
    _begin(session, piece, now, run, machine(session))
    session.flush()


def held(session: Session, ids: Sequence[int]) -> list[Piece]:
    """Return pieces that a run holds, in the order of their numbers, with no more loaded than publishing needs."""
    return list(session.scalars(select(Piece).options(*_LEAN).where(Piece.id.in_(ids)).order_by(Piece.id)))


def finish(session: Session, piece: Piece, now: datetime, run: str = "") -> None:
    """Record that readers can see it; see `finish_all`."""
    finish_all(session, [piece], now, run)


def finish_all(session: Session, pieces: Iterable[Piece], now: datetime, run: str) -> None:
    """Record that readers can see pieces; pages are dated from `begin`, so that they can be made again alike.

    What a chief approved without a second pair of eyes waits for them from here on. Refused where another run has taken
    one over meanwhile.
    """
    by = machine(session)
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
    session.flush()


def fail(
    session: Session,
    piece: Piece,
    sentence: str,
    retry_at: datetime | None,
    unconfirmed: bool = False,
    run: str = "",
) -> None:
    """Record, in a sentence, why it could not go out, or (`unconfirmed`) that nobody knows whether it did.

    It is due again at `retry_at`, or, where that is None, when somebody asks for it (`retry`).
    """
    _refuse_others(piece, run)
    to = State.PUBLISH_UNCONFIRMED if unconfirmed else State.PUBLISH_FAILED
    move(session, piece, to, machine(session), why=sentence)
    piece.next_attempt_at = retry_at
    session.flush()


def retry(session: Session, now: datetime) -> None:
    """Make all that failed due at once."""
    session.execute(update(Piece).where(Piece.state.in_(STUMBLED)).values(next_attempt_at=now))


def expire(session: Session, now: datetime) -> list[Piece]:
    """End the time of every live piece whose `expire_at` has come; return them."""
    query = select(Piece).where(_LIVE, Piece.expire_at <= now, Piece.state.in_(EXPIRING))
    found = list(session.scalars(query.order_by(Piece.id).with_for_update()))
    for each in found:
        move(session, each, State.EXPIRED, machine(session), at=now)
    return found


def outstanding(session: Session) -> list[Piece]:
    """Return the pieces whose pages do not say yet what is so: taken back, expired, renamed.

    What is being published is left to its run, and what stumbled to the next that tries.
    """
    query = select(Piece).where(Piece.outdated, _LIVE, Piece.state.not_in((State.PUBLISHING, *STUMBLED)))
    return list(session.scalars(query.order_by(Piece.id)))


def renamed(session: Session) -> list[Piece]:
    """Return the pieces that readers see and that may not be yet at the address that they have."""
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
    """Take a piece whose row is locked and read anew."""
    move_unwritten(session, piece, State.PUBLISHING, by, at=now)
    piece.begun_by = run


def _due(now: datetime) -> Select[Piece]:
    again = and_(Piece.state.in_(STUMBLED), Piece.next_attempt_at <= now)
    left = and_(Piece.state == State.PUBLISHING, or_(Piece.begun_at.is_(None), Piece.begun_at <= now - LEASE))
    return (
        select(Piece)
        .options(*_LEAN)
        .where(
            or_(Piece.state.in_(READY), again, left),
            or_(Piece.publish_at.is_(None), Piece.publish_at <= now),
            or_(Piece.embargo_until.is_(None), Piece.embargo_until <= now),
            or_(Piece.expire_at.is_(None), Piece.expire_at > now),
        )
        .order_by(Piece.attempts, func.coalesce(Piece.publish_at, Piece.approved_at), Piece.id)
    )


def _refuse_others(piece: Piece, run: str) -> None:
    if piece.begun_by != run:
        number = digits_to_persian(str(piece.id))
        raise Refused(f"مطلب {number}: اجرای دیگری آن را به دست گرفته است و نتیجه‌اش را همان می‌گوید")
