"""Questions by the bots of messengers, before a stand-in's server: held once, answered by a receipt, within limits."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bumi.messengers.bot_api import BotApi
from bumi.messengers.stand_in import Fault, StandIn
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.chat_links import new_code
from bumi.newsroom.questions import contact_of
from bumi.newsroom.tables import ChatInbox, PublicQuestion, QuestionState
from bumi.notifying import ChatInboxes, ChatQuestions
from bumi.persian.calendar import now
from bumi.words import Channel
from tests.messengers.served import served

QUESTION = "چرا آب روستای دهنو هر شب قطع می‌شود؟"


class Talk:
    """A newsroom with a bot that takes questions, its server, and people who write to it."""

    def __init__(self, newsroom: Newsroom, bot: BotApi, server: StandIn, most_waiting: int = 500) -> None:
        self.newsroom, self.server, self.bot = newsroom, server, bot
        self.inboxes = ChatInboxes({bot.channel: bot}, ChatQuestions("https://news.example.ir/ask/", most_waiting))

    def write(self, text: str, chat: str = "42") -> list[str]:
        """Write to the bot and let it read; return what it answered."""
        self.server.write(chat, text)
        return self.read()

    def read(self) -> list[str]:
        """Let the bot read; return what it answered."""
        before = len(self.server.shown())
        self.inboxes.read(self.newsroom)
        return [entry.text for entry in self.server.shown()[before:]]

    def asked(self) -> list[PublicQuestion]:
        with self.newsroom.reading() as session:
            return list(session.scalars(select(PublicQuestion).order_by(PublicQuestion.id)))


@pytest.fixture
def talk(newsroom: Newsroom) -> Iterator[Talk]:
    with served(Channel.BALE, silence=1) as (bot, server):
        assert isinstance(bot, BotApi)
        yield Talk(newsroom, bot, server)


def test_a_text_becomes_a_held_question_and_its_chat_gets_a_receipt(talk: Talk) -> None:
    (answer,) = talk.write(QUESTION)
    (asked,) = talk.asked()
    assert (asked.state, asked.text, asked.door) == (QuestionState.HELD, QUESTION, Channel.BALE)
    assert "پرسش شما رسید" in answer and f"https://news.example.ir/ask/{asked.code}" in answer and "۱۱۲" not in answer
    with talk.newsroom.reading() as session:
        contact = contact_of(session, asked)
        assert contact and (contact.channel, contact.contact) == (Channel.BALE, "42")


def test_danger_is_told_before_the_receipt(talk: Talk) -> None:
    (answer,) = talk.write("پدرم سکته کرده، شماره درمانگاه شبانه‌روزی چند است؟")
    assert answer.startswith("اگر جان کسی در خطر است، همین حالا به ۱۱۲ زنگ بزنید") and "پرسش شما رسید" in answer
    (short,) = talk.write("آتش‌سوزی", "43")
    assert short.startswith("اگر جان کسی در خطر است") and "کوتاه است" in short and len(talk.asked()) == 1


@pytest.mark.parametrize("text", ["/start", "/help", "/ask چرا آب قطع است؟", "  "])
def test_a_command_is_no_question_and_is_told_how_to_ask(talk: Talk, text: str) -> None:
    (answer,) = talk.write(text)
    assert "در یک پیام بنویسید" in answer and "۱۱۲" in answer and talk.asked() == []


def test_codes_still_link_chats_and_are_never_questions(talk: Talk) -> None:
    with talk.newsroom.session() as session:
        code = new_code(session, "نرگس", now())
    assert "درست نیست" in talk.write("abcd-efgh-jkmn-pqrs")[0]
    assert "پیوند خورد" in talk.write(f"/start {code}")[0] and talk.asked() == []


@pytest.mark.parametrize("file", ["photo", "document", "voice", "location"])
def test_of_a_file_people_are_told_that_only_text_is_taken(talk: Talk, file: str) -> None:
    talk.server.write("42", QUESTION, **{file: {"file_id": "1"}})
    (answer,) = talk.read()
    assert "تنها متن پذیرفته می‌شود" in answer and talk.asked() == []


def test_what_is_no_question_is_told_why(talk: Talk) -> None:
    assert "نویسه برسانید" in talk.write("چرا " * 500)[0]
    assert "پرسشی نوشته نشده است" in talk.write("\u202e\u200c؟؟؟؟؟؟؟؟؟؟؟؟", "43")[0]
    assert talk.asked() == []


def test_an_update_is_taken_once_however_often_it_comes(talk: Talk) -> None:
    talk.write(QUESTION)
    again = talk.server._updates[0]
    talk.server.put_update({**again, "update_id": 1})
    with talk.newsroom.session() as session:
        session.get_one(ChatInbox, Channel.BALE).claimed_until = None
    assert talk.read() == [] and len(talk.asked()) == 1
    talk.server.order(Fault.UNANSWERED, "sendMessage", seconds=3)
    talk.write("آب شهر ما کی وصل می‌شود؟", "43")  # its receipt is lost, but it is not asked twice
    assert talk.read() == [] and len(talk.asked()) == 2


STRANGE: list[dict[str, object]] = [
    {},
    {"update_id": None, "message": {"chat": {"id": 1, "type": "private"}, "text": QUESTION}},
    {"update_id": "7", "message": {"chat": {"id": 1, "type": "private"}, "text": QUESTION}},
    {"update_id": 2**63, "message": {"chat": {"id": 1, "type": "private"}, "text": QUESTION}},
    {"update_id": -1, "message": {"chat": {"id": 1, "type": "private"}, "text": QUESTION}},
    {"update_id": 1, "message": {"chat": {"id": -1, "type": "supergroup"}, "text": QUESTION}},
    {"update_id": 2, "message": {"chat": {"id": 1, "type": "private"}, "text": {"a": QUESTION}}},
    {"update_id": 3, "message": {"text": QUESTION}},
    {"update_id": 4, "message": [QUESTION]},
    {"update_id": 5, "edited_message": {"chat": {"id": 1, "type": "private"}, "text": QUESTION}},
    {"update_id": 6, "callback_query": {"data": QUESTION}},
]


def test_a_strange_update_is_no_question_and_stops_no_other(talk: Talk) -> None:
    for update in STRANGE:
        talk.server.put_update(update)
    talk.write(QUESTION)
    assert [each.text for each in talk.asked()] == [QUESTION]


def test_who_has_blocked_the_bot_holds_up_nobody(talk: Talk) -> None:
    talk.server.write("42", QUESTION)
    talk.server._chats.remove("42")
    assert "رسید" in talk.write(QUESTION, "43")[0] and len(talk.asked()) == 2


def test_a_chat_asks_a_few_a_day_and_is_not_answered_for_ever(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [talk.write(f"چرا آب روستای {number} هر شب قطع می‌شود؟") for number in range(12)]
    assert [len(each) for each in answers] == [1] * 10 + [0] * 2 and "فردا بفرستید" in answers[5][0]
    assert len(talk.asked()) == 5 and "رسید" in talk.write(QUESTION, "43")[0]
    with talk.newsroom.session() as session:
        for asked in session.scalars(select(PublicQuestion)):
            asked.received_at -= timedelta(days=1)
    assert "رسید" in talk.write(QUESTION)[0]


def test_a_full_holding_pen_takes_no_more(talk: Talk) -> None:
    talk = Talk(talk.newsroom, talk.bot, talk.server, most_waiting=2)
    answers = [talk.write(QUESTION, str(chat))[0] for chat in (1, 2, 3)]
    assert ["رسید" in each for each in answers] == [True, True, False] and "فردا دوباره بفرستید" in answers[2]


def test_a_flood_is_read_in_rounds(talk: Talk) -> None:
    for number in range(70):
        talk.server.write(str(100 + number), QUESTION)
    assert [len(talk.read()) for _ in range(4)] == [30, 30, 10, 0]
    assert len(talk.asked()) == 70
