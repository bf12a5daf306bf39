"""A messenger of our own on loopback, for tests and the demonstration: it answers, limits and fails as real ones do.

It keeps a book of what was posted, edited and deleted, which is what readers of a real channel would see. It shares no
code with the clients: limits and answers are written here again, from the messengers' documentation.
"""

import json
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from enum import StrEnum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Self

from bumi.words import Channel

_TEXT, _CAPTION, _PHOTO, _ALBUM = 4_096, 1_024, 10_000_000, range(2, 11)
_MINUTE_S = 60
_RUBIKA_STATUS = {400: "INVALID_INPUT", 413: "INVALID_INPUT", 429: "TOO_REQUESTS", 500: "SERVER_ERROR"}


class Fault(StrEnum):
    """How a request goes wrong."""

    RATE_LIMIT = auto()
    ERROR = auto()  # 500, not taken
    REVOKED = auto()  # the token is no longer good
    TOO_LARGE = auto()  # more bytes than it takes
    TOO_OLD = auto()  # neither edited nor deleted any more
    UNANSWERED = auto()  # taken, then silence
    CUT = auto()  # taken, then the connection ends within the answer
    HALF = auto()  # taken, and half the JSON comes as a whole answer
    SLOW = auto()  # taken, and answered late


_TAKEN = (Fault.UNANSWERED, Fault.CUT, Fault.HALF, Fault.SLOW)


@dataclass
class BookEntry:
    """A message in the book of a messenger; a picture is its bytes."""

    chat: str
    text: str
    picture: bytes | None = field(default=None, repr=False)
    edits: int = 0
    deleted: bool = False


@dataclass(frozen=True)
class _Order:
    fault: Fault
    method: str
    seconds: float


class _Refusal(Exception):
    def __init__(self, status: int, description: str, retry_after: int = 0) -> None:
        super().__init__(description)
        self.status, self.description, self.retry_after = status, description, retry_after


@dataclass(frozen=True)
class _Request:
    token: str
    method: str
    fields: Mapping[str, str]
    files: Mapping[str, bytes]

    @property
    def chat(self) -> str:
        return self.fields.get("chat_id", "")


