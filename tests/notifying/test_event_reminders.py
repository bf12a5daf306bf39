"""Reminders of events by mail: one to each with a place and an address, whatever the server does; no name in logs."""

import logging
from datetime import timedelta

import pytest

from bumi.newsroom.database import Newsroom
from bumi.newsroom.sign_ups import sign_up, sign_ups
from bumi.newsroom.tables import SendOutcome
from bumi.notifying import MailServer, remind_of_events
from bumi.persian.calendar import now
from bumi.settings import Settings
from tests.newsroom.sign_ups.stage import bootcamp
from tests.notifying.stage import Book

SETTINGS = Settings(_env_file=None, intake_url="https://news.example.ir/ask")


def evening_before(newsroom: Newsroom) -> str:
    """Have people signed up for an event that starts in twenty hours; return its list's code."""
    with newsroom.session() as session:
        campaign, found = bootcamp(session, capacity=3)
        for contact in ("zahra@mail.ir", "09131234567", "reza@mail.ir", "waits@mail.ir"):
            sign_up(session, found.code, "زهرا احمدی", contact, now())
        campaign.starts_at = now() + timedelta(hours=20)
        return found.code


def outcomes(newsroom: Newsroom) -> list[SendOutcome]:
    with newsroom.reading() as session:
        return [each.reminder for each in sign_ups(session, 1)]


def remind(newsroom: Newsroom, mail: MailServer) -> int:
    return remind_of_events(newsroom, mail, SETTINGS, lambda: False)


def test_each_is_reminded_once_with_the_address_of_their_page(
    newsroom: Newsroom, mail: MailServer, book: Book, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = evening_before(newsroom)
    assert (remind(newsroom, mail), remind(newsroom, mail)) == (2, 0)
    assert [each["To"] for each in book.taken] == ["zahra@mail.ir", "reza@mail.ir"]
    with newsroom.reading() as session:
        own = sign_ups(session, 1)[0].code
    text = book.taken[0].get_content()
    assert "جشنواره انار" in text and f"https://news.example.ir/join/{code}/{own}" in text
    assert "زهرا" not in text and "List-Unsubscribe" not in book.taken[0]
    logged = " ".join(each.getMessage() for each in caplog.records if each.name.startswith("bumi"))
    assert "zahra" not in logged and own not in logged


@pytest.mark.parametrize(
    ("fault", "value", "outcome", "taken"),
    [
        ("rcpt", "550 no such user", SendOutcome.FAILED, 0),
        ("rcpt", "451 later", SendOutcome.WAITING, 0),
        ("silent", "after the text", SendOutcome.UNKNOWN, 2),
    ],
    ids=["unknown-user", "later", "silent"],
)
def test_what_came_of_it_is_recorded_and_nothing_is_sent_twice(
    newsroom: Newsroom, mail: MailServer, book: Book, fault: str, value: str, outcome: SendOutcome, taken: int
) -> None:
    evening_before(newsroom)
    setattr(book, fault, value)
    assert remind(newsroom, mail) == 0
    assert outcomes(newsroom)[0] is outcome
    setattr(book, fault, "")
    assert remind(newsroom, mail) == 0 and len(book.taken) == taken  # what is tried again, is so in a while
