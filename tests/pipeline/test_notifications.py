"""One round of notifications, from what is due by the clock to a real mail server."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bumi.newsroom.accounts.users import add_user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.plan.crises import add_notice
from bumi.newsroom.states import Role, State
from bumi.newsroom.tables import ChatLink, Notification, NotificationPlace
from bumi.persian.calendar import now
from bumi.pipeline.notifications import CarrierOpener, anything_to_tell, tell_all
from bumi.settings import Settings
from bumi.words import Channel
from tests.newsroom.stage import reach
from tests.notifying.stage import serving_mail


def kinds(newsroom: Newsroom) -> list[str]:
    with newsroom.reading() as session:
        return sorted(row.kind.value for row in session.scalars(select(Notification)))


def test_a_round_notes_what_is_due_and_sends_all_that_waits_once(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        add_user(session, "کامران", Role.EDITOR)
        choose(session, "کامران", Choices(mail="kamran@example.ir", quiet_from=0, quiet_until=0))
        reach(session, State.SUBMITTED).publish_at = now() + timedelta(hours=1)
        crisis = reach(session, State.PUBLISHED)
        crisis.expire_at = now() + timedelta(days=1)
        add_notice(session, crisis, "flood", {}, now() + timedelta(minutes=20))
    with serving_mail() as book:
        opener = CarrierOpener(Settings(smtp_url=f"smtp://127.0.0.1:{book.port}", mail_from="desk@example.ir"))
        assert anything_to_tell(newsroom, opener)
        assert tell_all(newsroom, opener) == 2
        assert {"crisis_update", "deadline"} < set(kinds(newsroom))
        assert not anything_to_tell(newsroom, opener) and tell_all(newsroom, opener) == 0
    assert sorted(mail["Subject"].split()[0] for mail in book.taken) == ["زمان", "وعده"]


def test_without_a_way_to_anybody_nothing_is_used_up(newsroom: Newsroom) -> None:
    opener = CarrierOpener(Settings())
    with newsroom.session() as session:
        reach(session, State.CHANGES_REQUESTED)
    assert not anything_to_tell(newsroom, opener) and tell_all(newsroom, opener) == 0
    with newsroom.reading() as session:
        assert all(row.spread_at is None for row in session.scalars(select(Notification)))


def test_messages_wait_while_a_way_is_set_wrong_which_is_logged_once(
    newsroom: Newsroom, home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file = home / "channels.yaml"
    file.write_text("bale: {chat: x}\n", "utf-8")
    opener = CarrierOpener(Settings(channels=file, smtp_url="mail.example.ir"))
    with newsroom.session() as session:
        reach(session, State.CHANGES_REQUESTED)
        choose(session, "نرگس", Choices(quiet_from=0, quiet_until=0))
        session.add(ChatLink(user="نرگس", channel=Channel.BALE, chat="42"))
    assert tell_all(newsroom, opener) == 0 and not anything_to_tell(newsroom, opener)
    assert caplog.text.count("BUMI_SMTP_URL") == caplog.text.count("BUMI_BALE_TOKEN") == 1
    monkeypatch.setenv("BUMI_BALE_TOKEN", "1:a")
    assert anything_to_tell(newsroom, opener) and list(opener.bots) == [Channel.BALE]
    assert opener.open().keys() == {NotificationPlace.CHAT}


def test_messengers_without_a_bot_to_write_to_are_no_way(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUMI_EITAA_TOKEN", "a")
    file = home / "channels.yaml"
    file.write_text("eitaa: {chat: x}\n", "utf-8")
    opener = CarrierOpener(Settings(channels=file))
    assert opener.open() == {} and opener.places == set()