class StandIn:
    """A messenger's server, with one bot and its chat. `url` is its address; `book` has its messages by id, in order.

    `a_minute`, where given, is how many messages a chat takes within a minute.
    """

    def __init__(
        self, channel: Channel, token: str = "123456:stand-in", chat: str = "news", a_minute: int | None = None
    ) -> None:
        self.channel, self.token, self.a_minute = channel, token, a_minute
        self.book: dict[str, BookEntry] = {}
        self.asked: list[str] = []
        self._chats, self._orders = {chat}, deque[_Order]()
        self._updates: list[dict[str, object]] = []
        self._uploads: dict[str, bytes] = {}
        self._sent: dict[str, deque[float]] = {}
        self._lock, self._closing = Lock(), Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop, and let go of requests that wait."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def order(self, fault: Fault, method: str = "", times: int = 1, seconds: float = 30) -> None:
        """Let the next requests, or those of one method, go wrong; `seconds` is how long to wait or be slow."""
        self._orders.extend([_Order(fault, method, seconds)] * times)

    def write(self, chat: str, text: str, **also: object) -> None:
        """Be a person who writes to the bot, which may answer from then on; `also` is what else the message has."""
        self._chats.add(chat)
        message = {"message_id": 1, "chat": {"id": int(chat), "type": "private"}, "text": text} | also
        self._updates.append({"update_id": len(self._updates) + 1, "message": message})

    def put_update(self, update: dict[str, object]) -> None:
        """Put into the inbox whatever a messenger might, also what is no message."""
        self._updates.append(update)

    def shown(self) -> list[BookEntry]:
        """Return what readers see: the messages that are not deleted."""
        return [entry for entry in self.book.values() if not entry.deleted]

    def answer(self, request: _Request) -> tuple[int, dict[str, object], _Order | None]:
        """Take a request; return the status and body of its answer, and what is to go wrong with it."""
        with self._lock:
            self.asked.append(request.method)
            order = next((each for each in self._orders if each.method in ("", request.method)), None)
            if order:
                self._orders.remove(order)
            try:
                return 200, self._done(self._result(request, order)), order
            except _Refusal as refusal:
                return self._refused(refusal), self._words(refusal), order

    def wait(self, seconds: float) -> None:
        """Wait until the server closes, or this long."""
        self._closing.wait(seconds)

    def _result(self, request: _Request, order: _Order | None) -> object:
        if order and order.fault not in _TAKEN:
            raise _ordered(order)
        if request.token != self.token:
            raise _Refusal(401, "Unauthorized")
        method = self._methods().get(request.method)
        if not method:
            raise _Refusal(404, "Not Found: method not found")
        if request.chat and request.chat not in self._chats:
            raise _Refusal(400, "Bad Request: chat not found")
        return method(request)

    def _methods(self) -> dict[str, Callable[[_Request], object]]:
        shared: dict[str, Callable[[_Request], object]] = {"getMe": self._me, "sendMessage": self._text}
        if self.channel is Channel.EITAA:
            return shared | {"sendFile": lambda request: self._photo(request, "file")}
        shared |= {"editMessageText": self._edit, "deleteMessage": self._delete}
        if self.channel is Channel.RUBIKA:
            return shared | {"requestSendFile": self._slot, "upload": self._upload, "sendFile": self._uploaded}
        shared |= {"sendPhoto": lambda request: self._photo(request, "photo"), "editMessageCaption": self._edit}
        shared |= {"getUpdates": self._inbox}
        return shared if self.channel is Channel.SOROUSH else shared | {"sendMediaGroup": self._album}

    def _done(self, result: object) -> dict[str, object]:
        return {"status": "OK", "data": result} if self.channel is Channel.RUBIKA else {"ok": True, "result": result}

    def _refused(self, refusal: _Refusal) -> int:
        return 200 if self.channel is Channel.RUBIKA else refusal.status

    def _words(self, refusal: _Refusal) -> dict[str, object]:
        if self.channel is Channel.RUBIKA:
            status = _RUBIKA_STATUS.get(refusal.status, "INVALID_ACCESS")
            return {"status": status, "dev_message": refusal.description}
        words: dict[str, object] = {"ok": False, "error_code": refusal.status, "description": refusal.description}
        return words | ({"parameters": {"retry_after": refusal.retry_after}} if refusal.retry_after else {})

    def _me(self, request: _Request) -> object:
        me = {"username": "bumi_bot", "first_name": "Bumi", "is_bot": True}
        return {"bot": me} if self.channel is Channel.RUBIKA else me

    def _inbox(self, request: _Request) -> object:
        offset = int(request.fields.get("offset", "0"))
        return [update for update in self._updates if (id := update.get("update_id")) is None or int(str(id)) >= offset]

    def _text(self, request: _Request) -> object:
        text = _fitting(request.fields.get("text", ""), _TEXT, "message")
        return self._written(request.chat, [(text, None)])[0]

    def _photo(self, request: _Request, name: str) -> object:
        caption = _fitting(request.fields.get("caption", ""), _CAPTION, "message caption", empty=True)
        return self._written(request.chat, [(caption, _small(request.files.get(name)))])[0]

    def _album(self, request: _Request) -> object:
        media = json.loads(request.fields["media"])
        if len(media) not in _ALBUM:
            raise _Refusal(400, "Bad Request: wrong number of messages in the album: 2-10 are needed")
        captions = [_fitting(each.get("caption", ""), _CAPTION, "message caption", empty=True) for each in media]
        pictures = [_small(request.files.get(each["media"].removeprefix("attach://"))) for each in media]
        return self._written(request.chat, list(zip(captions, pictures, strict=True)))

    def _slot(self, request: _Request) -> object:
        return {"upload_url": f"{self.url}/{self.token}/upload"}

    def _upload(self, request: _Request) -> object:
        name = f"file-{len(self._uploads) + 1}"
        self._uploads[name] = _small(request.files.get("file"))
        return {"file_id": name}

    def _uploaded(self, request: _Request) -> object:
        picture = self._uploads.get(request.fields.get("file_id", ""))
        caption = _fitting(request.fields.get("text", ""), _CAPTION, "message caption", empty=True)
        return self._written(request.chat, [(caption, _small(picture))])[0]

    def _edit(self, request: _Request) -> object:
        entry = self._entry(request, "edit")
        captioned = "caption" in request.fields
        if self.channel is not Channel.RUBIKA and captioned != (entry.picture is not None):
            raise _Refusal(400, f"Bad Request: there is no {'caption' if captioned else 'text'} in the message to edit")
        most = _TEXT if entry.picture is None else _CAPTION
        text = _fitting(request.fields["caption" if captioned else "text"], most, "message", empty=captioned)
        if text == entry.text and self.channel is not Channel.RUBIKA:
            raise _Refusal(400, "Bad Request: message is not modified: specified new message content is the same")
        entry.text, entry.edits = text, entry.edits + 1
        return {"message_id": int(request.fields["message_id"])}

    def _delete(self, request: _Request) -> object:
        self._entry(request, "delete").deleted = True
        return "" if self.channel is Channel.RUBIKA else True

    def _entry(self, request: _Request, what: str) -> BookEntry:
        entry = self.book.get(request.fields.get("message_id", ""))
        if not entry or entry.deleted or entry.chat != request.chat:
            if what == "delete" and self.channel is Channel.RUBIKA:
                return BookEntry("", "")
            raise _Refusal(400, f"Bad Request: message to {what} not found")
        return entry

    def _written(self, chat: str, parts: Sequence[tuple[str, bytes | None]]) -> list[object]:
        """Write messages into the book, if the chat takes as many more within this minute."""
        times, now = self._sent.setdefault(chat, deque()), time.monotonic()
        while times and now - times[0] >= _MINUTE_S:
            times.popleft()
        if self.a_minute is not None and len(times) + len(parts) > self.a_minute:
            wait = int(_MINUTE_S - (now - times[0])) + 1 if times else _MINUTE_S
            raise _Refusal(429, f"Too Many Requests: retry after {wait}", wait)
        written: list[object] = []
        for text, picture in parts:
            times.append(now)
            number = len(self.book) + 1
            self.book[str(number)] = BookEntry(chat, text, picture)
            written.append({"message_id": str(number) if self.channel is Channel.RUBIKA else number})
        return written


