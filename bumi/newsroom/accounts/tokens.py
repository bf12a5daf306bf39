"""Tokens of agencies: their own programs hand in briefs with them, and the same request never counts twice."""

import hashlib
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.brief import Brief
from bumi.errors import BadInput, Refused, TooMany
from bumi.newsroom.accounts.passwords import fingerprint, secret
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.tables import AgencyToken, ApiRequest, Piece, User
from bumi.newsroom.workflow.states import Role
from bumi.persian.calendar import now
from bumi.persian.text import digits_to_persian, normal

__all__ = ["end_token", "holder", "make_token", "submit_once", "tokens"]

_LONGEST_KEY = 200
# Briefs in a time, of one token: more than any agency has to say, and less than an office computer drafts or its
# editors can read. A program that runs wild fills its own quota, and nobody's queue.
_QUOTA = ((timedelta(hours=1), 30, "یک ساعت"), (timedelta(days=1), 100, "یک شبانه‌روز"))


def make_token(session: Session, user: User, label: str, by: User) -> str:
    """Return a new token in the name of `user`; it is shown once. Refused, with all the reasons."""
    label = " ".join(normal(label).split())[:80]
    reasons = []
    if by.role is not Role.CHIEF:
        reasons.append(f"«{by.name}» اجازه این کار را ندارد؛ کار «{Role.CHIEF.persian}» است")
    if user.role is not Role.CONTENT or not user.agency or user.closed_at:
        reasons.append(f"کلید به نام کاربر تولید محتوای یک دستگاه ساخته می‌شود و «{user.name}» چنین نیست")
    if not label:
        reasons.append("نامی برای کلید بنویسید تا بعدها شناخته شود")
    if reasons:
        raise Refused(*reasons)
    new = secret()
    session.add(AgencyToken(hash=fingerprint(new), user=user.name, label=label, by=by.name))
    session.flush()
    return new


def tokens(session: Session) -> list[AgencyToken]:
    """Return all tokens, those in use first."""
    return list(session.scalars(select(AgencyToken).order_by(AgencyToken.ended_at.is_not(None), AgencyToken.id)))


def end_token(session: Session, id: int, by: User) -> None:
    """Put a token out of use. Refused to others than chiefs; BadInput where there is none such."""
    if by.role is not Role.CHIEF:
        raise Refused(f"«{by.name}» اجازه این کار را ندارد؛ کار «{Role.CHIEF.persian}» است")
    found = session.get(AgencyToken, id)
    if found is None:
        raise BadInput("چنین کلیدی نیست")
    found.ended_at = found.ended_at or now()
    session.flush()


def holder(session: Session, token: str) -> tuple[AgencyToken, User] | None:
    """Return the token and the user it acts for, or None where it is nobody's, ended, or its user's account closed."""
    query = select(AgencyToken).where(AgencyToken.hash == fingerprint(token), AgencyToken.ended_at.is_(None))
    found = session.scalar(query)
    if found is None:
        return None
    user = session.get_one(User, found.user)
    return None if user.closed_at or user.role is not Role.CONTENT else (found, user)


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
