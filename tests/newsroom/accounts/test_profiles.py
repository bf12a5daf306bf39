"""Contributors' profiles: what is stored, what a chief may let readers see, and what takes a name back at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bumi.errors import BadInput, Refused
from bumi.newsroom.accounts.profiles import (
    ProfileDetails,
    approve_profile,
    awaits_approval,
    change_profile,
    consent,
    is_minor,
    profile,
    profiles,
    public_name,
    record_guardian,
    withdraw_consent,
    without_byline,
)
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.states import Role
from bumi.newsroom.tables import ContributorProfile
from bumi.persian.calendar import now, tehran_day
from tests.newsroom.stage import person

WHO = ProfileDetails(given_name="سیمین", family_name="کوهپایه", county="بم", biography="سفالگر است.", adult=True)
YEAR = timedelta(days=366)


@pytest.fixture
def session(newsroom: Newsroom) -> Iterator[Session]:
    with newsroom.session() as opened:
        yield opened


def joined(session: Session, details: ProfileDetails = WHO, name: str = "سیمین") -> ContributorProfile:
    add_user(session, name, Role.CONTRIBUTOR)
    made = profile(session, name)
    change_profile(session, made, details, made.version)
    return made


def approved(session: Session) -> ContributorProfile:
    made = joined(session)
    consent(session, made)
    approve_profile(session, made, person(session, Role.CHIEF), made.version)
    made.outdated = False
    session.flush()
    return made


def test_only_contributors_have_a_profile(session: Session) -> None:
    with pytest.raises(Refused, match="پدیدآور بومی"):
        profile(session, person(session, Role.EDITOR).name)


def test_a_chief_alone_approves_and_hears_all_that_is_missing(session: Session) -> None:
    made = joined(session, ProfileDetails())
    for role, reasons in ((Role.CHIEF, 3), (Role.EDITOR, 4)):
        with pytest.raises(Refused) as refused:
            approve_profile(session, made, person(session, role), made.version)
        assert len(refused.value.problems) == reasons and made.shown is None


def test_readers_see_what_was_approved(session: Session) -> None:
    made = approved(session)
    expected = {"name": "سیمین کوهپایه", "slug": made.slug, "county": "بم", "biography": "سفالگر است."}
    assert made.shown == expected and not awaits_approval(made)
    change_profile(session, made, replace(WHO, biography="معلم است."), made.version)
    assert made.shown == expected and awaits_approval(made) and profiles(session)[0] is made


@pytest.mark.parametrize("changed", [{"family_name": "دشتی"}, {"pen_name": "آذرخش"}], ids=["name", "pen-name"])
def test_another_name_takes_the_old_one_off_at_once(session: Session, changed: dict[str, str]) -> None:
    made = approved(session)
    slug = made.slug
    change_profile(session, made, replace(WHO, **changed), made.version)  # type: ignore[arg-type]
    assert made.shown is None and made.outdated and awaits_approval(made)
    assert (made.slug == slug) is ("pen_name" not in changed)


def test_consent_is_withdrawn_by_its_owner_or_a_chief(session: Session) -> None:
    made = approved(session)
    with pytest.raises(Refused):
        withdraw_consent(session, made, person(session, Role.EDITOR))
    withdraw_consent(session, made, person(session, Role.CHIEF))
    assert made.shown is None and made.outdated and made.withdrawn_at and not made.consented_at
    assert "رضایت" in " ".join(without_byline(made))


def test_a_minor_has_only_a_given_name_and_needs_a_guardian(session: Session) -> None:
    today, chief = tehran_day(now()), person(session, Role.CHIEF)
    minor = replace(WHO, adult=False, birth_date=today - 17 * YEAR)
    made = joined(session, minor)
    consent(session, made)
    assert is_minor(made) and public_name(made) == "سیمین" and len(without_byline(made)) == 1
    with pytest.raises(BadInput, match="خواننده شما را می‌شناسد"):
        change_profile(session, made, replace(minor, biography="سیمین کوهپایه، دانش‌آموز بم"), made.version)
    with pytest.raises(Refused):
        record_guardian(session, made, " ", chief, made.version)
    record_guardian(session, made, "مادر او", chief, made.version)
    approve_profile(session, made, chief, made.version)
    assert made.shown and made.shown["name"] == "سیمین" and "مادر" not in str(made.shown)
    change_profile(session, made, replace(WHO, adult=False, birth_date=today - 19 * YEAR), made.version)
    assert made.shown is None and not made.guardian and public_name(made) == "سیمین کوهپایه"


@pytest.mark.parametrize(
    "wrong",
    [
        {"county": "تهران"},
        {"birth_date": date(1850, 1, 1)},
        {"birth_date": date(2999, 1, 1)},
        {"biography": "سفالگر است. " * 60},
        {"pen_name": "بانوی کوهپایه"},
        {"pen_name": "آذرخش", "biography": "سیمین کوهپایه سفالگر است."},
    ],
    ids=["county", "too-old", "unborn", "long", "pen-name-tells", "biography-tells"],
)
def test_what_is_wrong_is_told_and_nothing_stored(session: Session, wrong: dict[str, object]) -> None:
    made = joined(session)
    with pytest.raises(BadInput):
        change_profile(session, made, replace(WHO, **wrong), made.version)  # type: ignore[arg-type]
    assert (made.county, made.biography, made.pen_name) == ("بم", "سفالگر است.", "")


def test_a_profile_that_changed_meanwhile_is_not_approved(session: Session) -> None:
    made = joined(session)
    consent(session, made)
    seen = made.version
    change_profile(session, made, replace(WHO, biography="معلم است."), made.version)
    with pytest.raises(Refused, match="همین میان"):
        approve_profile(session, made, person(session, Role.CHIEF), seen)


def test_equal_names_are_two_people(session: Session) -> None:
    one, other = joined(session, name="نخست"), joined(session, name="دوم")
    assert public_name(one) == public_name(other) and one.slug != other.slug
    assert not {"سیمین", "کوهپایه"} & {one.slug, other.slug}