def _ordered(order: _Order) -> _Refusal:
    match order.fault:
        case Fault.RATE_LIMIT:
            return _Refusal(429, f"Too Many Requests: retry after {order.seconds:g}", int(order.seconds))
        case Fault.REVOKED:
            return _Refusal(401, "Unauthorized")
        case Fault.TOO_LARGE:
            return _Refusal(413, "Request Entity Too Large")
        case Fault.TOO_OLD:
            return _Refusal(400, "Bad Request: message can't be edited or deleted")
        case _:
            return _Refusal(500, "Internal Server Error")


def _fitting(text: str, most: int, what: str, empty: bool = False) -> str:
    if len(text.encode("utf-16-le")) // 2 > most:
        raise _Refusal(400, f"Bad Request: {what} is too long")
    if not text.strip() and not empty:
        raise _Refusal(400, "Bad Request: message text is empty")
    return text


def _small(picture: bytes | None) -> bytes:
    if not picture:
        raise _Refusal(400, "Bad Request: there is no photo in the request")
    if len(picture) > _PHOTO:
        raise _Refusal(413, "Request Entity Too Large")
    return picture


class _Server(ThreadingHTTPServer):
    """A server that says nothing of clients that die."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    """Return the class that reads requests to a messenger and writes its answers."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            token, _, method = self.path.removeprefix("/").removeprefix("bot").partition("/")
            fields, files = _form(self.headers["Content-Type"], self.rfile.read(length))
            status, body, order = stand_in.answer(_Request(token, method, fields, files))
            fault = order.fault if order else None
            if order and fault in (Fault.UNANSWERED, Fault.SLOW):
                stand_in.wait(order.seconds)
            self.close_connection = True
            if fault is Fault.UNANSWERED:
                return
            whole = json.dumps(body).encode()
            sent = whole[: len(whole) // 2] if fault in (Fault.CUT, Fault.HALF) else whole
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent if fault is Fault.HALF else whole)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _form(content_type: str, body: bytes) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the fields and files of a body in JSON or as a form."""
    if content_type == "application/json":
        return {name: str(value) for name, value in json.loads(body).items()}, {}
    message = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body, policy=policy.HTTP)
    fields: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        if part.get_filename():
            files[name] = content
        else:
            fields[name] = content.decode()
    return fields, files
