"""Mails about events: a reminder and each change once to whoever has an address, whatever the server does; no name in
logs. Who cannot be told by mail is to be called.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bumi.errors import BadInput, Refused
from bumi.newsroom.database import Newsroom
from bumi.newsroom.sign_ups import (
    EventChange,
    begin_notice,
    begin_reminder,
    cancel_sign_up,
    due_event_reminders,
    due_notices,
    note_called,
    open_sign_ups,
    people_to_call,
    sign_up,
    sign_ups,
)
from bumi.newsroom.sign_ups.notices import SETTLED
from bumi.newsroom.states import Role
from bumi.newsroom.tables import Campaign, SendOutcome, SignUpList
from bumi.newsroom.workflow.event_times import give_time
from bumi.notifying import MailServer, mail_signed_up
from bumi.persian.calendar import jalali, now, whole_minute
from bumi.planning import cancel_event, move_event
from bumi.settings import Settings
from tests.newsroom.sign_ups.stage import bootcamp, signed_up
from tests.newsroom.stage import person
from tests.notifying.stage import Book

SETTINGS = Settings(_env_file=None, intake_url="https://news.example.ir/ask")


def evening_before(newsroom: Newsroom) -> str:
    """Have people signed up for an event that starts in twenty hours; return its list's code."""
    with newsroom.session() as session:
        campaign, found = bootcamp(session, capacity=3)
        for contact in ("zahra@mail.ir", "09131234567", "reza@mail.ir", "waits@mail.ir"):
            sign_up(session, found.code, "زهرا احمدی", contact, now())
        campaign.starts_at = whole_minute(now() + timedelta(hours=20))
        for each in sign_ups(session, campaign.id):
            each.knows_starts_at = campaign.starts_at
        return found.code


def outcomes(newsroom: Newsroom) -> list[SendOutcome]:
    with newsroom.reading() as session:
        return [each.reminder for each in sign_ups(session, 1)]


def own_lines(caplog: pytest.LogCaptureFixture) -> str:
    return " ".join(each.getMessage() for each in caplog.records if each.name.startswith("bumi"))


def remind(newsroom: Newsroom, mail: MailServer) -> int:
    return mail_signed_up(newsroom, mail, SETTINGS, lambda: False)


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
    logged = own_lines(caplog)
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


CANCELLED, MOVED, PLACE = EventChange.CANCELLED, EventChange.MOVED, EventChange.PLACE
EARLIER = timedelta(hours=3)
"""Longer ago than a mail may take."""


def two_places_of_four(newsroom: Newsroom) -> None:
    """Have two people with a place and two who wait: the first and the third have a mail address."""
    with newsroom.session() as session:
        _, found = bootcamp(session)
        for contact in ("zahra@mail.ir", "09131234567", "reza@mail.ir", "09131234568"):
            sign_up(session, found.code, "زهرا احمدی", contact, now())


def move(newsroom: Newsroom, ago: timedelta, days: int = 1) -> None:
    with newsroom.session() as session:
        campaign = session.get_one(Campaign, 1)
        later = campaign.starts_at + timedelta(days=days)
        move_event(session, campaign, later, None, person(session, Role.EDITOR), "باران", now() - ago)


def cancel(newsroom: Newsroom, ago: timedelta) -> None:
    with newsroom.session() as session:
        editor = person(session, Role.EDITOR)
        cancel_event(session, session.get_one(Campaign, 1), editor, "باران", now() - ago)


def calls(newsroom: Newsroom) -> list[tuple[str, EventChange]]:
    with newsroom.reading() as session:
        return [(each.row.contact, each.change) for each in people_to_call(session, 1, now())]


def leave(newsroom: Newsroom, place: int = 0) -> None:
    """Let somebody of the list cancel their sign-up."""
    with newsroom.session() as session:
        cancel_sign_up(session, session.get_one(SignUpList, 1).code, sign_ups(session, 1)[place].code, now())


