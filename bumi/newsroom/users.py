"""Who acts: users with a role."""

from sqlalchemy.orm import Session

from bumi.errors import BadInput
from bumi.newsroom.states import Role
from bumi.newsroom.tables import User
from bumi.text import normal

__all__ = ["MACHINE", "Role", "add_user", "machine", "user"]

MACHINE = "bumi"
_LONGEST = 80


def add_user(session: Session, name: str, role: Role) -> User:
    """Add a user and return them; adding the same one again changes nothing. BadInput for another role."""
    name = _tidy(name)
    if not 0 < len(name) <= _LONGEST:
        raise BadInput(f"نام کاربر «{name[:20]}» پذیرفته نیست؛ نامی با ۱ تا ۸۰ نویسه بنویسید")
    known = session.get(User, name)
    if known is None:
        known = User(name=name, role=role)
        session.add(known)
        session.flush()
    if known.role is not role:
        raise BadInput(f"کاربر «{name}» پیش‌تر با نقش «{known.role.persian}» افزوده شده است؛ نام دیگری بنویسید")
    return known


def user(session: Session, name: str) -> User:
    """Return the user called `name`; BadInput where there is none."""
    found = session.get(User, _tidy(name))
    if found is None:
        raise BadInput(f'کاربری به نام «{name}» نیست؛ با «bumi user add "{name}" --role editor» بیفزاییدش')
    return found


def machine(session: Session) -> User:
    """Return the machine user, which the first migration made: scheduled runs act in its name."""
    return user(session, MACHINE)


def _tidy(name: str) -> str:
    return " ".join(normal(name).split())
