"""What a browser has sent, bounded and as plain text."""

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect

from bumi.errors import BadInput

__all__ = ["LARGEST_NUMBER", "Form", "lines_of", "quotes_of", "read_form", "whole_number"]

LARGEST_NUMBER = 2_147_483_647
"""The largest that a column of whole numbers holds, in either database."""

_LONGEST = 200_000  # characters in one field: more than any press release
_FIELDS, _FILES = 300, 4
_QUOTE = ("speaker", "role", "text")
_MOST_QUOTES = 10


class Form:
    """The fields of a form; a field that was not sent is empty."""

    def __init__(self, fields: list[tuple[str, str]] | None = None, files: dict[str, bytes] | None = None) -> None:
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
            raise BadInput("فرم این صفحه درست نرسیده است؛ صفحه را دوباره باز کنید")
        return number

    def file(self, name: str) -> bytes:
        """Return an uploaded file, empty where none was chosen."""
        return self._files.get(name, b"")


def whole_number(text: str) -> int | None:
    """Return the number that an address or a form has in Latin digits; None where it is none that a column holds."""
    plain = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_NUMBER))
    return int(text) if plain and int(text) <= LARGEST_NUMBER else None


async def read_form(request: Request) -> Form:
    """Return the form that was sent; BadInput where it is not one. How long it may be, headers.py has seen to."""
    try:
        async with request.form(max_fields=_FIELDS, max_files=_FILES, max_part_size=4 * _LONGEST) as sent:
            fields = [(name, _plain(value)) for name, value in sent.multi_items() if isinstance(value, str)]
            files = {name: await value.read() for name, value in sent.items() if isinstance(value, UploadFile)}
    except (MultiPartException, UnicodeDecodeError, HTTPException, ClientDisconnect):
        raise BadInput("فرم این صفحه درست نرسیده است؛ صفحه را دوباره باز کنید") from None
    return Form(fields, files)


def _plain(text: str) -> str:
    """Return the text without broken characters, its line breaks as \\n."""
    whole = text[:_LONGEST].encode("utf-8", "replace").decode("utf-8")
    return whole.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, without the dashes that people put before them; empty ones are left out."""
    return [line.strip().lstrip("-•").strip() for line in text.splitlines() if line.strip(" -•\t")]


def quotes_of(form: Form) -> list[dict[str, str]]:
    """Return the quotations of a form, at most ten; those that are wholly empty are left out."""
    columns = [form.all(name) for name in _QUOTE]
    rows = (dict(zip(_QUOTE, row, strict=True)) for row in zip(*columns, strict=False) if any(map(str.strip, row)))
    return list(rows)[:_MOST_QUOTES]
