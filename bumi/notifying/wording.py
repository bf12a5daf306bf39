"""Wording of notifications: the number of what each is about, and a link that asks for sign-in; never a word of it.

The sentences are in assets/messages/notifications.yaml.
"""

from dataclasses import dataclass
from functools import cache

import yaml

from bumi.newsroom.notifications.messages import ClaimedMessage, MessageItem
from bumi.newsroom.notifications.recipients import NotifiedCommission, NotifiedQuestion, NotifiedSheet
from bumi.newsroom.tables import NotificationKind
from bumi.persian.months import parse_month
from bumi.persian.text import digits_to_persian
from bumi.province import province
from bumi.settings import PACKAGE

PREFERENCES = "/notifications"
"""The path of the desk's page on which people choose."""

_MOST_LINES = 20  # the most urgent; a chat takes 4,096 characters


@dataclass(frozen=True)
class MessageLine:
    """One sentence of a message, without a full stop, and the address that it leads to."""

    sentence: str
    link: str


@dataclass(frozen=True)
class MessageText:
    """What a message says: its subject, its lines, and the address of the page on which people choose.

    `more` is a sentence on what the lines leave out, or empty.
    """

    subject: str
    lines: tuple[MessageLine, ...]
    more: str
    preferences: str

    @property
    def text(self) -> str:
        """The message as plain text, which fits into a chat."""
        several = len(self.lines) > 1
        lines = [f"{self.subject}\n"] if several else []
        lines += [f"{line.sentence}:\n{line.link}" for line in self.lines]
        lines += [f"{self.more}."] if self.more else []
        return "\n".join(lines) + f"\n\n{phrase('sign_in')}."


def text_of(message: ClaimedMessage, desk_url: str) -> MessageText:
    """Return what a message says; `desk_url` is where the desk is reached."""
    desk = desk_url.rstrip("/")
    urgent = list(NotificationKind)
    items = sorted(message.items, key=lambda item: urgent.index(item.kind))
    lines = tuple(MessageLine(_sentence(item), f"{desk}{_path(item)}") for item in items[:_MOST_LINES])
    count, left = (digits_to_persian(str(number)) for number in (len(items), len(items) - len(lines)))
    subject = phrase("digest").format(count=count) if message.digest else lines[0].sentence
    more = phrase("more").format(count=left) if len(items) > len(lines) else ""
    return MessageText(subject, lines, more, f"{desk}{PREFERENCES}")


def phrase(name: str) -> str:
    """Return a sentence that belongs to all messages."""
    return str(_sentences()[name])


def chat_answer(name: str) -> str:
    """Return what a bot answers to a code."""
    return _group("chat")[name]


def event_phrase(name: str) -> str:
    """Return what the reminder of an event says."""
    return _group("event")[name]


def _sentence(item: MessageItem) -> str:
    if isinstance(item.subject, NotifiedSheet):
        month = parse_month(item.subject.month).name
        county = province().county_at(item.subject.county)
        whose = phrase("county").format(county=county.name) if county else phrase("counties")
        return _group("kinds")[item.kind.value].format(month=month, whose=whose)
    number = digits_to_persian(str(item.subject.id))
    if isinstance(item.subject, NotifiedQuestion):
        return _group("kinds")[item.kind.value].format(question=phrase("question").format(number=number))
    if isinstance(item.subject, NotifiedCommission):
        return _group("lost")[item.subject.state.value].format(commission=phrase("commission").format(number=number))
    piece = phrase("piece").format(number=number, kind=item.subject.kind.persian)
    return _group("kinds")[item.kind.value].format(piece=piece, by=f"«{item.by}»")


def _path(item: MessageItem) -> str:
    if isinstance(item.subject, NotifiedQuestion):
        return f"/questions/{item.subject.id}"
    if isinstance(item.subject, NotifiedCommission):
        return f"/commissions/{item.subject.id}"
    if isinstance(item.subject, NotifiedSheet):
        return f"/county/{item.subject.county}?month={item.subject.month}" if item.subject.county else "/county-sheets"
    match item.kind:
        case NotificationKind.CRISIS_UPDATE:
            return f"/crises#n{item.subject.id}"
    return f"/pieces/{item.subject.id}"


def _group(name: str) -> dict[str, str]:
    found = _sentences()[name]
    assert isinstance(found, dict)
    return found


@cache
def _sentences() -> dict[str, str | dict[str, str]]:
    found: dict[str, str | dict[str, str]] = yaml.safe_load(
        (PACKAGE / "assets" / "messages" / "notifications.yaml").read_text("utf-8")
    )
    return found
