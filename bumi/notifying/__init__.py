"""Notifying: sends what the newsroom's outbox has for people, by mail and through the bots of messengers."""

from bumi.notifying.chat import ChatBot, ChatCarrier, ChatInboxes
from bumi.notifying.chat_questions import ChatQuestions, chat_questions
from bumi.notifying.event_reminders import remind_of_events
from bumi.notifying.mail import MailServer, open_mail
from bumi.notifying.sending import Carrier, Carriers, send_waiting
from bumi.notifying.wording import PREFERENCES, MessageText, text_of

__all__ = [
    "PREFERENCES",
    "Carrier",
    "Carriers",
    "ChatBot",
    "ChatCarrier",
    "ChatInboxes",
    "ChatQuestions",
    "MailServer",
    "MessageText",
    "chat_questions",
    "open_mail",
    "remind_of_events",
    "send_waiting",
    "text_of",
]
