"""What a browser has sent, bounded and as plain text."""

from collections.abc import AsyncIterator
from datetime import datetime
from itertools import zip_longest
from typing import BinaryIO, NamedTuple
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from bumi.errors import BadInput
from bumi.persian.calendar import parse_moment
from bumi.persian.text import digits_to_persian


class Most(NamedTuple):
    """How much a page has use for: bytes of a request, characters of one field."""

    bytes: int
    characters: int


FEW_WORDS = Most(16 * 1024, 2_000)
WORDS = Most(512 * 1024, 60_000)  # what belongs into a field, its page tells; a letter takes two bytes, or six
RELEASE = Most(2 * 2**20, 300_000)  # with its HTML
BRIEF_FILE = Most(10 * 2**20, 2_000)  # of YAML, of text, Word or PDF
PHOTO_FILE = Most(12 * 2**20, 2_000)

LARGEST_NUMBER = 2_147_483_647
"""The largest that a column of whole numbers holds, in either database."""

BROKEN_FORM = "فرم این صفحه درست نرسیده است؛ صفحه را دوباره باز کنید"
"""What people are told where a form is not as our own page made it."""

_FIELDS, _FILES = 300, 4
_QUOTE = ("speaker", "role", "text", "intro")


class TooLarge(BadInput):
    """More was sent than the page has use for; nothing of it was read."""


class Form:
    """The fields of a form; a field that was not sent is empty."""

    def __init__(self, fields: list[tuple[str, str]] | None = None, files: dict[str, BinaryIO] | None = None) -> None:
        self._fields = fields or []
        self._files = files or {}

    def __contains__(self, name: str) -> bool:
        return any(known == name for known, _ in self._fields)

    def text(self, name: str) -> str:
        """Return what was typed into a field, with \\n for every line break."""
        return next((value for known, value in self._fields if known == name), "")

    def all(self, name: str) -> list[str]:
        """Return every value of a field that may come several times."""
        return [value for known, value in self._fields if known == name]

    def number(self, name: str) -> int:
        """Return a whole number that our own page put there; BadInput where somebody changed it."""
        number = whole_number(self.text(name))
        if number is None:
            raise BadInput(BROKEN_FORM)
        return number

    def moment(self, name: str, end_of_day: bool = False, label: str = "") -> datetime | None:
        """Return the time that was typed, None of an empty field; BadInput, behind the label, for what is no time."""
        text = self.text(name).strip()
        try:
            return parse_moment(text, end_of_day) if text else None
        except ValueError as error:
            raise BadInput(f"{label}: {error}" if label else str(error)) from None

    def file(self, name: str) -> bytes:
        """Return an uploaded file, empty where none was chosen. Until then a large one lies on the disk."""
        if name not in self._files:
            return b""
        self._files[name].seek(0)
        return self._files[name].read()

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files.values():
            file.close()


def whole_number(text: str) -> int | None:
    """Return the number that an address or a form has in Latin digits; None where it is none that a column holds."""
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_NUMBER))
    return int(text) if plain and int(text) <= LARGEST_NUMBER else None


def from_other_site(request: Request) -> bool:
    """Return whether another site has sent this form, by the headers that browsers set."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin", "")
    if origin == "null" and request.headers.get("sec-fetch-site") == "same-origin":
        return False  # of a page without a referrer, whose origin a browser does not send
    return bool(origin) and origin.partition("//")[2] != request.headers.get("host")


async def read_form(request: Request, most: Most) -> Form:
    """Return the form that was sent; BadInput where it is not one, or a field is too long, TooLarge where it is."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    sent = _no_more(request, most.bytes)
    try:
        if kind == "application/x-www-form-urlencoded":
            body = b"".join([chunk async for chunk in sent])
            return Form(await run_in_threadpool(_fields, body, most.characters))
        if kind == "multipart/form-data":
            return await _with_files(request, sent, most.characters)
    except (MultiPartException, UnicodeDecodeError, ClientDisconnect):
        raise BadInput(BROKEN_FORM) from None
    return Form()


async def _no_more(request: Request, most: int) -> AsyncIterator[bytes]:
    """Give what is sent, up to so many bytes; what is more is let go by, so that the browser hears the answer."""
    read = 0
    async for chunk in request.stream():
        read += len(chunk)
        if read <= most:
            yield chunk
    if read > most:
        size = f"{most // 2**20} مگابایت" if most >= 2**20 else f"{most // 1024} کیلوبایت"
        raise TooLarge(digits_to_persian(f"این فرستاده بزرگ‌تر از {size} است؛ آن را کوتاه‌تر یا کوچک‌تر کنید"))


def _fields(body: bytes, longest: int) -> list[tuple[str, str]]:
    try:
        sent = parse_qsl(body.decode(), keep_blank_values=True, errors="replace", max_num_fields=_FIELDS)
    except ValueError:
        raise BadInput(BROKEN_FORM) from None
    return [(name, _plain(value, longest)) for name, value in sent]


async def _with_files(request: Request, sent: AsyncIterator[bytes], longest: int) -> Form:
    parser = MultiPartParser(request.headers, sent, max_files=_FILES, max_fields=_FIELDS, max_part_size=4 * longest)  # type: ignore[arg-type]
    found = (await parser.parse()).multi_items()
    fields = [(name, _plain(value, longest)) for name, value in found if isinstance(value, str)]
    return Form(fields, {name: value.file for name, value in found if isinstance(value, UploadFile)})


def _plain(text: str, longest: int) -> str:
    """Return the text without broken characters, its line breaks as \\n; one that is too long is refused, never cut."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    plain = whole.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(plain) > longest:
        begins = " ".join(plain[:40].split())
        said = f"«{begins}…» {len(plain)} نویسه دارد؛ در هر خانه حداکثر {longest} نویسه بنویسید"
        raise BadInput(digits_to_persian(said))
    return plain


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, without the dashes that people put before them; empty ones are left out."""
    return [line.strip().lstrip("-•").strip() for line in text.splitlines() if line.strip(" -•\t")]


def quotes_of(form: Form) -> list[dict[str, str]]:
    """Return the quotations of a form; those that are wholly empty are left out."""
    columns = [form.all(name) for name in _QUOTE]
    rows = (
        dict(zip(_QUOTE, row, strict=True)) for row in zip_longest(*columns, fillvalue="") if any(map(str.strip, row))
    )
    return list(rows)
