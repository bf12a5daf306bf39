"""Notifications through the bots of messengers, and what people send to a bot: codes that link chats, and questions."""

import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bumi.errors import NotAvailable, Rejected
from bumi.messengers import Inbox, Messenger, Post, Update
from bumi.newsroom.database import Newsroom
from bumi.newsroom.notifications.chat_links import (
    advance_inbox,
    anybody_links,
    close_inbox,
    link_chat,
    open_inbox,
)
from bumi.newsroom.notifications.messages import ClaimedMessage
from bumi.notifying.chat_questions import ChatQuestions
from bumi.notifying.wording import MessageText, chat_answer
from bumi.persian.calendar import now
from bumi.words import Channel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_LEASE = timedelta(minutes=2)  # of an inbox: reading it takes a request, and one for each answer
_CODE = re.compile(r"(?:/start(?:@\w+)?\s+)?([\w-]{16,40})")
_A_ROUND = 30  # updates of a bot, so that a flood of them does not hold up what is to be sent
_WRONG = 5  # wrong codes of a chat that are answered
_REMEMBERED = 10_000  # chats

_log = logging.getLogger(__name__)


class ChatBot(Messenger, Inbox, Protocol):
    """A bot that can write to people, and to which they can write."""


class ChatCarrier:
    """Sends notifications through the bots of this installation."""

    def __init__(self, bots: Mapping[Channel, ChatBot]) -> None:
        self._bots = bots

    def send(self, message: ClaimedMessage, words: MessageText, begin: Callable[[], None]) -> None:
        """Send a message to the linked chat; raise the errors of `bumi.messengers`.

        What a messenger refuses to all is for this chat alone where the bot itself is in order: a person may have
        blocked it.
        """
        bot = self._bots.get(message.channel) if message.channel else None
        if bot is None:
            raise Rejected("پیام‌رسانی که پیوند داده‌اید دیگر رباتی ندارد؛ در صفحه «اعلان‌ها» پیوند دیگری بسازید")
        begin()
        try:
            bot.to(message.chat).post(Post(words.text))
        except Rejected as error:
            if not error.to_all or not _answers(bot):
                raise
            raise Rejected(
                f"«{bot.channel.persian}» به گفت‌وگوی شما نمی‌فرستد؛ اگر ربات را مسدود کرده‌اید آزادش کنید، "
                "یا در صفحه «اعلان‌ها» گفت‌وگوی دیگری پیوند دهید"
            ) from error


class ChatInboxes:
    """Reads what people send to the bots, and links their chats by codes.

    With `questions` everything else is a question of the public; without it, inboxes are read while anybody has a code.
    """

    def __init__(self, bots: Mapping[Channel, ChatBot], questions: ChatQuestions | None = None) -> None:
        self._bots, self._questions = bots, questions
        self._wrong: OrderedDict[tuple[Channel, str], int] = OrderedDict()

    def read(self, newsroom: Newsroom) -> None:
        """Read the inbox of each bot that no other run is reading; a bot that fails is read next time."""
        if not self._bots:
            return
        with newsroom.reading() as session:
            if not self._questions and not anybody_links(session, now()):
                return
        for bot in self._bots.values():
            with newsroom.session() as session:
                first = open_inbox(session, bot.channel, now(), now() + _LEASE)
            if first is None:
                continue
            try:
                self._read(newsroom, bot, first)
            except NotAvailable as error:
                _log.warning("The inbox of a bot was not read: %s", error)
            finally:
                with newsroom.session() as session:
                    close_inbox(session, bot.channel)

    def _read(self, newsroom: Newsroom, bot: ChatBot, first: int) -> None:
        for update in bot.updates(first)[:_A_ROUND]:
            with newsroom.session() as session:
                is_new = advance_inbox(session, bot.channel, update.id)
                answer = self._answer(session, bot.channel, update) if is_new and update.chat else ""
            if answer:
                _answer_chat(bot, update.chat, answer)

    def _answer(self, session: "Session", channel: Channel, update: Update) -> str:
        """Link the chat where the text has a valid code, or take its question; return the answer, or "" for none."""
        code, key = _CODE.fullmatch(update.text.strip()[:80]), (channel, update.chat)
        if not code:
            return self._questions.taken(session, channel, update) if self._questions else ""
        if self._wrong.get(key, 0) >= _WRONG:
            return ""
        if link_chat(session, code[1], channel, update.chat, now()):
            self._wrong.pop(key, None)
            return chat_answer("linked")
        self._wrong[key] = self._wrong.pop(key, 0) + 1
        if len(self._wrong) > _REMEMBERED:
            self._wrong.popitem(last=False)
        return chat_answer("unknown")


def _answer_chat(bot: ChatBot, chat: str, answer: str) -> None:
    """Answer a chat; one that takes nothing, since its person has blocked the bot, holds up no other."""
    try:
        bot.to(chat).post(Post(answer))
    except Rejected as error:
        _log.warning("An answer of a bot was not taken: %s", error)


def _answers(bot: ChatBot) -> bool:
    try:
        bot.probe()
    except NotAvailable:
        return False
    return True
