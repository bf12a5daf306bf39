"""The page of an event links to its sign-up form while it is to come, and no sign-up changes a page."""

from datetime import timedelta

import pytest

from bumi.newsroom.database import Newsroom
from bumi.newsroom.plan.campaigns import add_campaign
from bumi.newsroom.sign_ups import open_sign_ups, sign_up
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Appearance
from bumi.publishing import publish_due, verify_site
from bumi.settings import Settings
from bumi.storage import Storage
from tests.newsroom.stage import person
from tests.planning.stage import event
from tests.publishing.stage import NOW, Desk, contents
from tests.publishing.test_events import STARTS, bootcamp

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("settings", ["folder"], indirect=True)
def test_the_page_links_to_the_form_from_its_opening_to_the_end_of_the_event(
    newsroom: Newsroom, desk: Desk, place: Storage, settings: Settings
) -> None:
    settings = settings.model_copy(update={"intake_url": "https://news.example.ir/ask"})
    number = bootcamp(desk)
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        campaign = add_campaign(session, "event", event(STARTS), STARTS, STARTS + HOUR, editor)
        session.add(
            Appearance(campaign_id=campaign.id, step="announcement", draft_at=NOW, publish_at=NOW, piece_id=number)
        )

    def link() -> bool:
        linking = [key for key, body in contents(place).items() if b"https://news.example.ir/join/" in body]
        assert all(key.startswith("p/") for key in linking)
        return bool(linking)

    publish_due(newsroom, place, settings, NOW)
    assert not link()
    with newsroom.session() as session:
        found = open_sign_ups(session, campaign, 1, STARTS, person(session, Role.EDITOR), NOW)
        code = found.code
    publish_due(newsroom, place, settings, NOW + HOUR)
    assert link()
    before = contents(place)
    with newsroom.session() as session:
        for each in range(3):
            sign_up(session, code, "زهرا", f"p{each}@mail.ir", NOW)
    publish_due(newsroom, place, settings, NOW + 2 * HOUR)
    assert contents(place) == before and not verify_site(newsroom, place, settings, NOW + 2 * HOUR).repaired
    publish_due(newsroom, place, settings, STARTS + timedelta(days=1))
    publish_due(newsroom, place, settings, STARTS + timedelta(days=1, hours=1))
    assert not link()
