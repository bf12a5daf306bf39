"""Channels: messengers to which approved pieces are sent, each behind one protocol.

Errors of a channel, all with the remedy in Persian and none with a token:

    NotAvailable
    ├── Unreachable       not reached; nothing was sent
    ├── Rejected          refused for good; `to_all` where it concerns every request, as a revoked token does
    ├── RateLimited       not now; nothing was sent, and it may be tried again after `seconds`
    └── UnknownOutcome    no complete answer: the message may stand, and is never posted again blindly

`opening.open_messengers` opens those of an installation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self

from bumi.errors import NotAvailable
from bumi.words import Channel

__all__ = ["LONGEST_WAIT_S", "Abilities", "Inbox", "Messenger", "Post", "PostPicture", "RateLimited", "Update"]

LONGEST_WAIT_S = 86_400.0
"""The most that a messenger that asks to wait is let have."""


class RateLimited(NotAvailable):
    """The messenger asked to wait; nothing was sent, and after `seconds` it may be tried again."""

    def __init__(self, problem: str, seconds: float) -> None:
        super().__init__(problem)
        self.seconds = seconds


@dataclass(frozen=True)
class PostPicture:
    """An image of a post: its bytes, media type and alt text."""

    body: bytes = field(repr=False)
    content_type: str
    alt: str = ""

    def name(self, number: int) -> str:
        """Return its name as the file of this number in a post: 01.jpg."""
        return f"{number:02}.{self.content_type.rpartition('/')[2].replace('jpeg', 'jpg')}"


@dataclass(frozen=True)
class Post:
    """What a channel is to show: a text with its link, and pictures in order; without pictures a plain message."""

    text: str
    pictures: tuple[PostPicture, ...] = ()


@dataclass(frozen=True)
class Abilities:
    """What a messenger can do: lengths in UTF-16 code units, sizes in bytes, messages a minute into one chat.

    `pictures` is the most that a post may have. A text longer than `caption` becomes a message of its own.
    """

    text: int
    caption: int
    pictures: int
    picture_bytes: int
    a_minute: int
    edits: bool = True
    deletes: bool = True


class Messenger(Protocol):
    """A chat of a messenger, with the right to post to it. Its methods raise the errors above."""

    channel: Channel
    abilities: Abilities
    chat: str

    def to(self, chat: str) -> Self:
        """Return the same bot for another chat, such as a person's."""

    def probe(self) -> str:
        """Check the token; return the name that the bot has there."""

    def post(self, post: Post) -> Sequence[str]:
        """Post; return the ids of the messages, that of the text first.

        Rejected, before anything is sent, for what exceeds the abilities. Once a part was taken, every failure is an
        UnknownOutcome.
        """

    def edit(self, messages: Sequence[str], post: Post) -> None:
        """Change the text of a post to that of `post`, which has the pictures of the one posted; they stay.

        Rejected where the messenger cannot.
        """

    def delete(self, messages: Sequence[str]) -> None:
        """Delete the messages of a post; no error for one that is gone. Rejected where the messenger cannot."""

    def link(self, messages: Sequence[str]) -> str:
        """Return the public address of a post, or "" where there is none."""


@dataclass(frozen=True)
class Update:
    """What a person wrote to a bot, in which chat; both are empty for all that is no private message.

    `has_file`: the message is or has a file, whose text is not taken.
    """

    id: int
    chat: str
    text: str
    has_file: bool = False


class Inbox(Protocol):
    """A bot to which people can write."""

    channel: Channel

    def updates(self, offset: int = 0) -> Sequence[Update]:
        """Return what came from `offset` on, and let the messenger forget what came before it; it does not wait."""
