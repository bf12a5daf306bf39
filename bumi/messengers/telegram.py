"""Telegram (تلگرام), by its bot API.

Read on 2026-11-30 in public copies of https://core.telegram.org/bots/api (version 10.1 of 2026-06-11) and of
https://core.telegram.org/bots/faq: messages of 4,096 and captions of 1,024 characters, photos of 10 MB, albums of 2 to
10, 20 messages a minute into one group. A message may be deleted for 48 hours. The API tells no views.
"""

from collections.abc import Sequence

from bumi.messengers import Abilities
from bumi.messengers.bot_api import BotApi
from bumi.words import Channel


class Telegram(BotApi):
    """A chat of Telegram; @name for a public channel, whose posts have addresses."""

    channel = Channel.TELEGRAM
    base = "https://api.telegram.org"
    abilities = Abilities(text=4_096, caption=1_024, pictures=10, picture_bytes=10_000_000, a_minute=20)

    def link(self, messages: Sequence[str]) -> str:
        """Return the address of the first message."""
        return f"https://t.me/{self.chat[1:]}/{messages[0]}" if self.chat.startswith("@") else ""
