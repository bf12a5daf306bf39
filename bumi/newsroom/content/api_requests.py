"""Briefs submitted over the API: repeated requests return the same piece, and each token has a quota."""

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

_LONGEST_KEY = 200
# Maximum briefs per period and token: more than any agency needs, less than an office computer can draft or editors can
# read. A runaway program uses up only its own quota.
_QUOTA = ((timedelta(hours=1), 30, "یک ساعت"), (timedelta(days=1), 100, "یک شبانه‌روز"))


def submit_once(session: Session, token: AgencyToken, brief: Brief, key: str) -> tuple[Piece, bool]:
    """Submit a brief, and return its piece and whether it is new; a repeated `key` returns the first piece.

    Raise Refused if the key was used for another brief, TooMany if the token's quota is used up, BadInput if the key is
    too long.
    """
    if len(key) > _LONGEST_KEY:
        raise BadInput("«Idempotency-Key» بلند است؛ حداکثر ۲۰۰ نویسه بنویسید")
    body_hash = hashlib.sha256(brief.model_dump_json().encode()).hexdigest()
    # Locked until the session ends, so that concurrent requests of one token are counted one after the other.
    held = session.get_one(AgencyToken, token.id, with_for_update=True, populate_existing=True)
    known = session.get(ApiRequest, (token.id, key)) if key else None
    if known is not None:
        if known.body_hash != body_hash:
            raise Refused("این «Idempotency-Key» برای سفارش دیگری به کار رفته است؛ کلید تازه‌ای بفرستید")
        return session.get_one(Piece, known.piece_id), False
    moment = now()
    _refuse_beyond_quota(session, token, moment)
    piece = submit(session, brief, session.get_one(User, token.user))
    # A request without a key gets a random one, so that it counts towards the quota.
    session.add(ApiRequest(token_id=token.id, key=key or secret(), body_hash=body_hash, piece_id=piece.id, at=moment))
    held.used_at = moment
    session.flush()
    return piece, True


def _refuse_beyond_quota(session: Session, token: AgencyToken, moment: datetime) -> None:
    latest = select(ApiRequest.at).where(ApiRequest.token_id == token.id).order_by(ApiRequest.at.desc())
    for length, most, words in _QUOTA:
        first = session.scalar(latest.offset(most - 1).limit(1))  # the oldest of the last `most` requests
        if first is not None and first > moment - length:
            number, wait = digits_to_persian(str(most)), first + length - moment
            minutes = digits_to_persian(str(ceil(wait / timedelta(minutes=1))))
            raise TooMany(
                f"با یک کلید در {words} {number} سفارش پذیرفته می‌شود؛ {minutes} دقیقه دیگر دوباره بفرستید",
                ceil(wait.total_seconds()),
            )
