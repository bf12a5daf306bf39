"""Users: people with a role, and for content teams an agency."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.access import agency_name
from bumi.newsroom.states import Role
from bumi.newsroom.tables import SignIn, User
from bumi.persian.calendar import now
from bumi.persian.text import normal

__all__ = ["MACHINE", "Role", "add_user", "change_user", "known_name", "machine", "user", "users"]

MACHINE = "bumi"
_LONGEST = 80


def add_user(session: Session, name: str, role: Role, agency: str | None = None) -> User:
    """Add a user and return them; of one who is there already only the agency changes, where another is given.

    An agency that the province does not list is taken as it is: whoever adds a user vouches for it. BadInput for
    another role.
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
    """Give a user another role or agency, or close the account; whoever was signed in there no longer is.

    Refused, with all the reasons, to others than chiefs, for the machine, and to a chief who would lock
    themselves out.
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
    session.flush()


def user(session: Session, name: str) -> User:
    """Return the user called `name`; BadInput where there is none."""
    found = session.get(User, known_name(name))
    if found is None:
        raise BadInput(f'کاربری به نام «{name}» نیست؛ با «bumi user add "{name}" --role editor» بیفزاییدش')
    return found


def users(session: Session) -> list[User]:
    """Return all people, by role and name."""
    order = [Role.CHIEF, Role.EDITOR, Role.CONTENT]
    found = session.scalars(select(User).where(User.role != Role.MACHINE))
    return sorted(found, key=lambda each: (order.index(each.role), each.agency, each.name))


def machine(session: Session) -> User:
    """Return the machine user, which the first migration made: scheduled runs act in its name."""
    return user(session, MACHINE)


def known_name(typed: str) -> str:
    """Return a name as it is kept, however it was typed."""
    return " ".join(normal(typed).split())


def _send_out(session: Session, changed: User) -> None:
    """End every sign-in of somebody who may see other things from now on."""
    session.execute(delete(SignIn).where(SignIn.user == changed.name))


def _agency(name: str) -> str:
    return agency_name(known_name(name))[:120]
