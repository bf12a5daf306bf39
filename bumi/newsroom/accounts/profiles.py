"""Contributors' profiles: who they are, what readers may be told of them, consent to a byline and its withdrawal.

A name is shown only while its owner consents, and in the form that a chief has approved. A withdrawal, or another name,
takes the old one off at once; the new one waits for a chief.
"""

import secrets
import string
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.users import user
from bumi.newsroom.states import Role
from bumi.newsroom.tables import ContributorProfile, User
from bumi.persian.calendar import now, tehran_day
from bumi.persian.text import digits_to_persian, normal, word_row
from bumi.piece import Author
from bumi.province import province

_LONGEST = {"given_name": 40, "family_name": 60, "pen_name": 60, "county": 60, "biography": 600}
_OF_AGE, _OLDEST = 18, 110  # years
_LETTERS = string.ascii_lowercase + string.digits


@dataclass(frozen=True)
class ProfileDetails:
    """What contributors say about themselves; `adult` where they give no birth date."""

    given_name: str = ""
    family_name: str = ""
    pen_name: str = ""
    county: str = ""
    biography: str = ""
    birth_date: date | None = None
    adult: bool = False


def profile(session: Session, name: str) -> ContributorProfile:
    """Return the profile of an account, a new one if it has none. Raise as `user`, and Refused of no contributor's."""
    if found := session.get(ContributorProfile, name):
        return found
    if user(session, name).role is not Role.CONTRIBUTOR:
        raise Refused(
            f"«{name}» «{Role.CONTRIBUTOR.persian}» نیست و نام پدیدآور ندارد؛ نقش او را در صفحه کاربران ببینید"
        )
    made = ContributorProfile(name=name, slug=_new_slug())
    session.add(made)
    session.flush()
    return made


def profiles(session: Session) -> list[ContributorProfile]:
    """Return all profiles, those that wait for a chief first."""
    found = session.scalars(select(ContributorProfile).order_by(ContributorProfile.name))
    return sorted(found, key=lambda each: not awaits_approval(each))


def awaiting_approval(session: Session) -> int:
    """Return how many profiles have something that a chief may approve."""
    return sum(map(awaits_approval, session.scalars(select(ContributorProfile))))


def change_profile(session: Session, changed: ContributorProfile, details: ProfileDetails, seen: int) -> None:
    """Store what a contributor says; `seen` is the version of the profile that they saw.

    Another name takes the old one off the site, and another pen name gives the page another address, so that no copy of
    the old page tells who is behind it. Raise BadInput with all that is wrong, and Refused if it was changed meanwhile.
    """
    _refuse_overtaken(changed, seen)
    said = _tidy(details)
    if problems := _problems(said):
        raise BadInput(*problems)
    another_pen_name = said.pen_name != changed.pen_name
    for each in fields(said):
        setattr(changed, each.name, getattr(said, each.name))
    if not is_minor(changed):
        changed.guardian, changed.guardian_at, changed.guardian_told = "", None, None
    if changed.shown and (another_pen_name or public_name(changed) != changed.shown["name"] or without_byline(changed)):
        _hide(changed)
    if another_pen_name:
        changed.slug = _new_slug()
    session.flush()


def consent(session: Session, given: ContributorProfile) -> None:
    """Record that a contributor lets readers see their name, from the next approval of the profile on."""
    if given.consented_at is None:
        given.consented_at, given.withdrawn_at = now(), None
        session.flush()


def withdraw_consent(session: Session, withdrawn: ContributorProfile, by: User) -> None:
    """Take the name of a contributor off everything published. Raise Refused unless they or a chief ask for it."""
    if by.name != withdrawn.name and by.role is not Role.CHIEF:
        raise Refused(f"«{by.name}» اجازه این کار را ندارد؛ کار خود پدیدآور یا «{Role.CHIEF.persian}» است")
    withdrawn.consented_at, withdrawn.withdrawn_at = None, now()
    _hide(withdrawn)
    session.flush()


def record_guardian(session: Session, minor: ContributorProfile, guardian: str, by: User, seen: int) -> None:
    """Record that the guardian of a minor consents to the byline. Raise Refused unless a chief says so of a minor."""
    _refuse_overtaken(minor, seen)
    reasons = _not_a_chief(by)
    who = " ".join(normal(guardian).split())
    if not is_minor(minor):
        reasons.append(f"«{minor.name}» کمتر از ۱۸ سال ندارد و رضایت ولی نمی‌خواهد")
    if not 0 < len(who) <= _LONGEST["family_name"]:
        reasons.append("نام ولی را بنویسید، تا ۶۰ نویسه")
    if reasons:
        raise Refused(*reasons)
    minor.guardian, minor.guardian_at, minor.guardian_told = who, now(), by.name
    session.flush()


