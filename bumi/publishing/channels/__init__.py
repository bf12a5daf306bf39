"""Channels: messengers to which approved pieces are sent, each behind one protocol.

Errors of a channel, all with the remedy in Persian:

    NotAvailable
    ├── Unreachable       not reached; nothing was sent
    ├── Rejected          refused for good; `to_all` where it concerns every request, as a revoked token does
    ├── RateLimited       not now; nothing was sent, and it may be tried again after `seconds`
    └── UnknownOutcome    no complete answer: the message may stand, and is never posted again blindly
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bumi.errors import NotAvailable
from bumi.words import Channel

__all__ = ["Abilities", "Messenger", "Post", "PostPicture", "RateLimited"]


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


@dataclass(frozen=True)
class Post:
    """What a channel is to show: a text with its link, and pictures in order; without pictures a plain message."""

    text: str
    pictures: tuple[PostPicture, ...] = ()


@dataclass(frozen=True)
class Abilities:
    """What a messenger can do: lengths in characters, sizes in bytes, messages a minute into one chat."""

    text: int
    caption: int
    pictures: int
    picture_bytes: int
    a_minute: int
    edits: bool = True
    deletes: bool = True
    tells_views: bool = False


class Messenger(Protocol):
    """A chat of a messenger, with the right to post to it. Its methods raise the errors above."""

    channel: Channel
    abilities: Abilities

    def probe(self) -> str:
        """Check the token; return the name that the bot has there."""

    def post(self, post: Post) -> Sequence[str]:
        """Post; return the ids of the messages, that of the text first.

        Once a part was taken, every failure is an UnknownOutcome.
        """

    def edit(self, messages: Sequence[str], post: Post) -> None:
        """Change the text of a post to that of `post`; its pictures stay. Rejected where the messenger cannot."""

    def delete(self, messages: Sequence[str]) -> None:
        """Delete the messages of a post; no error for one that is gone. Rejected where the messenger cannot."""

    def link(self, messages: Sequence[str]) -> str:
        """Return the public address of a post, or "" where there is none."""
