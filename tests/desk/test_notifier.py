"""The desk tells people by itself, without Prefect: within seconds, each once, and it ends at once."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bumi.desk import notifier
from bumi.desk.notifier import Notifier
from bumi.messengers.stand_in import StandIn
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.chat_links import new_code
from bumi.newsroom.notifications.choices import Choices, choose
from bumi.newsroom.states import State
from bumi.newsroom.tables import ChatLink, NotificationPlace
from bumi.persian.calendar import now
from bumi.settings import Settings
from bumi.words import Channel
from tests.messengers.served import TOKEN, served
from tests.newsroom.stage import reach
from tests.notifying.stage import Book, serving_mail
from tests.processes import until

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def book() -> Iterator[Book]:
    with serving_mail() as made:
        yield made


@pytest.fixture
def telegram() -> Iterator[StandIn]:
    with served(Channel.TELEGRAM) as (_, server):
        yield server


@pytest.fixture
def told(
    newsroom: Newsroom, book: Book, telegram: StandIn, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Notifier]:
    monkeypatch.setattr(notifier, "_EVERY_S", 0.05)
    monkeypatch.setenv("BUMI_TELEGRAM_TOKEN", TOKEN)
    file = home / "channels.yaml"
    file.write_text("telegram: wrong\n", "utf-8")
    settings = Settings(
        smtp_url=f"smtp://127.0.0.1:{book.port}",
        mail_from="desk@example.ir",
        channels=file,
        intake_url="https://news.example.ir/ask",
    )
    made = Notifier(settings, newsroom)
    assert made.places().places == {NotificationPlace.MAIL}
    file.write_text(f"telegram: {{chat: news, url: '{telegram.url}'}}\n", "utf-8")
    yield made
    began = time.monotonic()
    made.close()
    assert time.monotonic() - began < 60


def test_what_happens_is_told_by_mail_and_in_the_linked_chat_and_questions_are_read(
    told: Notifier, newsroom: Newsroom, book: Book, telegram: StandIn
) -> None:
    until(lambda: bool(told.places().bots))
    assert told.places().places == set(NotificationPlace)
    with newsroom.session() as session:
        choose(session, "نرگس", Choices(mail="narges@example.ir", quiet_from=0, quiet_until=0))
        code = new_code(session, "نرگس", now())
    telegram.write("42", f"/start {code}")
    until(lambda: bool(telegram.shown()))
    with newsroom.session() as session:
        assert [row.user for row in session.scalars(select(ChatLink))] == ["نرگس"]
        reach(session, State.CHANGES_REQUESTED)
    until(lambda: len(book.taken) == 1 and len(telegram.shown()) == 2)
    assert re.search("برای اصلاح بازگشت", telegram.shown()[-1].text)
    time.sleep(0.3)  # several rounds
    assert len(book.taken) == 1 and len(telegram.shown()) == 2
    telegram.write("43", "چرا آب روستای دهنو هر شب قطع می‌شود؟")  # nobody has a code to send any more
    until(lambda: len(telegram.shown()) == 3)
    assert telegram.shown()[-1].chat == "43" and "https://news.example.ir/ask/" in telegram.shown()[-1].text
