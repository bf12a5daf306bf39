"""Bale (بله), by its bot API, which is Telegram's with few changes.

Read on 2026-11-30 in public excerpts of https://docs.bale.ai: messages of 4,096 characters, photos of 10 MB, deletion
for 48 hours, `retry_after` as in Telegram. Some copies allow captions of 4,096 characters, others of 1,024, which is
right by both. How many messages a minute a chat takes is not said: Telegram's 20 is assumed. The address of a post has
a part that no answer tells. Between spaces, «*» and «_» are Markdown.
"""

from bumi.messengers import Abilities
from bumi.messengers.bot_api import BotApi
from bumi.words import Channel


class Bale(BotApi):
    """A chat of Bale."""

    channel = Channel.BALE
    base = "https://tapi.bale.ai"
    abilities = Abilities(text=4_096, caption=1_024, pictures=10, picture_bytes=10_000_000, a_minute=20)
