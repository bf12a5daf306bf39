"""Eitaa (ایتا), by the service Eitaayar, which posts for the owner of a channel.

Read on 2026-11-30 in public excerpts of the paper «معرفی رابط برنامه‌نویسی ایتایار» (https://eitaayar.ir) and in
programs that follow it: the methods getMe, sendMessage and sendFile, and no other. So nothing can be edited, and what
is to be deleted is a person's task. No limits were found; Telegram's are assumed.
"""

from collections.abc import Sequence

from bumi.messengers import Abilities, PostPicture
from bumi.messengers.bot import files_of
from bumi.messengers.bot_api import OkAnswers
from bumi.messengers.transport import SILENCE_S
from bumi.words import Channel


class Eitaa(OkAnswers):
    """A chat of Eitaa: the name of a public channel, which Eitaayar takes without «@», or a number."""

    channel = Channel.EITAA
    base = "https://eitaayar.ir/api"
    abilities = Abilities(
        text=4_096, caption=1_024, pictures=1, picture_bytes=10_000_000, a_minute=20, edits=False, deletes=False
    )

    def __init__(self, chat: str, token: str, url: str = "", silence: float = SILENCE_S) -> None:
        super().__init__(chat.removeprefix("@"), token, url, silence)

    def link(self, messages: Sequence[str]) -> str:
        """Return the address of the first message."""
        return "" if self.chat.lstrip("-").isdecimal() else f"https://eitaa.com/{self.chat}/{messages[0]}"

    def _path(self, method: str) -> str:
        return f"{self._token}/{method}"

    def _send_pictures(self, pictures: Sequence[PostPicture], caption: str) -> list[str]:
        fields = {"chat_id": self.chat, "caption": caption}
        return [self._id(self._call("sendFile", fields, files_of(pictures)))]
