"""Soroush+ (سروش‌پلاس), by its bot API at api.splus.ir, which takes the methods of Telegram's.

Its own documentation could not be had on 2026-11-30. Public programs that use it show the address, the answers,
sendPhoto as a form, `retry_after`, getUpdates and messages of 4,000 characters. Other limits are assumed to be
Telegram's, and none shows an album, so a post has one picture.
"""

from collections.abc import Sequence

from bumi.messengers import Abilities
from bumi.messengers.bot_api import BotApi
from bumi.words import Channel


class Soroush(BotApi):
    """A chat of Soroush+; @name for a public channel, whose posts have addresses."""

    channel = Channel.SOROUSH
    base = "https://api.splus.ir"
    abilities = Abilities(text=4_000, caption=1_024, pictures=1, picture_bytes=10_000_000, a_minute=20)

    def link(self, messages: Sequence[str]) -> str:
        """Return the address of the first message."""
        return f"https://splus.ir/{self.chat[1:]}/{messages[0]}" if self.chat.startswith("@") else ""
