"""HTTP requests to messengers, each sent once: the error says whether anything can have been sent.

Connecting is a step of its own: what fails in it was not sent, and what fails after it may have been. Addresses hold
the token of a bot, so no error has a cause or an address in it.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection as PlainConnection
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.fields import RequestField
from urllib3.filepost import encode_multipart_formdata

from bumi.errors import UnknownOutcome, Unreachable

SILENCE_S = 30.0
"""Seconds without a byte after which a request is given up."""

_CONNECT_S = 10.0


@dataclass(frozen=True)
class File:
    """A file of a request: the name of its field, its own name, its bytes and media type."""

    field_name: str
    name: str
    body: bytes = field(repr=False)
    content_type: str


@dataclass(frozen=True)
class Response:
    """A complete answer: its status, the JSON object in its body (empty where it has none), and Retry-After."""

    status: int
    body: Mapping[str, object]
    retry_after: str


def send(
    who: str, url: str, fields: Mapping[str, object], files: Sequence[File] = (), silence: float = SILENCE_S
) -> Response:
    """POST fields as JSON, or with files as a form, to the messenger called `who`, and return its answer.

    Unreachable where no connection was made; UnknownOutcome where one was, and no whole answer came.
    """
    body, content_type = _encoded(fields, files)
    connection = _connected(who, url)
    try:
        connection.timeout = silence
        return _asked(connection, urlsplit(url)._replace(scheme="", netloc="").geturl(), body, content_type)
    except (OSError, HTTPException, HTTPError) as error:
        raise UnknownOutcome(
            f"«{who}» پاسخ کامل نداد ({type(error).__name__})؛ "
            "شاید کار انجام شده باشد: پیش از فرستادن دوباره، آنجا را ببینید"
        ) from None
    finally:
        connection.close()


def _encoded(fields: Mapping[str, object], files: Sequence[File]) -> tuple[bytes, str]:
    if not files:
        return json.dumps(fields).encode(), "application/json"
    parts = [RequestField(name, str(value)) for name, value in fields.items()]
    for part in parts:
        part.make_multipart()
    for file in files:
        part = RequestField(file.field_name, file.body, file.name)
        part.make_multipart(content_type=file.content_type)
        parts.append(part)
    return encode_multipart_formdata(parts)


def _connected(who: str, url: str) -> HTTPConnection:
    """Return a connection to the host of an address, with TLS where it is https."""
    try:
        address = urlsplit(url)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=_CONNECT_S)
        connection.connect()
        return connection
    except (OSError, HTTPException, HTTPError, ValueError) as error:
        raise Unreachable(
            f"به «{who}» نمی‌توان وصل شد ({type(error).__name__})؛ "
            "چیزی فرستاده نشد: شبکه و نشانی آن در پرونده کانال‌ها را ببینید"
        ) from None


def _asked(connection: HTTPConnection, path: str, body: bytes, content_type: str) -> Response:
    with suppress(BrokenPipeError, ConnectionResetError):  # who refuses a large body may hang up, and still answer
        connection.request("POST", path, body, {"Content-Type": content_type, "Accept": "application/json"})
    # Not urllib3's own `getresponse`: where a header is malformed, it logs the address, which has the token.
    response = PlainConnection.getresponse(connection)
    return Response(response.status, _object(response), response.headers.get("Retry-After", ""))


def _object(response: HTTPResponse) -> Mapping[str, object]:
    try:
        found = json.loads(response.read())
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
