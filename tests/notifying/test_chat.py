"""Chats: linked by a code sent to a bot, once and in time, and told by a real client before a stand-in's server."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bumi.messengers.bot_api import BotApi
from bumi.messengers.stand_in import Fault, StandIn
from bumi.newsroom.accounts.users import user
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.chat_links import VALID, chat_of, new_code, open_inbox
from bumi.newsroom.tables import ChatLink, NotificationMessage, NotificationPlace, SendOutcome
from bumi.notifying import ChatCarrier, ChatInboxes, chat, send_waiting
from bumi.persian.calendar import now
from bumi.words import Channel
from tests.messengers.served import served
from tests.notifying.stage import return_pieces

DESK = "https://desk.example.ir"


class Talk:
    """A newsroom with a bot, its server, and somebody who writes to it."""

    def __init__(self, newsroom: Newsroom, bot: BotApi, server: StandIn) -> None:
        self.newsroom, self.server, self.bots = newsroom, server, {bot.channel: bot}
        self.inboxes = ChatInboxes(self.bots)

    def code(self, name: str = "نرگس") -> str:
        with self.newsroom.session() as session:
            return new_code(session, name, now())

    def write(self, text: str, chat: str = "42") -> list[str]:
        """Write to the bot and let it read; return what it answered."""
        before = len(self.server.shown())
        self.server.write(chat, text)
        self.inboxes.read(self.newsroom)
        return [entry.text for entry in self.server.shown()[before:]]

    def linked(self) -> dict[str, str]:
        with self.newsroom.reading() as session:
            return {row.user: row.chat for row in session.scalars(select(ChatLink))}

    def send(self) -> int:
        return send_waiting(self.newsroom, {NotificationPlace.CHAT: ChatCarrier(self.bots)}, DESK, lambda: False)

    def outcomes(self) -> list[SendOutcome]:
        with self.newsroom.reading() as session:
            rows = session.scalars(
                select(NotificationMessage).where(NotificationMessage.place == NotificationPlace.CHAT)
            )
            return [row.outcome for row in rows]


@pytest.fixture(params=[Channel.BALE, Channel.TELEGRAM])
def talk(request: pytest.FixtureRequest, newsroom: Newsroom) -> Iterator[Talk]:
    with served(request.param, silence=1) as (bot, server):
        assert isinstance(bot, BotApi)
        yield Talk(newsroom, bot, server)


def test_a_code_links_the_chat_it_comes_from_and_messages_go_there(talk: Talk) -> None:
    (answer,) = talk.write(f"/start {talk.code()}")
    assert "پیوند خورد" in answer and talk.linked() == {"نرگس": "42"}
    (id,) = return_pieces(talk.newsroom)
    assert talk.send() == 1
    told = talk.server.shown()[-1]
    assert told.chat == "42" and f"مطلب ۱ (خبر رویداد) برای اصلاح بازگشت:\n{DESK}/pieces/{id}" in told.text
    assert talk.outcomes() == [SendOutcome.SENT]


def test_a_code_is_good_once_and_for_a_while_and_the_last_one_only(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = talk.code()
    second = talk.code()
    assert "درست نیست" in talk.write(first)[0] and talk.linked() == {}
    assert "پیوند خورد" in talk.write(second)[0]
    talk.code("رضا")
    assert "درست نیست" in talk.write(second, "43")[0] and talk.linked() == {"نرگس": "42"}
    third = talk.code("رضا")
    monkeypatch.setattr(chat, "now", lambda: now() + VALID)
    assert talk.write(third, "43") == [] and talk.linked() == {"نرگس": "42"}  # nobody can link: nobody reads


def test_a_chat_belongs_to_one_person_and_a_person_has_one_chat(talk: Talk) -> None:
    talk.write(talk.code())
    talk.write(talk.code("رضا"))
    assert talk.linked() == {"رضا": "42"}
    talk.write(talk.code("رضا"), "43")
    assert talk.linked() == {"رضا": "43"}


def test_who_guesses_is_not_answered_for_long_and_others_are(talk: Talk) -> None:
    code = talk.code()
    answers = [talk.write(f"{number:04}-abcd-efgh-jkmn", "66") for number in range(8)]
    assert [len(each) for each in answers] == [1, 1, 1, 1, 1, 0, 0, 0]
    assert talk.write("سلام!", "67") == [] and talk.linked() == {}
    assert "پیوند خورد" in talk.write(code)[0]


def test_closed_accounts_are_not_linked(talk: Talk) -> None:
    code = talk.code()
    with talk.newsroom.session() as session:
        user(session, "نرگس").closed_at = now()
    assert "درست نیست" in talk.write(code)[0] and talk.linked() == {}


def test_an_inbox_is_read_by_one_and_what_fails_is_read_again(talk: Talk) -> None:
    code = talk.code()
    (channel,) = talk.bots
    with talk.newsroom.session() as session:
        open_inbox(session, channel, now(), now() + timedelta(minutes=1))
    assert talk.write(code) == []
    with talk.newsroom.session() as session:
        open_inbox(session, channel, now() + timedelta(minutes=2), now())
    talk.server.order(Fault.ERROR, "getUpdates")
    talk.inboxes.read(talk.newsroom)
    assert talk.linked() == {}
    talk.inboxes.read(talk.newsroom)
    assert talk.linked() == {"نرگس": "42"}


@pytest.mark.parametrize(
    ("fault", "methods", "outcome"),
    [
        (Fault.RATE_LIMIT, ["sendMessage"], SendOutcome.WAITING),
        (Fault.UNANSWERED, ["sendMessage"], SendOutcome.UNKNOWN),
        (Fault.REVOKED, ["sendMessage"], SendOutcome.FAILED),  # in this chat alone
        (Fault.REVOKED, ["sendMessage", "getMe"], SendOutcome.WAITING),
    ],
)
def test_what_becomes_of_a_message_that_goes_wrong(
    talk: Talk, fault: Fault, methods: list[str], outcome: SendOutcome
) -> None:
    talk.write(talk.code())
    return_pieces(talk.newsroom)
    for method in methods:
        talk.server.order(fault, method, seconds=3)
    assert talk.send() == 0 and talk.outcomes() == [outcome]
    assert talk.send() == 0  # not again at once, or ever


def test_who_has_unlinked_is_told_nothing_there(talk: Talk) -> None:
    talk.write(talk.code())
    return_pieces(talk.newsroom)
    with talk.newsroom.session() as session:
        session.delete(chat_of(session, "نرگس"))
    assert talk.send() == 0 and talk.outcomes() == [SendOutcome.FAILED]
