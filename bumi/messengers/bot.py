"""What bots of all messengers share: limits before anything is sent, the order of a post, and errors in Persian."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Self

from bumi.errors import NotAvailable, Rejected, UnknownOutcome
from bumi.messengers import LONGEST_WAIT_S, Abilities, Post, PostPicture, RateLimited
from bumi.messengers.transport import SILENCE_S, File, Response, send
from bumi.persian.text import digits_to_persian
from bumi.words import Channel

_WAIT_S = 30.0  # where a messenger asks to wait and does not say for how long


class Bot(ABC):
    """A bot and the chat to which it posts; a messenger's class says how its requests look.

    `base` is the address of the messenger's server; `url` replaces it. No representation of a bot has its token.
    """

    channel: Channel
    abilities: Abilities
    base: str

    def __init__(self, chat: str, token: str, url: str = "", silence: float = SILENCE_S) -> None:
        self.chat = chat
        self._token = token
        self._url = (url or self.base).rstrip("/")
        self._silence = silence

    def __repr__(self) -> str:
        return f"{type(self).__name__}(chat={self.chat!r}, url={self._url!r})"

    def to(self, chat: str) -> Self:
        """Return the same bot for another chat."""
        return type(self)(chat, self._token, self._url, self._silence)

    def post(self, post: Post) -> Sequence[str]:
        """Post pictures with the text under the first, or a message; a text too long for a caption follows them."""
        self._refuse_too_much(post)
        if not post.pictures:
            return [self._send_text(post.text)]
        if size_of(post.text) <= self.abilities.caption:
            return self._send_pictures(post.pictures, post.text)
        pictures = self._send_pictures(post.pictures, "")
        try:
            return [self._send_text(post.text), *pictures]
        except NotAvailable as error:
            why = str(error).partition("؛")[0]
            raise UnknownOutcome(
                f"«{self.channel.persian}» تصویرها را گرفت و متن را نه ({why})؛ آنچه در کانال است را ببینید و بردارید"
            ) from None

    def edit(self, messages: Sequence[str], post: Post) -> None:
        """Change the text of a message, or the caption of the first picture; Rejected for one that does not fit."""
        self._refuse_inability(self.abilities.edits, "ویرایش")
        captioned = len(messages) == len(post.pictures)
        self._refuse_long(post.text, self.abilities.caption if captioned else self.abilities.text)
        self._edit_text(messages[0], post.text, captioned)

    def delete(self, messages: Sequence[str]) -> None:
        """Delete each message."""
        self._refuse_inability(self.abilities.deletes, "حذف")
        for message in messages:
            self._delete(message)

    def link(self, messages: Sequence[str]) -> str:
        """Return "": most messengers have no address of a post that can be made from its id."""
        return ""

    @abstractmethod
    def probe(self) -> str: ...

    @abstractmethod
    def _send_text(self, text: str) -> str: ...

    @abstractmethod
    def _send_pictures(self, pictures: Sequence[PostPicture], caption: str) -> list[str]: ...

    def _edit_text(self, message: str, text: str, captioned: bool) -> None:
        raise NotImplementedError  # not called without the ability

    def _delete(self, message: str) -> None:
        raise NotImplementedError  # not called without the ability

    def _send(self, path: str, fields: Mapping[str, object], files: Sequence[File] = ()) -> Response:
        return send(self.channel.persian, f"{self._url}/{path}", fields, files, self._silence)

    def _refuse_too_much(self, post: Post) -> None:
        can = self.abilities
        if len(post.pictures) > can.pictures:
            raise self._rejected(f"بیش از {can.pictures} تصویر در یک پیام نمی‌گیرد", "تصویرهای کمتری بفرستید")
        for number, picture in enumerate(post.pictures, 1):
            if len(picture.body) > can.picture_bytes:
                size = f"{can.picture_bytes / 1e6:g}"
                raise self._rejected(f"تصویر {number} از {size} مگابایت بزرگ‌تر است", "تصویر سبک‌تری بگذارید")
        if not post.pictures and not post.text.strip():
            raise self._rejected("پیام خالی نمی‌گیرد", "متن آن را بنویسید")
        self._refuse_long(post.text, can.text)

    def _refuse_long(self, text: str, most: int) -> None:
        if (size := size_of(text)) > most:
            raise self._rejected(f"متن {size} نویسه دارد و جا برای {most} نویسه است", "آن را کوتاه کنید")

    def _refuse_inability(self, able: bool, what: str) -> None:
        if not able:
            raise self._rejected(f"{what} را از ربات نمی‌پذیرد", "در خود پیام‌رسان انجامش دهید")

    def _rejected(self, what: str, remedy: str, to_all: bool = False) -> Rejected:
        return Rejected(digits_to_persian(f"«{self.channel.persian}» {what}؛ {remedy}"), to_all)

    def _limited(self, seconds: object) -> RateLimited:
        try:
            wait = min(max(1.0, float(str(seconds))), LONGEST_WAIT_S)
        except ValueError:
            wait = _WAIT_S
        told = f"«{self.channel.persian}» فرصت می‌خواهد؛ پس از {wait:.0f} ثانیه دوباره کوشش می‌شود"
        return RateLimited(digits_to_persian(told), wait)

    def _unknown(self, what: str) -> UnknownOutcome:
        return UnknownOutcome(
            f"«{self.channel.persian}» پاسخی داد که خوانده نمی‌شود ({what})؛ "
            "شاید کار انجام شده باشد: پیش از فرستادن دوباره، آنجا را ببینید"
        )

    def _told(self, description: object) -> str:
        """Return what a messenger says of an error, on one short line and without the token, which it may repeat."""
        return " ".join(str(description).replace(self._token, "***").split())[:200]


def size_of(text: str) -> int:
    """Return the length of a text as messengers count it: in UTF-16 code units, of which most emoji have two."""
    return len(text.encode("utf-16-le")) // 2


def files_of(pictures: Sequence[PostPicture], field: str = "file") -> list[File]:
    """Return the pictures as files of a form, in fields with a number where there are several."""
    return [
        File(
            field if len(pictures) == 1 else f"{field}{number}",
            picture.name(number),
            picture.body,
            picture.content_type,
        )
        for number, picture in enumerate(pictures, 1)
    ]
