"""Notifying: sends what the newsroom's outbox has for people, by mail and through the bots of messengers."""

from bumi.notifying.chat import ChatBot, ChatCarrier, ChatInboxes
from bumi.notifying.chat_questions import ChatQuestions, chat_questions
from bumi.notifying.event_mails import anything_to_mail, mail_signed_up
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
    "anything_to_mail",
    "chat_questions",
    "mail_signed_up",
    "open_mail",
    "send_waiting",
    "text_of",
]
