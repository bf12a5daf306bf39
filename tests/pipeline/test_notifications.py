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
from bumi.newsroom.tables import Notification
from bumi.persian.calendar import now
from bumi.pipeline.notifications import anything_to_tell, open_bots, open_carriers, tell_all
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
        settings = Settings(smtp_url=f"smtp://127.0.0.1:{book.port}", mail_from="desk@example.ir")
        carriers = open_carriers(settings, open_bots(settings))
        assert anything_to_tell(newsroom, carriers)
        assert tell_all(newsroom, settings, carriers) == 2
        assert {"crisis_update", "deadline"} < set(kinds(newsroom))
        assert not anything_to_tell(newsroom, carriers) and tell_all(newsroom, settings, carriers) == 0
    assert sorted(mail["Subject"].split()[0] for mail in book.taken) == ["زمان", "وعده"]


def test_without_a_way_to_anybody_nothing_is_used_up(newsroom: Newsroom) -> None:
    with newsroom.session() as session:
        reach(session, State.CHANGES_REQUESTED)
    assert not anything_to_tell(newsroom, {}) and tell_all(newsroom, Settings(), {}) == 0
    with newsroom.reading() as session:
        assert all(row.spread_at is None for row in session.scalars(select(Notification)))


def test_settings_that_are_wrong_close_one_way_and_stop_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file = home / "channels.yaml"
    file.write_text("bale: {chat: x}\n", "utf-8")
    assert open_bots(Settings(channels=file)) == {}
    monkeypatch.setenv("BUMI_BALE_TOKEN", "1:a")
    assert list(open_bots(Settings(channels=file))) == [Channel.BALE]
    assert open_carriers(Settings(smtp_url="mail.example.ir"), {}) == {}
    assert "BUMI_SMTP_URL" in caplog.text
