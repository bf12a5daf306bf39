"""Briefs handed in over the API: a repeated request returns the piece of the first, and each token has a quota."""

import hashlib
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.brief import Brief
from bumi.errors import BadInput, Refused, TooMany
from bumi.newsroom.accounts.passwords import secret
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.tables import AgencyToken, ApiRequest, Piece, User
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian

__all__ = ["submit_once"]

_LONGEST_KEY = 200
# Briefs in a time, of one token: more than any agency has to say, and less than an office computer drafts or its
# editors can read. A program that runs wild fills its own quota, and nobody's queue.
_QUOTA = ((timedelta(hours=1), 30, "یک ساعت"), (timedelta(days=1), 100, "یک شبانه‌روز"))


def submit_once(session: Session, token: AgencyToken, brief: Brief, key: str) -> tuple[Piece, bool]:
    """Take in a brief, and say whether it is new: with a `key` that was used before, its piece comes again.

    Refused where the key was used for another brief, TooMany where the token's quota is used up; BadInput where the
    key is too long.
    """
    if len(key) > _LONGEST_KEY:
        raise BadInput("«Idempotency-Key» بلند است؛ حداکثر ۲۰۰ نویسه بنویسید")
    body_hash = hashlib.sha256(brief.model_dump_json().encode()).hexdigest()
    # Held until the session ends, so that requests of one token at once are counted one after the other.
    held = session.get_one(AgencyToken, token.id, with_for_update=True, populate_existing=True)
    known = session.get(ApiRequest, (token.id, key)) if key else None
    if known is not None:
        if known.body_hash != body_hash:
            raise Refused("این «Idempotency-Key» برای سفارش دیگری به کار رفته است؛ کلید تازه‌ای بفرستید")
        return session.get_one(Piece, known.piece_id), False
    moment = now()
    _refuse_beyond_quota(session, token, moment)
    piece = submit(session, brief, session.get_one(User, token.user))
    # Without a key of its own a request gets one that comes to nobody's mind: it counts, and is never asked for again.
    session.add(ApiRequest(token_id=token.id, key=key or secret(), body_hash=body_hash, piece_id=piece.id, at=moment))
    held.used_at = moment
    session.flush()
    return piece, True


def _refuse_beyond_quota(session: Session, token: AgencyToken, moment: datetime) -> None:
    latest = select(ApiRequest.at).where(ApiRequest.token_id == token.id).order_by(ApiRequest.at.desc())
    for length, most, words in _QUOTA:
        first = session.scalar(latest.offset(most - 1).limit(1))  # of as many as may be, newest first
        if first is not None and first > moment - length:
            number, wait = digits_to_persian(str(most)), first + length - moment
            minutes = digits_to_persian(str(ceil(wait / timedelta(minutes=1))))
            raise TooMany(
                f"با یک کلید در {words} {number} سفارش پذیرفته می‌شود؛ {minutes} دقیقه دیگر دوباره بفرستید",
                ceil(wait.total_seconds()),
            )
