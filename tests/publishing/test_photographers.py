"""Credits of contributors' photos on the site: by name with their consent, and on no object after its withdrawal."""

from pathlib import Path

import pytest

from bumi.brief import Brief
from bumi.newsroom.accounts.users import add_user, machine, user
from bumi.newsroom.content.archive import PhotoDetails, PhotoImage, add_to_archive
from bumi.newsroom.content.pieces import add_revision, record_findings, submit_next
from bumi.newsroom.database import Newsroom
from bumi.newsroom.publication import bylines
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import Photo, PhotoConsent, PhotoRights, Piece
from bumi.newsroom.workflow.transitions import move
from bumi.settings import Settings
from bumi.storage import Storage
from tests.newsroom.stage import attach, store
from tests.publishing.stage import NOW, cover, image, rebuilt, words
from tests.publishing.test_authors import ACCOUNT, SIMIN, Contributors, naming, schema

AGENCY = "انجمن موسیقی کرمان"
TAKEN = PhotoDetails("کوره‌ای در بم", AGENCY, PhotoRights.OWN, captured=True, consent=PhotoConsent.NOBODY)


@pytest.fixture
def people(newsroom: Newsroom, place: Storage, settings: Settings) -> Contributors:
    made = Contributors(newsroom, place, settings)
    made.joins(SIMIN)
    made.is_approved()
    return made


def with_her_photo(newsroom: Newsroom, shade: int = 1) -> int:
    """Return a piece of somebody else, approved, that is led by a photo of «سیمین» from the archive."""
    asked = {"kind": "event", "topic": "سفال", "agency": AGENCY, "county": "بم", "axis": "فرهنگ"}
    with newsroom.session() as session:
        taken, editor = f"jpeg {shade}".encode(), add_user(session, "مریم", Role.EDITOR)
        store(session, taken)
        kept = add_to_archive(session, user(session, ACCOUNT), PhotoImage(taken, taken, 4, 3), TAKEN, ACCOUNT)
        other = add_user(session, "نرگس", Role.CONTENT)
        found = submit_next(session, Brief.model_validate(asked | {"notes": ["ورود آزاد است"]}), other)
        session.add(Photo(piece_id=found.id, by=other.name, sha256=kept.sha256, width=4, height=3))
        revision = add_revision(session, found, words("سفال در بم"), machine(session))
        record_findings(session, revision, [])
        media, data = cover(shade)
        attach(session, revision, [image(shade, 21, 21), (media.model_copy(update={"credit": AGENCY}), data)])
        move(session, found, State.SUBMITTED, machine(session), at=NOW)
        move(session, found, State.APPROVED, editor, at=NOW)
        return found.id


def test_a_page_credits_the_photographer_and_a_withdrawal_takes_the_name_off(
    people: Contributors, newsroom: Newsroom, quick: Path
) -> None:
    number = with_her_photo(newsroom)
    key = f"p/{number}-سفال/index.html"
    page = people.publishes()[key]
    assert "عکس: سیمین کوهپایه" in page.decode() and "سیمین کوهپایه" in {
        each["creditText"] for each in schema(page)["image"]
    }
    people.withdraws()
    found = people.publishes(30)
    assert not naming(found, "کوهپایه", ACCOUNT) and f"عکس: {AGENCY}" in found[key].decode()
    assert found == rebuilt(newsroom, people.settings, quick)


def test_a_withdrawal_while_a_run_publishes_is_not_overtaken(people: Contributors, newsroom: Newsroom) -> None:
    number = with_her_photo(newsroom)
    people.publishes()
    with newsroom.session() as session:
        read = story(session, session.get_one(Piece, number))
        assert not bylines.any_outdated(session)
    people.withdraws()
    with newsroom.session() as session:
        bylines.renew_author(session, ACCOUNT)  # another run was quicker
        bylines.outdate_overtaken(session, [read])
        assert bylines.outdated_accounts(session) == [ACCOUNT]
