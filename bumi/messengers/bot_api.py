"""The bot API that Telegram made and Bale and Soroush+ took over, and its answers, which Eitaayar gives too."""

import json
from collections.abc import Mapping, Sequence

from bumi.errors import NotAvailable
from bumi.messengers import PostPicture, Update
from bumi.messengers.bot import Bot, files_of
from bumi.messengers.transport import File, Response

_CHAT = ("chat not found", "rights", "not a member", "kicked", "blocked", "write_forbidden", "admin_required")
"""In the description of a refusal: the chat takes nothing from this bot."""
_TOKEN = (401, 404)
_FILES = frozenset(
    ["animation", "audio", "contact", "document", "location", "photo", "sticker", "video", "video_note", "voice"]
)
"""What a message has besides a text, or in place of one."""
_NUMBERS = 2**62  # of updates: more than any messenger has


class OkAnswers(Bot):
    """A bot whose messenger answers {"ok": true, "result": …}, or with a number and a description of the error."""

    def probe(self) -> str:
        """Ask who the bot is."""
        me = self._call("getMe", {})
        return str(me.get("username") or me.get("first_name") or "") if isinstance(me, Mapping) else ""

    def _path(self, method: str) -> str:
        return f"bot{self._token}/{method}"

    def _call(
        self, method: str, fields: Mapping[str, object], files: Sequence[File] = (), done: str | None = None
    ) -> object:
        """Call a method and return its result, or raise the error of its answer.

        A refusal that says `done` is none: all is already as it was asked to be.
        """
        answer = self._send(self._path(method), fields, files)
        if answer.body.get("ok") is True and answer.status == 200:
            return answer.body.get("result")
        if done and done in str(answer.body.get("description")).lower():
            return None
        raise self._error(answer)

    def _error(self, answer: Response) -> NotAvailable:
        """Return the error of an answer without success."""
        body = answer.body
        code = body.get("error_code")
        status = code if isinstance(code, int) else answer.status
        if status == 200 and body.get("ok") is False:
            status = 400
        if status == 429:
            parameters = body.get("parameters")
            told = parameters.get("retry_after") if isinstance(parameters, Mapping) else None
            return self._limited(told or answer.retry_after)
        if not 400 <= status < 500 or status == 408:
            return self._unknown(f"HTTP {status}")
        description = self._told(body.get("description") or status)
        refused = description.lower()
        if status in _TOKEN:
            return self._rejected(f"نپذیرفت ({description})", "توکن و نشانی آن را درست کنید", to_all=True)
        if (status == 403 and "message_" not in refused) or any(each in refused for each in _CHAT):
            remedy = "نام کانال را ببینید و ربات را با اجازه فرستادن مدیر آن کنید"
            return self._rejected(f"نپذیرفت ({description})", remedy, to_all=True)
        if status == 413:
            return self._rejected(f"نپذیرفت ({description})", "تصویر سبک‌تری بگذارید")
        return self._rejected(f"نپذیرفت ({description})", "پیام را درست کنید، یا در خود پیام‌رسان انجامش دهید")

    def _send_text(self, text: str) -> str:
        return self._id(self._call("sendMessage", {"chat_id": self.chat, "text": text}))

    def _id(self, message: object) -> str:
        """Return the id of a message that was answered."""
        if isinstance(message, Mapping) and isinstance(found := message.get("message_id"), int | str):
            return str(found)
        raise self._unknown("بی شناسه پیام")


class BotApi(OkAnswers):
    """A bot of Telegram's API, with albums, editing, deletion and an inbox."""

    def updates(self, offset: int = 0) -> Sequence[Update]:
        """Ask for what came from `offset` on."""
        found = self._call("getUpdates", {"offset": offset, "timeout": 0})
        if not isinstance(found, list):
            raise self._unknown("getUpdates")
        return [_update(each) for each in found if isinstance(each, Mapping) and _is_number(each.get("update_id"))]

    def _send_pictures(self, pictures: Sequence[PostPicture], caption: str) -> list[str]:
        if len(pictures) == 1:
            fields = {"chat_id": self.chat, "caption": caption}
            return [self._id(self._call("sendPhoto", fields, files_of(pictures, "photo")))]
        files = files_of(pictures)
        media = [{"type": "photo", "media": f"attach://{file.field_name}"} for file in files]
        media[0]["caption"] = caption
        fields = {"chat_id": self.chat, "media": json.dumps(media)}
        found = self._call("sendMediaGroup", fields, files)
        if not isinstance(found, list) or len(found) != len(pictures):
            raise self._unknown("sendMediaGroup")
        return [self._id(each) for each in found]

    def _edit_text(self, message: str, text: str, captioned: bool) -> None:
        method, field = ("editMessageCaption", "caption") if captioned else ("editMessageText", "text")
        self._call(method, {**self._message(message), field: text}, done="message is not modified")

    def _delete(self, message: str) -> None:
        self._call("deleteMessage", self._message(message), done="message to delete not found")

    def _message(self, message: str) -> dict[str, object]:
        return {"chat_id": self.chat, "message_id": int(message) if message.isdecimal() else message}


def _is_number(id: object) -> bool:
    """Return whether an update has a number that can be kept; what has none is passed over."""
    return isinstance(id, int) and 0 <= id < _NUMBERS


def _update(told: Mapping[str, object]) -> Update:
    message = told.get("message")
    chat = message.get("chat") if isinstance(message, Mapping) else None
    number = int(str(told["update_id"]))
    if not isinstance(message, Mapping) or not isinstance(chat, Mapping) or chat.get("type") != "private":
        return Update(number, "", "")
    text, has_file = message.get("text"), not _FILES.isdisjoint(message)
    return Update(number, str(chat.get("id", "")), text if isinstance(text, str) and not has_file else "", has_file)