def test_a_cancelled_event_is_told_to_all_who_wait_or_have_a_place(
    newsroom: Newsroom, mail: MailServer, book: Book, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    two_places_of_four(newsroom)
    cancel(newsroom, ago=SETTLED / 2)
    assert remind(newsroom, mail) == 0 and calls(newsroom) == []  # it can still be undone
    with newsroom.session() as session:
        session.get_one(Campaign, 1).cancelled_at = now() - SETTLED
    assert (remind(newsroom, mail), remind(newsroom, mail)) == (2, 0)
    assert [each["To"] for each in book.taken] == ["zahra@mail.ir", "reza@mail.ir"]
    assert "لغو شد" in book.taken[0]["Subject"] and "برگزار نمی‌شود" in book.taken[0].get_content()
    assert calls(newsroom) == [("09131234567", CANCELLED), ("09131234568", CANCELLED)]
    with newsroom.session() as session:
        first, second = (each.row.id for each in people_to_call(session, 1, now()))
        with pytest.raises(BadInput, match="دیگر در فهرست زنگ‌ها نیست"):
            note_called(session, 1, [first, 99], person(session, Role.EDITOR), now())
        note_called(session, 1, [first], person(session, Role.EDITOR), now())
        assert [each.row.id for each in people_to_call(session, 1, now())] == [second]
    logged = own_lines(caplog)
    assert not any(said in logged for said in ("zahra", "0913123", "زهرا"))


def test_a_cancellation_that_is_undone_is_told_to_nobody(newsroom: Newsroom, mail: MailServer) -> None:
    two_places_of_four(newsroom)
    cancel(newsroom, ago=timedelta())
    with newsroom.session() as session:
        session.get_one(Campaign, 1).cancelled_at = None
    assert remind(newsroom, mail) == 0 and calls(newsroom) == []


def test_a_moved_event_is_told_with_its_new_time_and_reminded_of_again(
    newsroom: Newsroom, mail: MailServer, book: Book
) -> None:
    evening_before(newsroom)
    assert remind(newsroom, mail) == 2
    move(newsroom, SETTLED, days=2)
    move(newsroom, SETTLED)
    assert (remind(newsroom, mail), remind(newsroom, mail)) == (3, 0)
    with newsroom.reading() as session:
        when = jalali(session.get_one(Campaign, 1).starts_at)
    texts = [each.get_content() for each in book.taken[2:]]
    assert all(when in text for text in texts) and ["فهرست انتظار" in text for text in texts] == [False, False, True]
    assert outcomes(newsroom)[0] is SendOutcome.WAITING
    assert calls(newsroom) == [("09131234567", MOVED)]
    cancel(newsroom, SETTLED)
    assert remind(newsroom, mail) == 3 and calls(newsroom) == [("09131234567", CANCELLED)]


def test_whoever_gets_a_place_is_told_once(newsroom: Newsroom, mail: MailServer, book: Book) -> None:
    two_places_of_four(newsroom)
    assert remind(newsroom, mail) == 0
    leave(newsroom)
    assert (remind(newsroom, mail), remind(newsroom, mail)) == (1, 0)
    assert book.taken[0]["To"] == "reza@mail.ir" and "اکنون جا دارید" in book.taken[0].get_content()
    with newsroom.session() as session:
        campaign = session.get_one(Campaign, 1)
        open_sign_ups(session, campaign, 3, campaign.starts_at, person(session, Role.EDITOR), now())
    assert remind(newsroom, mail) == 0 and calls(newsroom) == [("09131234568", PLACE)]
    leave(newsroom, 2)
    assert calls(newsroom) == []


@pytest.mark.parametrize(
    ("fault", "value", "again", "called"),
    [
        ("rcpt", "550 no such user", 0, True),
        ("rcpt", "451 later", 1, False),
        ("silent", "after the text", 0, True),
        ("data", "452 full", 1, False),
    ],
    ids=["unknown-user", "later", "silent", "full"],
)
def test_whose_mail_did_not_arrive_for_certain_is_called(
    newsroom: Newsroom, mail: MailServer, book: Book, fault: str, value: str, again: int, called: bool
) -> None:
    two_places_of_four(newsroom)
    leave(newsroom)
    setattr(book, fault, value)
    assert remind(newsroom, mail) == 0
    assert calls(newsroom) == ([("reza@mail.ir", PLACE)] if called else [])
    setattr(book, fault, "")
    assert remind(newsroom, mail) == 0  # what is tried again, is so in a while
    with newsroom.reading() as session:
        assert len(due_notices(session, now() + timedelta(hours=1))) == again


def test_without_a_mail_server_all_are_called(newsroom: Newsroom) -> None:
    two_places_of_four(newsroom)
    cancel(newsroom, EARLIER)
    assert len(calls(newsroom)) == 4


def test_what_changes_between_two_runs_is_sent_once(newsroom: Newsroom, mail: MailServer, book: Book) -> None:
    with newsroom.session() as session:
        _, found = bootcamp(session)
        signed_up(session, found, 1)
    move(newsroom, SETTLED)
    with newsroom.reading() as session:
        (due,) = due_notices(session, now())
    cancel(newsroom, SETTLED)
    with newsroom.session() as session, pytest.raises(Refused):
        begin_notice(session, due, now())  # what it says is no longer so
    assert remind(newsroom, mail) == 1 and "لغو شد" in book.taken[0]["Subject"]


def test_a_reminder_of_an_event_that_changed_meanwhile_is_not_begun(newsroom: Newsroom) -> None:
    evening_before(newsroom)
    with newsroom.reading() as session:
        first, second = due_event_reminders(session, now())
    move(newsroom, SETTLED)
    with newsroom.session() as session, pytest.raises(Refused):
        begin_reminder(session, first)
    move(newsroom, SETTLED, days=-1)
    cancel(newsroom, SETTLED)
    with newsroom.session() as session, pytest.raises(Refused):
        begin_reminder(session, second)


def test_an_event_that_comes_back_to_a_time_is_told_by_another_mail(
    newsroom: Newsroom, mail: MailServer, book: Book
) -> None:
    """Mail programs hide a second mail with the Message-ID of a former one."""
    two_places_of_four(newsroom)
    for ago, days in ((5, 1), (4, -1), (3, 1)):
        move(newsroom, timedelta(hours=ago), days)
        assert remind(newsroom, mail) == 2
    assert len(set(book.ids)) == 6


def test_one_mail_tells_of_another_time_and_of_a_place(newsroom: Newsroom, mail: MailServer, book: Book) -> None:
    two_places_of_four(newsroom)
    leave(newsroom)
    move(newsroom, SETTLED)
    assert remind(newsroom, mail) == 1
    text = book.taken[0].get_content()
    assert "عوض شد" in text and "نوبت به شما رسید و اکنون جا دارید" in text


def test_a_mail_says_whether_time_or_venue_or_both_are_others(newsroom: Newsroom, mail: MailServer, book: Book) -> None:
    two_places_of_four(newsroom)
    for hall, days in (("تالار یک", 0), ("تالار دو", 1)):
        with newsroom.session() as session:
            campaign = session.get_one(Campaign, 1)
            brief = campaign.brief_model.model_copy(update={"where": hall})
            starts_at = campaign.starts_at + timedelta(days=days)
            give_time(session, campaign, brief.model_copy(update={"starts_at": starts_at}), now() - SETTLED)
        assert remind(newsroom, mail) == 2
    venue, both = book.taken[0], book.taken[2]
    assert venue["Subject"].startswith("مکان تازه") and both["Subject"].startswith("زمان و مکان تازه")
    assert "مکان «جشنواره انار» عوض شد" in venue.get_content() and "در تالار یک" in venue.get_content()
    assert "زمان و مکان «جشنواره انار» عوض شد" in both.get_content() and "در تالار دو" in both.get_content()


def test_two_runs_at_once_tell_everybody_once(newsroom: Newsroom, mail: MailServer, book: Book) -> None:
    with newsroom.session() as session:
        _, found = bootcamp(session, capacity=12)
        for number in range(12):
            signed_up(session, found, number)
    cancel(newsroom, SETTLED)
    book.slow = 0.02
    with ThreadPoolExecutor(2) as pool:
        told = sum(pool.map(lambda _: remind(newsroom, mail), range(2)))
    assert told == 12 and len(set(book.ids)) == len(book.taken) == 12
