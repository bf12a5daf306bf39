"""A crisis notice and an event go to the site, five channels, mail and calendars, and are taken back there too."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml

from bumi.messengers.opening import BOTS
from bumi.messengers.stand_in import StandIn
from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.content.pieces import piece
from bumi.newsroom.database import Newsroom, newsroom_of
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.publication.stories import story
from bumi.newsroom.states import Role
from bumi.newsroom.tables import NotificationKind, NotificationTiming
from bumi.persian.calendar import now
from bumi.pipeline import publishing
from bumi.pipeline.notifications import CarrierOpener, tell_all
from bumi.publishing.keys import story_key
from bumi.settings import Settings
from bumi.words import Channel
from tests.messengers.served import EDITING, TOKEN
from tests.notifying.stage import Book, parts, serving_mail
from tests.publishing.channels.person import answer_all, disagreements
from tests.publishing.stage import Desk

NOTICE, WORSE = "هشدار سیلاب در جنوب استان", "هشدار سیلاب در جنوب استان و دشت لوت"
EVENT, LATER = "جشنواره موسیقی نواحی", "جشنواره موسیقی، در تالار دیگر"


class Everywhere:
    """An installation with five messengers, a mail server and a site in a folder, and the people of a newsroom."""

    def __init__(self, newsroom: Newsroom, settings: Settings, servers: list[StandIn], mail: Book) -> None:
        self.newsroom, self.settings, self.servers, self.mail = newsroom, settings, servers, mail
        self.desk = Desk(newsroom)
        with newsroom.session() as session:
            add_user(session, "زهرا", Role.EDITOR)
            timings = dict.fromkeys(NotificationKind, NotificationTiming.NOW)
            choose(session, "زهرا", replace(Choices(timings), mail="zahra@example.ir", quiet_from=0, quiet_until=0))

    def approve(self, headline: str, shade: int, **brief: Any) -> int:
        return self.desk.approve(headline, shade, channels=["site", *(each.channel for each in self.servers)], **brief)

    def go_on(self) -> None:
        """Publish and send what is due, and tell people of it."""
        publishing.publish(self.settings)
        tell_all(self.newsroom, CarrierOpener(self.settings))

    def texts(self) -> dict[Channel, list[str]]:
        """Return what readers of each channel see."""
        return {each.channel: [entry.text for entry in each.shown()] for each in self.servers}

    def page(self, number: int) -> str:
        """Return the page of a piece."""
        with self.newsroom.reading() as session:
            key = story_key(story(session, piece(session, number)))
        return Path(self.settings.storage_url, key).read_text("utf-8")

    def subscribed(self) -> list[Any]:
        """Return what a subscriber of the calendar of all events has."""
        feed = Path(self.settings.storage_url, "events.ics").read_bytes()
        return list(icalendar.Calendar.from_ical(feed).walk("VEVENT"))


@pytest.fixture
def province(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Everywhere]:
    monkeypatch.setattr("bumi.pipeline.channels.opens_at", lambda moment: moment)  # whatever hour it is
    monkeypatch.setattr("bumi.publishing.channels.sender._MINUTE", timedelta(seconds=1))  # no turns to wait for
    with ExitStack() as stack:
        servers = [stack.enter_context(StandIn(channel, TOKEN, "news")) for channel in BOTS]
        mail = stack.enter_context(serving_mail())
        for each in servers:
            monkeypatch.setenv(f"BUMI_{each.channel.name}_TOKEN", TOKEN)
        told = {each.channel.value: {"chat": "news", "url": each.url} for each in servers}
        (home / "channels.yaml").write_text(yaml.safe_dump(told), "utf-8")
        settings = Settings(
            channels=Path("channels.yaml"),
            smtp_url=f"smtp://127.0.0.1:{mail.port}",
            mail_from="desk@example.ir",
            site_url="https://news.example",
        )
        yield Everywhere(stack.enter_context(newsroom_of(settings)), settings, servers, mail)


def test_what_is_published_corrected_and_withdrawn_is_so_everywhere(province: Everywhere) -> None:
    starts = (now() + timedelta(days=9)).replace(microsecond=0).isoformat()
    province.go_on()  # opens the channels
    notice = province.approve(NOTICE, 1, kind="notice", urgency="crisis")
    event = province.approve(EVENT, 2, starts_at=starts, where="تالار فرهنگ")
    province.go_on()
    assert [len(texts) for texts in province.texts().values()] == [2] * 5
    assert NOTICE in province.page(notice) and EVENT in province.page(event)
    [entry] = province.subscribed()
    assert (entry["STATUS"], str(entry["SUMMARY"])) == ("CONFIRMED", EVENT)
    told = [part for mail in province.mail.taken for part in parts(mail)]
    assert sum("منتشر شد" in part for part in told) >= 2
    assert not [part for part in told if EVENT in part or NOTICE in part]

    time.sleep(1)  # calendars count in seconds
    province.desk.correct(event, LATER, 2)
    province.desk.correct(notice, WORSE, 1)
    province.go_on()
    texts = province.texts()
    assert all(sum("اصلاحیه" in text for text in texts[channel]) == 2 for channel in BOTS)
    assert all(any(later in text for text in texts[Channel.EITAA]) for later in (LATER, WORSE))
    assert WORSE in province.page(notice)

    province.desk.withdraw(notice)
    province.go_on()
    answer_all(province.newsroom, province.servers, now())  # Eitaa's message is removed by a person
    assert disagreements(province.newsroom, province.servers) == []
    texts = province.texts()
    assert all(len(texts[channel]) == 1 and "اصلاحیه" in texts[channel][0] for channel in EDITING)
    assert any(LATER in text for text in texts[Channel.EITAA]), "no edit there, but a correction that is seen"
    assert "بازپس گرفته" in province.page(notice) and LATER in province.page(event)
    [corrected] = province.subscribed()
    assert str(corrected["SUMMARY"]) == LATER and corrected["SEQUENCE"] > entry["SEQUENCE"]

    province.desk.withdraw(event)
    province.go_on()
    answer_all(province.newsroom, province.servers, now())
    assert disagreements(province.newsroom, province.servers) == []
    assert [entry for each in province.servers for entry in each.shown()] == []
    [gone] = province.subscribed()
    assert gone["STATUS"] == "CANCELLED" and LATER not in gone.to_ical().decode()
