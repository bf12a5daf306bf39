"""Tokens of agencies: their own programs hand in briefs with them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.passwords import fingerprint, secret
from bumi.newsroom.states import Role
from bumi.newsroom.tables import AgencyToken, User
from bumi.persian.calendar import now
from bumi.persian.text import normal

__all__ = ["end_token", "holder", "make_token", "tokens"]


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
