"""API tokens with which agencies' own programs submit briefs."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.passwords import fingerprint, secret
from bumi.newsroom.states import Role
from bumi.newsroom.tables import AgencyToken, User
from bumi.persian.calendar import now
from bumi.persian.text import normal


def make_token(session: Session, user: User, label: str, by: User) -> str:
    """Return a new token for `user`, shown only once. Raise Refused, with all reasons, if it is not allowed."""
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
    """Return all tokens, active ones first."""
    return list(session.scalars(select(AgencyToken).order_by(AgencyToken.ended_at.is_not(None), AgencyToken.id)))


def end_token(session: Session, id: int, by: User) -> None:
    """Revoke a token. Raise Refused unless `by` is a chief, BadInput if the token does not exist."""
    if by.role is not Role.CHIEF:
        raise Refused(f"«{by.name}» اجازه این کار را ندارد؛ کار «{Role.CHIEF.persian}» است")
    found = session.get(AgencyToken, id)
    if found is None:
        raise BadInput("چنین کلیدی نیست")
    found.ended_at = found.ended_at or now()
    session.flush()


def holder(session: Session, token: str) -> tuple[AgencyToken, User] | None:
    """Return the token and its user, or None if it is unknown, revoked, or its user may not submit."""
    query = select(AgencyToken).where(AgencyToken.hash == fingerprint(token), AgencyToken.ended_at.is_(None))
    found = session.scalar(query)
    if found is None:
        return None
    user = session.get_one(User, found.user)
    return None if user.closed_at or user.role is not Role.CONTENT else (found, user)
