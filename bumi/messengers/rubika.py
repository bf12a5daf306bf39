"""Rubika (روبیکا), by its bot API.

Read on 2026-11-30 in public excerpts of https://rubika.ir/botapi and in programs that use it: a picture is sent in
three steps (requestSendFile gives an address, which gives the id of an uploaded file, which sendFile posts with a
text); answers have a status, OK or one of four errors, which say no time to wait. Limits are assumed to be Telegram's,
and editMessageText to change the text of a picture too. The address of a post cannot be made from its id.
"""

from collections.abc import Mapping, Sequence

from bumi.errors import NotAvailable, UnknownOutcome, Unreachable
from bumi.messengers import Abilities, PostPicture
from bumi.messengers.bot import Bot, files_of
from bumi.messengers.transport import Response, send
from bumi.words import Channel


class Rubika(Bot):
    """A chat of Rubika, by the id that Rubika gives it (c0… for a channel)."""

    channel = Channel.RUBIKA
    base = "https://botapi.rubika.ir/v3"
    abilities = Abilities(text=4_096, caption=1_024, pictures=1, picture_bytes=10_000_000, a_minute=20)

    def probe(self) -> str:
        """Ask who the bot is."""
        bot = self._call("getMe", {}).get("bot")
        return str(bot.get("username") or bot.get("bot_title") or "") if isinstance(bot, Mapping) else ""

    def _call(self, method: str, fields: Mapping[str, object]) -> Mapping[str, object]:
        """Call a method and return its data, or raise the error of its answer."""
        return self._data(self._send(f"{self._token}/{method}", fields))

    def _data(self, answer: Response) -> Mapping[str, object]:
        if answer.status == 200 and answer.body.get("status") == "OK":
            data = answer.body.get("data")
            return data if isinstance(data, Mapping) else {}  # an edit and a deletion have none
        raise self._error(answer)

    def _error(self, answer: Response) -> NotAvailable:
        """Return the error of an answer without success."""
        status = answer.body.get("status")
        if answer.status == 429 or status == "TOO_REQUESTS":
            return self._limited(answer.retry_after)
        if status == "INVALID_ACCESS" or answer.status in (401, 403, 404):
            told = self._told(answer.body.get("dev_message") or status or answer.status)
            return self._rejected(f"نپذیرفت ({told})", "توکن را ببینید و ربات را مدیر کانال کنید", to_all=True)
        if status == "INVALID_INPUT" or (400 <= answer.status < 500 and answer.status != 408):
            told = self._told(answer.body.get("dev_message") or status or answer.status)
            return self._rejected(f"نپذیرفت ({told})", "آن را درست کنید")
        return self._unknown(self._told(status or f"HTTP {answer.status}"))

    def _send_text(self, text: str) -> str:
        return self._id(self._call("sendMessage", {"chat_id": self.chat, "text": text}))

    def _send_pictures(self, pictures: Sequence[PostPicture], caption: str) -> list[str]:
        file = self._uploaded(pictures)
        return [self._id(self._call("sendFile", {"chat_id": self.chat, "file_id": file, "text": caption}))]

    def _uploaded(self, pictures: Sequence[PostPicture]) -> str:
        """Upload a picture and return its id; nothing is posted yet, so what is unknown of it is harmless."""
        try:
            address = str(self._call("requestSendFile", {"type": "Image"}).get("upload_url", ""))
            if not address.startswith(f"{self._url.partition(':')[0]}://"):
                raise self._unknown("upload_url")
            answer = send(self.channel.persian, address, {}, files_of(pictures), self._silence)
            found = (self._data(answer) if "data" in answer.body else answer.body).get("file_id")
            if not isinstance(found, str):
                raise self._error(answer)
            return found
        except UnknownOutcome:
            raise Unreachable(
                f"«{self.channel.persian}» تصویر را نگرفت؛ چیزی در کانال گذاشته نشد و دوباره کوشش می‌شود"
            ) from None

    def _edit_text(self, message: str, text: str, captioned: bool) -> None:
        self._call("editMessageText", {"chat_id": self.chat, "message_id": message, "text": text})

    def _delete(self, message: str) -> None:
        self._call("deleteMessage", {"chat_id": self.chat, "message_id": message})

    def _id(self, data: Mapping[str, object]) -> str:
        """Return the id of a message that was answered."""
        if isinstance(found := data.get("message_id"), str | int):
            return str(found)
        raise self._unknown("بی شناسه پیام")
