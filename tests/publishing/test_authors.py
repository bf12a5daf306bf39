"""Bylines on the published site: consent and its withdrawal, pen names, minors, and authors with the same name."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bumi.brief import Brief
from bumi.errors import Refused
from bumi.newsroom.accounts.profiles import (
    ProfileDetails,
    approve_profile,
    change_profile,
    consent,
    profile,
    record_guardian,
    withdraw_consent,
)
from bumi.newsroom.accounts.users import add_user, machine, user
from bumi.newsroom.content.pieces import add_revision, piece, record_findings, submit_next
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import bylines
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import Role, State
from bumi.newsroom.workflow.transitions import move
from bumi.persian.calendar import now, tehran_day
from bumi.province import province
from bumi.publishing import batches
from bumi.publishing.publish import publish_due
from bumi.publishing.run import PublishRun
from bumi.settings import Settings
from bumi.storage import Storage
from tests.newsroom.stage import attach
from tests.publishing.stage import NOW, contents, image, rebuilt, words

ACCOUNT = "سیمین.کوهپایه"
SIMIN = ProfileDetails(given_name="سیمین", family_name="کوهپایه", county="بم", biography="سفالگر است.", adult=True)
PEN_NAME = "آذرخش"


class Contributors:
    """Contributors of a newsroom, its chief and its editor, and the site that they publish."""

    def __init__(self, newsroom: Newsroom, place: Storage, settings: Settings) -> None:
        self.newsroom, self.place, self.settings = newsroom, place, settings

    def joins(self, details: ProfileDetails, account: str = ACCOUNT, agrees: bool = True) -> None:
        with self.newsroom.session() as session:
            add_user(session, account, Role.CONTRIBUTOR)
            mine = profile(session, account)
            change_profile(session, mine, details, mine.version)
            if agrees:
                consent(session, mine)

    def is_approved(self, account: str = ACCOUNT) -> None:
        with self.newsroom.session() as session:
            found = profile(session, account)
            approve_profile(session, found, add_user(session, "رضا", Role.CHIEF), found.version)

    def changes(self, details: ProfileDetails, account: str = ACCOUNT) -> None:
        with self.newsroom.session() as session:
            mine = profile(session, account)
            change_profile(session, mine, details, mine.version)

    def withdraws(self, account: str = ACCOUNT) -> None:
        with self.newsroom.session() as session:
            withdraw_consent(session, profile(session, account), user(session, account))

    def writes(self, headline: str = "سفال در بم", shade: int = 1, account: str = ACCOUNT) -> int:
        asked = {"kind": "event", "topic": "سفال", "agency": "انجمن موسیقی کرمان", "county": "بم", "axis": "فرهنگ"}
        with self.newsroom.session() as session:
            author = user(session, account)
            found = submit_next(session, Brief.model_validate(asked | {"notes": ["ورود آزاد است"]}), author)
            revision = add_revision(session, found, words(headline), author)
            record_findings(session, revision, [])
            attach(session, revision, [image(shade), image(shade, 21, 21)])
            move(session, found, State.SUBMITTED, machine(session), at=NOW)
            move(session, found, State.APPROVED, add_user(session, "مریم", Role.EDITOR), at=NOW)
            return found.id

    def publishes(self, minutes: int = 0) -> dict[str, bytes]:
        """Publish in one run, and return all that the storage holds."""
        publish_due(self.newsroom, self.place, self.settings, NOW + timedelta(minutes=minutes))
        return contents(self.place)

    def slug(self, account: str = ACCOUNT) -> str:
        with self.newsroom.reading() as session:
            return profile(session, account).slug


@pytest.fixture
def people(newsroom: Newsroom, place: Storage, settings: Settings) -> Contributors:
    return Contributors(newsroom, place, settings)


def schema(page: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(re.findall(r'ld\+json">(.*?)</script>', page.decode(), re.DOTALL)[0])
    return found


def naming(found: dict[str, bytes], *names: str) -> list[str]:
    """Return the keys of the objects that have one of `names` in their bytes or in their key."""
    assert found
    return sorted(key for key, data in found.items() if any(name in key or name.encode() in data for name in names))


def test_a_story_names_its_author_and_the_author_has_a_page(people: Contributors) -> None:
    people.joins(SIMIN)
    people.is_approved()
    number, address = people.writes(), f"https://news.example/kerman/authors/{people.slug()}/"
    found = people.publishes()
    page, own = found[f"p/{number}-سفال/index.html"].decode(), found[f"authors/{people.slug()}/index.html"].decode()
    assert f'rel="author" href="../../authors/{people.slug()}/index.html">سیمین کوهپایه</a>' in page
    article = schema(page.encode())
    assert article["author"] == {"@type": "Person", "name": "سیمین کوهپایه", "url": address}
    assert article["sourceOrganization"]["name"] == "انجمن موسیقی کرمان"
    assert schema(own.encode())["mainEntity"] == {
        **{"@type": "Person", "@id": address, "url": address, "name": "سیمین کوهپایه", "description": "سفالگر است."},
        "homeLocation": {"@type": "Place", "name": "بم"},
    }
    assert "سفالگر است." in own and "سفال در بم" in own
    assert f"<name>سیمین کوهپایه</name><uri>{address}</uri>" in found["feed.atom"].decode()
    assert json.loads(found["feed.json"])["items"][0]["authors"] == [{"name": "سیمین کوهپایه", "url": address}]
    assert address in found["sitemap/sections.xml"].decode() and "کوهپایه" in found["search/1.json"].decode()
    assert "این متن را سیمین کوهپایه نوشته است" in found[f"p/{number}-سفال/made.html"].decode()
    assert not naming(found, ACCOUNT)
    assert province().disclosure and province().disclosure not in page


def test_after_a_withdrawn_consent_no_object_has_the_name(
    people: Contributors, newsroom: Newsroom, quick: Path
) -> None:
    people.joins(SIMIN)
    people.is_approved()
    number = people.writes()
    own = f"authors/{people.slug()}/index.html"
    assert own in naming(people.publishes(), "کوهپایه")
    people.withdraws()
    found = people.publishes(30)
    assert not naming(found, "کوهپایه", people.slug())
    assert "انجمن موسیقی کرمان" in found[f"p/{number}-سفال/index.html"].decode()
    assert schema(found[f"p/{number}-سفال/index.html"])["author"]["@type"] == "Organization"
    assert found == rebuilt(newsroom, people.settings, quick)
    with people.newsroom.session() as session:
        consent(session, profile(session, ACCOUNT))
    assert not naming(people.publishes(40), "کوهپایه")  # a chief agrees anew
    people.is_approved()
    assert own in naming(people.publishes(50), "کوهپایه")


def test_a_pen_name_hides_the_real_name_everywhere(people: Contributors, newsroom: Newsroom, quick: Path) -> None:
    people.joins(SIMIN)
    people.is_approved()
    people.writes()
    former = people.slug()
    people.publishes()
    people.changes(ProfileDetails(**{**vars(SIMIN), "pen_name": PEN_NAME}))
    assert not naming(people.publishes(10), "کوهپایه", "سیمین", former, PEN_NAME)
    people.is_approved()
    found = people.publishes(20)
    assert people.slug() != former and f"authors/{people.slug()}/index.html" in naming(found, PEN_NAME)
    assert "feed.atom" in naming(found, PEN_NAME)
    assert not naming(found, "کوهپایه", "سیمین", ACCOUNT, former)
    assert found == rebuilt(newsroom, people.settings, quick)


def test_another_biography_waits_for_a_chief_and_the_name_stays(people: Contributors) -> None:
    people.joins(SIMIN)
    people.is_approved()
    people.writes()
    own = f"authors/{people.slug()}/index.html"
    people.publishes()
    people.changes(ProfileDetails(**{**vars(SIMIN), "biography": "سفالگر و معلم است."}))
    assert "سفالگر است." in people.publishes(10)[own].decode()
    people.is_approved()
    assert "سفالگر و معلم است." in people.publishes(20)[own].decode()


def test_a_minor_is_named_by_the_given_name_and_only_with_a_guardian(people: Contributors) -> None:
    born = tehran_day(now()) - timedelta(days=16 * 365)
    minor = ProfileDetails(given_name="سیمین", family_name="کوهپایه", birth_date=born)
    people.joins(minor)
    with pytest.raises(Refused, match="رضایت ولی"):
        people.is_approved()
    number = people.writes()
    found = people.publishes()
    assert f"p/{number}-سفال/index.html" in found
    assert not naming(found, "کوهپایه", people.slug())
    with people.newsroom.session() as session:
        mine = profile(session, ACCOUNT)
        record_guardian(session, mine, "مادر او", add_user(session, "رضا", Role.CHIEF), mine.version)
    people.is_approved()
    found = people.publishes(10)
    assert ">سیمین</a>" in found[f"p/{number}-سفال/index.html"].decode()
    assert not naming(found, "کوهپایه", "مادر او", str(born))


def test_two_with_the_same_name_have_two_pages(people: Contributors) -> None:
    headlines = {"نخست": "سفال در بم", "دوم": "گلیم در راور"}
    for shade, (account, headline) in enumerate(headlines.items()):
        people.joins(SIMIN, account)
        people.is_approved(account)
        people.writes(headline, shade, account)
    found = people.publishes()
    own, other = (found[f"authors/{people.slug(account)}/index.html"].decode() for account in headlines)
    assert headlines["نخست"] in own and headlines["دوم"] not in own
    assert headlines["دوم"] in other and headlines["نخست"] not in other


def test_a_consent_withdrawn_while_the_piece_goes_out_wins(
    people: Contributors, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.joins(SIMIN)
    people.is_approved()
    people.writes()
    record: Callable[..., Any] = batches._record_published

    def late(run: PublishRun, puts: Any) -> Any:
        people.withdraws()
        with people.newsroom.session() as session:
            profile(session, ACCOUNT).outdated = False  # another run has renewed what was published before
        return record(run, puts)

    monkeypatch.setattr(batches, "_record_published", late)
    assert not naming(people.publishes(), "کوهپایه", people.slug())


def test_an_approval_is_for_the_author_too(people: Contributors) -> None:
    people.joins(SIMIN)
    number = people.writes()
    with people.newsroom.session() as session:
        revision = piece(session, number).revision
        assert revision and revision.author == ACCOUNT
        approved = revision.approvable_hash
        session.expunge(revision)
        revision.author = None
        assert revision.approvable_hash != approved


def test_a_story_taken_back_names_nobody(people: Contributors) -> None:
    people.joins(SIMIN)
    people.is_approved()
    number = people.writes()
    people.publishes()
    with people.newsroom.session() as session:
        move(session, piece(session, number), State.WITHDRAWN, add_user(session, "مریم", Role.EDITOR), "اشتباه", at=NOW)
        assert story(session, piece(session, number)).byline is None
        assert bylines.stories_by(session, ACCOUNT) == [number]
    found = people.publishes(10)
    assert "کوهپایه" not in found[f"p/{number}-سفال/index.html"].decode()