def approve_profile(session: Session, approved: ContributorProfile, by: User, seen: int) -> None:
    """Let readers see the profile as it stands. Raise Refused, with all reasons, unless a chief may approve it now."""
    _refuse_overtaken(approved, seen)
    if reasons := [*_not_a_chief(by), *without_byline(approved)]:
        raise Refused(*reasons)
    approved.shown = as_readers_would_see(approved).model_dump()
    approved.approved_by, approved.approved_at, approved.outdated = by.name, now(), True
    session.flush()


def without_byline(about: ContributorProfile) -> list[str]:
    """Return the Persian reasons why readers may not see a name; empty if they may."""
    reasons = []
    if not (about.pen_name or (about.given_name and (about.family_name or is_minor(about)))):
        reasons.append("نام و نام خانوادگی، یا نام مستعار، نوشته نشده است")
    if about.consented_at is None:
        reasons.append("برای آمدن نام هنوز رضایت داده نشده است")
    if about.birth_date is None and not about.adult:
        reasons.append("تاریخ تولد نوشته نشده است؛ اگر ۱۸ ساله یا بزرگ‌تر است همین را نشان کند")
    if is_minor(about) and about.guardian_at is None:
        reasons.append("کمتر از ۱۸ سال دارد و رضایت ولی او ثبت نشده است؛ سردبیر آن را ثبت می‌کند")
    return reasons


def is_minor(about: ContributorProfile) -> bool:
    """Return whether a contributor is under age today in Tehran, by the birth date if they gave one."""
    return about.birth_date is not None and _age(about.birth_date) < _OF_AGE


def public_name(about: ContributorProfile) -> str:
    """Return the name that readers would see: the pen name if there is one, and of a minor the given name alone."""
    own = about.given_name if is_minor(about) else f"{about.given_name} {about.family_name}".strip()
    return about.pen_name or own


def as_readers_would_see(about: ContributorProfile) -> Author:
    """Return what readers would see of a profile if it were approved now."""
    return Author(name=public_name(about), slug=about.slug, county=about.county, biography=about.biography)


def awaits_approval(about: ContributorProfile) -> bool:
    """Return whether a chief may approve something that readers do not see yet."""
    return not without_byline(about) and as_readers_would_see(about).model_dump() != about.shown


def _hide(about: ContributorProfile) -> None:
    if about.shown:
        about.shown, about.outdated = None, True
    about.approved_by = about.approved_at = None


def _tidy(said: ProfileDetails) -> ProfileDetails:
    lines = {name: " ".join(normal(getattr(said, name)).split()) for name in _LONGEST}
    return ProfileDetails(**lines, birth_date=said.birth_date, adult=said.adult and said.birth_date is None)


def _problems(said: ProfileDetails) -> list[str]:
    names = {"given_name": "نام", "family_name": "نام خانوادگی", "pen_name": "نام مستعار", "biography": "معرفی"}
    problems = [
        digits_to_persian(f"{persian} {len(text)} نویسه دارد؛ آن را به {_LONGEST[name]} نویسه برسانید")
        for name, persian in names.items()
        if len(text := getattr(said, name)) > _LONGEST[name]
    ]
    if said.county and said.county != province().name and province().county(said.county) is None:
        problems.append(f"شهرستان «{said.county[:40]}» در فهرست شهرستان‌های استان نیست؛ از فهرست برگزینید")
    if said.birth_date and not 0 <= _age(said.birth_date) <= _OLDEST:
        problems.append("تاریخ تولد درست نیست؛ روز تولد خود را بنویسید، مانند ۱۳۶۵/۰۷/۱۲")
    told = word_row(f"{said.pen_name} {said.biography}").split()
    hidden = said.pen_name or (said.birth_date and _age(said.birth_date) < _OF_AGE)
    if hidden and said.family_name and set(word_row(said.family_name).split()) <= set(told):
        problems.append("نام خانوادگی در نام مستعار یا معرفی آمده است و خواننده شما را می‌شناسد؛ آن را بردارید")
    return problems


def _age(born: date) -> int:
    today = tehran_day(now())
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _not_a_chief(by: User) -> list[str]:
    if by.role is Role.CHIEF:
        return []
    return [f"«{by.name}» اجازه این کار را ندارد؛ کار «{Role.CHIEF.persian}» است"]


def _refuse_overtaken(about: ContributorProfile, seen: int) -> None:
    if about.version != seen:
        raise Refused("این شناسنامه در همین میان عوض شده است؛ صفحه را دوباره ببینید")


def _new_slug() -> str:
    """Return a new address: of random letters, since one made of a name would tell it for ever."""
    return "".join(secrets.choice(_LETTERS) for _ in range(10))
