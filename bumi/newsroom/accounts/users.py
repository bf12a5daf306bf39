"""Users: people with a role and, for content teams, an agency."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import agency_name, may_see
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Assignment, Piece, SignIn, TimelineLine, User
from bumi.persian.alphabet import alphabetical
from bumi.persian.calendar import now
from bumi.persian.text import normal

__all__ = [
    "MACHINE",
    "Role",
    "add_user",
    "change_user",
    "known_name",
    "machine",
    "open_users",
    "user",
    "users",
    "who_sees",
]

MACHINE = "bumi"
_LONGEST = 80


def add_user(session: Session, name: str, role: Role, agency: str | None = None) -> User:
    """Add a user and return them; for an existing user, change only the agency, if a different one is given.

    Agencies that the province does not list are accepted: whoever adds a user vouches for them. Raise BadInput if the
    user exists with another role.
    """
    name = known_name(name)
    if not 0 < len(name) <= _LONGEST:
        raise BadInput(f"نام کاربر «{name[:20]}» پذیرفته نیست؛ نامی با ۱ تا ۸۰ نویسه بنویسید")
    known = session.get(User, name)
    if known is None:
        known = User(name=name, role=role, agency=_agency(agency or ""))
        session.add(known)
        session.flush()
    if known.role is not role:
        raise BadInput(f"کاربر «{name}» پیش‌تر با نقش «{known.role.persian}» افزوده شده است؛ نام دیگری بنویسید")
    if agency is not None and _agency(agency) != known.agency:
        known.agency = _agency(agency)
        _send_out(session, known)
    return known


def change_user(session: Session, changed: User, by: User, role: Role, agency: str, closed: bool) -> None:
    """Change a user's role or agency, or close the account; a change ends the user's sign-ins.

    Whoever can no longer decide gives back the pieces that they have.

    Raise Refused, with all reasons, unless `by` is a chief, for the machine user, and if a chief would lock themselves
    out.
    """
    reasons = []
    if by.role is not Role.CHIEF:
        reasons.append(f"«{by.name}» اجازه این کار را ندارد؛ کار «{Role.CHIEF.persian}» است")
    if Role.MACHINE in (changed.role, role):
        reasons.append("سامانه کاربر نیست و تغییر نمی‌کند")
    if changed.name == by.name and (closed or role is not Role.CHIEF):
        reasons.append("نقش و دسترسی خودتان را نمی‌توانید بگیرید؛ سردبیر دیگری باید این کار را بکند")
    if reasons:
        raise Refused(*reasons)
    if closed or role is not changed.role or _agency(agency) != changed.agency:
        _send_out(session, changed)
    changed.role, changed.agency = role, _agency(agency)
    changed.closed_at = (changed.closed_at or now()) if closed else None
    if closed or not changed.decides:
        _free_pieces(session, changed, by)
    session.flush()


def user(session: Session, name: str) -> User:
    """Return the user called `name`. Raise BadInput if there is none."""
    found = session.get(User, known_name(name))
    if found is None:
        raise BadInput(f'کاربری به نام «{name}» نیست؛ با «bumi user add "{name}" --role editor» بیفزاییدش')
    return found


def users(session: Session) -> list[User]:
    """Return all users except the machine, by role and name."""
    order = [Role.CHIEF, Role.EDITOR, Role.CONTENT, Role.CONTRIBUTOR]
    found = session.scalars(select(User).where(User.role != Role.MACHINE))
    return sorted(
        found, key=lambda each: (order.index(each.role), alphabetical(each.agency or ""), alphabetical(each.name))
    )


def open_users(session: Session) -> list[User]:
    """Return the users whose account is open, except the machine, by role and name."""
    return [each for each in users(session) if not each.closed_at]


def who_sees(session: Session, piece: Piece) -> list[User]:
    """Return the users who may see a piece and whose account is open, by name."""
    return sorted(
        (each for each in open_users(session) if may_see(each, piece)), key=lambda each: alphabetical(each.name)
    )


def machine(session: Session) -> User:
    """Return the machine user, created by the first migration; scheduled runs act as this user."""
    return user(session, MACHINE)


def known_name(typed: str) -> str:
    """Return a typed name in the normalized form in which it is stored."""
    return " ".join(normal(typed).split())


def _send_out(session: Session, changed: User) -> None:
    """End every sign-in of a user whose access rights change."""
    session.execute(delete(SignIn).where(SignIn.user == changed.name))


def _free_pieces(session: Session, holder: User, by: User) -> None:
    what = f"به عهده {holder.persian} بود، که دیگر دبیر نیست یا دسترسی‌اش بسته شد؛ پس گرفته شد"
    for each in session.scalars(select(Assignment).where(Assignment.holder == holder.name)):
        session.delete(each)
        session.add(TimelineLine(piece_id=each.piece_id, at=now(), by=by.name, what=what))


def _agency(name: str) -> str:
    return agency_name(known_name(name))[:120]
