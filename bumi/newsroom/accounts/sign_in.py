"""Sign-in (ورود): one-time links, passwords, and sessions that expire."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.passwords import code, fingerprint, matches, secret
from bumi.newsroom.accounts.users import known_name
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Invitation, SignIn, SignInAttempt, User
from bumi.persian.calendar import now
from bumi.persian.text import normal
from bumi.words import Named

DAY = timedelta(hours=12)
"""Maximum duration of a sign-in: a long working day."""

_ASLEEP = timedelta(hours=3)  # maximum time between requests before a sign-in expires
_NOTICED = timedelta(minutes=5)  # minimum interval between updates of `seen_at`; a write per page is too expensive
_VALID = timedelta(days=3)  # lifetime of a one-time link


class SignInOutcome(Named):
    """The outcome of a sign-in attempt.

    `invited`: the password was a one-time code, and the user must choose a password. `throttled`: the password was not
    checked.
    """

    OK = "ok", "وارد شد"
    JOINED = "joined", "گذرواژه گذاشت و وارد شد"
    INVITED = "invited", "با رمز یک‌بارمصرف آمد"
    WRONG = "wrong", "نام یا گذرواژه نادرست بود"
    CLOSED = "closed", "دسترسی‌اش بسته است"
    THROTTLED = "throttled", "پس از تلاش‌های نادرست بررسی نشد"


def invite(session: Session, invited: User, by: User) -> str:
    """Return a one-time code with which `invited` chooses a password; earlier codes become void.

    Raise Refused unless `by` is a chief or the machine, and if `invited` is the machine user.
    """
    if by.role not in (Role.CHIEF, Role.MACHINE) or invited.role is Role.MACHINE:
        raise Refused(f"«{by.name}» نمی‌تواند «{invited.name}» را دعوت کند؛ دعوت کار «{Role.CHIEF.persian}» است")
    earlier = update(Invitation).where(Invitation.user == invited.name, Invitation.used_at.is_(None))
    session.execute(earlier.values(used_at=now()))
    new = code()
    session.add(Invitation(hash=fingerprint(new), user=invited.name, by=by.name, expires_at=now() + _VALID))
    session.flush()
    return new


def invitation(session: Session, code: str) -> User | None:
    """Return the user of a one-time code, or None if it is used, expired or unknown."""
    kept = session.get(Invitation, fingerprint(_typed(code)))
    if kept is None or kept.used_at is not None or kept.expires_at <= now():
        return None
    invited = session.get_one(User, kept.user)
    return None if invited.closed_at else invited


def join(session: Session, code: str, kept: str, address: str) -> str:
    """Redeem the code, store the password hash, end the user's other sign-ins, and return a new sign-in cookie.

    Raise BadInput if the code is not valid.
    """
    invited = invitation(session, code)
    if invited is None:
        raise BadInput("این پیوند یک‌بارمصرف دیگر کار نمی‌کند؛ از سردبیر پیوند تازه‌ای بخواهید")
    invited.password = kept
    session.get_one(Invitation, fingerprint(_typed(code))).used_at = now()
    session.execute(delete(SignIn).where(SignIn.user == invited.name))
    _note(session, invited, address, SignInOutcome.JOINED)
    return _let_in(session, invited)


def is_invited(session: Session, name: str, code: str) -> bool:
    """Return whether the text typed as a password is the user's own one-time code; equally slow for every name."""
    invited = invitation(session, code)
    return invited is not None and invited.name == known_name(name)


def judge(session: Session, name: str, password: str) -> SignInOutcome:
    """Return the outcome of a sign-in attempt; deliberately slow, and without writes so that no writer waits.

    Only someone with the right password learns that the account is closed.
    """
    found = _called(session, name)
    fits = matches(found.password if found else None, password)
    if found is None or not fits:
        return SignInOutcome.WRONG
    return SignInOutcome.CLOSED if found.closed_at else SignInOutcome.OK


def sign_in(session: Session, name: str, judged: SignInOutcome, address: str) -> str:
    """Record a judged attempt and return the cookie of the new sign-in, or "" if the outcome is not `ok`."""
    note_attempt(session, name, judged, address)
    found = _called(session, name)
    return _let_in(session, found) if found and judged is SignInOutcome.OK else ""


def note_attempt(session: Session, name: str, outcome: SignInOutcome, address: str) -> None:
    """Record a sign-in attempt for the chief; an unknown name is not stored."""
    _note(session, _called(session, name), address, outcome)


def signed_in(session: Session, cookie: str) -> tuple[User, bool] | None:
    """Return the user and whether `stay` should update the sign-in; None if the sign-in has ended."""
    query = select(SignIn, User).join(User, User.name == SignIn.user).where(SignIn.hash == fingerprint(cookie))
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    (kept, found), moment = row, now()
    if found.closed_at or moment > kept.created_at + DAY or moment > kept.seen_at + _ASLEEP:
        return None
    return found, moment > kept.seen_at + _NOTICED


def stay(session: Session, cookie: str) -> None:
    """Update the time a sign-in was last used."""
    session.execute(update(SignIn).where(SignIn.hash == fingerprint(cookie)).values(seen_at=now()))


def sign_out(session: Session, cookie: str) -> None:
    """End a sign-in, if it exists."""
    if kept := session.get(SignIn, fingerprint(cookie)):
        session.delete(kept)
        session.flush()


def attempts(session: Session, most: int = 100) -> list[SignInAttempt]:
    """Return the latest sign-in attempts, newest first."""
    return list(session.scalars(select(SignInAttempt).order_by(SignInAttempt.id.desc()).limit(most)))


def forget_sign_ins(session: Session, before: datetime) -> int:
    """Delete the attempts from before a moment, and the invitations that ended before it; return how many attempts."""
    session.execute(delete(Invitation).where(or_(Invitation.used_at < before, Invitation.expires_at < before)))
    attempts = delete(SignInAttempt).where(SignInAttempt.at < before)
    return len(session.scalars(attempts.returning(SignInAttempt.id)).all())


def _called(session: Session, name: str) -> User | None:
    """Return the user called `name`, except the machine user."""
    found = session.get(User, known_name(name))
    return None if found is None or found.role is Role.MACHINE else found


def _note(session: Session, found: User | None, address: str, outcome: SignInOutcome) -> None:
    session.add(SignInAttempt(user=found.name if found else None, address=address[:64], outcome=outcome.value))
    session.flush()


def _let_in(session: Session, found: User) -> str:
    session.execute(delete(SignIn).where(SignIn.created_at < now() - DAY))
    cookie = secret()
    session.add(SignIn(hash=fingerprint(cookie), user=found.name))
    session.flush()
    return cookie


def _typed(code: str) -> str:
    """Return a one-time code in the form it was issued, however it was typed."""
    letters = "".join(char for char in normal(code[:60]).lower() if char.isalnum())
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))
