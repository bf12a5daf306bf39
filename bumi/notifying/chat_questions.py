"""Public questions that come by the bots of messengers: held like those of the form, and answered by a receipt."""

from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING

from bumi.errors import BadInput, Refused
from bumi.messengers import Update
from bumi.newsroom.questions import asked_by_chat, hold_question
from bumi.notifying.wording import chat_answer
from bumi.persian.asking import tells_of_emergency
from bumi.persian.calendar import now
from bumi.settings import Settings
from bumi.words import Channel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_A_DAY = 5  # questions of a chat
_DAY = timedelta(days=1)
_TOLD = 5  # answers without a question in a row, after which a chat is not answered any more
_REMEMBERED = 10_000  # chats


class ChatQuestions:
    """Takes the questions that people write to bots. `address` is that of the question form."""

    def __init__(self, address: str, most_waiting: int) -> None:
        self._address = address.rstrip("/")
        self._most_waiting = most_waiting - most_waiting // 4  # the rest is for the form, whatever chats send
        self._told: OrderedDict[tuple[Channel, str], int] = OrderedDict()

    def taken(self, session: "Session", channel: Channel, update: Update) -> str:
        """Hold the question of a private message; return what its chat is answered, or "" for nothing."""
        text, chat = update.text.strip(), (channel, update.chat)
        first = f"{chat_answer('emergency')}\n\n" if tells_of_emergency(text) else ""
        try:
            if update.has_file:
                raise BadInput(chat_answer("only_text"))
            if not text or text.startswith("/"):
                raise BadInput(chat_answer("welcome"))
            if asked_by_chat(session, channel, update.chat, now() - _DAY) >= _A_DAY:
                raise Refused(chat_answer("enough"))
            asked = hold_question(session, text, self._most_waiting, door=channel, contact=update.chat)
        except (BadInput, Refused) as error:
            return first + "\n".join(error.problems) if first or self._may_tell(chat) else ""
        self._told.pop(chat, None)
        return first + chat_answer("received").format(address=f"{self._address}/{asked.code}")

    def _may_tell(self, chat: tuple[Channel, str]) -> bool:
        """Return whether a chat is told once more that no question of it was taken."""
        self._told[chat] = self._told.pop(chat, 0) + 1
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        return self._told[chat] <= _TOLD


def chat_questions(settings: Settings) -> ChatQuestions | None:
    """Return what takes questions from bots; None where the settings have no question form."""
    return ChatQuestions(settings.intake_url, settings.intake_most_waiting) if settings.intake_url else None
