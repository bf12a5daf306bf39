"""Extracts the text of a document in a process of its own: file on standard input, text or refusal on standard output.

The process limits its own memory and time, and its parent may kill it. Nothing in a document is run, fetched or
followed: of a Word file the paragraphs are read, of a PDF the characters with their positions. `__init__.py` runs this
file by its path.
"""

import os
import re
import resource
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree

REFUSED, MISSING = 3, 4
"""The exit statuses for a refused document, with the reason as output, and for a missing library."""

_MOST_MEMORY = 512 * 2**20  # that this process may address
_MOST_SECONDS = 10  # of CPU time
_MOST_XML = 16 * 2**20  # bytes of the unpacked text of a Word file, about 300 pages
_MOST_MEMBERS = 2_000  # of a Word file
_MOST_PAGES = 40  # of a PDF: no press release has as many
_MOST_CHARACTERS = 200_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a copy for old readers
_BODY = "word/document.xml"
_TOO_LARGE = "پس از باز شدن بسیار بزرگ می‌شود؛ فقط متن خبر را در پرونده‌ای تازه بفرستید"
_BROKEN = "ناقص است و باز نمی‌شود؛ دوباره ذخیره کنید و بفرستید"

_PAIRS = str.maketrans("«»()[]{}", "»«)(][}{")
_ONWARD = frozenset(".,:/٫٬-")  # what stands within a number
_LEFT_TO_RIGHT = frozenset(("L", "EN", "AN"))


class Unreadable(Exception):
    """What is wrong with a document, and what to do about it."""


class Glyph(NamedTuple):
    """A character of a page with its left and right edge, in points."""

    char: str
    left: float
    right: float


def text_in(data: bytes) -> str:
    """Return the text of a Word or PDF file, a line for each paragraph or line; raises Unreadable."""
    text = _of_word(data) if data.startswith(b"PK") else _of_pdf(data)
    if len(text) > _MOST_CHARACTERS:
        raise Unreadable(_TOO_LARGE)
    return text


def _of_word(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > _MOST_MEMBERS or archive.getinfo(_BODY).file_size > _MOST_XML:
                raise Unreadable(_TOO_LARGE)
            with archive.open(_BODY) as body:
                xml = body.read(_MOST_XML + 1)
    except KeyError:
        raise Unreadable("پرونده Word نیست؛ متن خبر را با قالب docx ذخیره کنید") from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Unreadable(_BROKEN) from None
    if len(xml) > _MOST_XML:
        raise Unreadable(_TOO_LARGE)
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:  # Word writes neither, and entities can be made to grow
        raise Unreadable(_BROKEN)
    try:
        return "\n".join(filter(None, ("".join(paragraph).strip() for paragraph in _paragraphs(xml))))
    except ElementTree.ParseError:
        raise Unreadable(_BROKEN) from None


def _paragraphs(xml: bytes) -> Iterator[list[str]]:
    """Yield the runs of each paragraph, without deleted text and fallback copies."""
    open_, skipped = list[list[str]](), 0
    for event, element in ElementTree.iterparse(BytesIO(xml), events=("start", "end")):
        tag = element.tag
        if tag in (_FALLBACK, f"{_W}del", f"{_W}moveFrom"):
            skipped += 1 if event == "start" else -1
        elif tag == f"{_W}p":
            if event == "start":
                open_.append([])
            elif not skipped:
                yield open_.pop()
            else:
                open_.pop()
        elif open_ and not skipped:
            if event == "end" and tag == f"{_W}t":
                open_[-1].append(element.text or "")
            elif event == "start":
                open_[-1] += _mark(tag)
        if event == "end":
            element.clear()


def _mark(tag: str) -> list[str]:
    marks = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}numPr": "- "}
    return [marks[tag]] if tag in marks else []


def _of_pdf(data: bytes) -> str:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable("رمز دارد؛ رمزش را بردارید و دوباره بفرستید" if locked else _BROKEN) from None
    if len(document) > _MOST_PAGES:
        raise Unreadable(f"{len(document)} برگ دارد؛ فقط برگ‌های خبر را بفرستید، حداکثر {_MOST_PAGES} برگ")
    lines, count = list[str](), 0
    for page in document:
        words = page.get_textpage()
        size = words.count_chars()
        count += size
        if count > _MOST_CHARACTERS:
            raise Unreadable(_TOO_LARGE)
        row: list[Glyph] = []
        for at in range(size):
            char = chr(pdfium.FPDFText_GetUnicode(words, at))
            if char in "\r\n":
                lines.append(line_of(row))
                row = []
            elif char.isprintable() or char == "\u200c":
                left, _, right, _ = words.get_charbox(at)
                row.append(Glyph(char, left, right))
        lines.append(line_of(row))
    text = _with_quotes_right("\n".join(filter(None, lines)))
    if not text.strip():
        raise Unreadable("متنی ندارد و شاید عکس است؛ متن خبر را بچسبانید یا پرونده Word بفرستید")
    return text


def line_of(row: Iterable[Glyph]) -> str:
    """Return the characters of one line in reading order; a PDF stores them in drawing order.

    The line runs right to left where most letters are Persian; numbers and Latin words in it run left to right. Spaces
    only separate words: their positions are unreliable in many PDFs.
    """
    glyphs = [each for glyph in row for each in _letters(glyph)]
    if sum(_is_right_to_left(each.char) for each in glyphs) * 2 <= sum(each.char.isalpha() for each in glyphs):
        return " ".join("".join(each.char for each in glyphs).split())
    drawn = [[*word] for space, word in groupby(glyphs, key=lambda each: each.char.isspace()) if not space]
    drawn.sort(key=lambda word: max(each.right for each in word), reverse=True)
    read: list[str] = []
    for latin, run in groupby(map(_read, drawn), key=_is_latin):
        words = [*run]
        read += words[::-1] if latin else words
    return " ".join(read)


def _read(word: list[Glyph]) -> str:
    """Return one word in reading order: right to left, numbers and Latin letters left to right."""
    drawn = sorted(word, key=lambda each: each.left + each.right)
    onward = [unicodedata.bidirectional(each.char) in _LEFT_TO_RIGHT for each in drawn]
    inner = [at for at in range(1, len(drawn) - 1) if drawn[at].char in _ONWARD and onward[at - 1] and onward[at + 1]]
    onward = [each or at in inner for at, each in enumerate(onward)]
    read: list[str] = []
    for left_to_right, run in groupby(reversed([*zip(drawn, onward, strict=True)]), key=lambda pair: pair[1]):
        chars = [each.char for each, _ in run]
        read += reversed(chars) if left_to_right else [char.translate(_PAIRS) for char in chars]
    return "".join(read)


def _is_latin(word: str) -> bool:
    return any(unicodedata.bidirectional(char) == "L" for char in word)


def _letters(glyph: Glyph) -> list[Glyph]:
    """Return a ligature as its letters, the first at the right: «ﻻ» is «ل» and «ا»."""
    plain = unicodedata.normalize("NFKC", glyph.char) if "\ufb00" <= glyph.char <= "\ufeff" else glyph.char
    width = (glyph.right - glyph.left) / max(1, len(plain))
    if not plain or not _is_right_to_left(plain[0]):
        return [glyph._replace(char=plain)] if plain else []
    return [Glyph(char, glyph.right - width * (at + 1), glyph.right - width * at) for at, char in enumerate(plain)]


def _is_right_to_left(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL")


def _with_quotes_right(text: str) -> str:
    """Return `text` with its brackets mirrored where all are reversed, as some PDF writers produce them."""
    closing, opening = text.find("»"), text.find("«")
    turned = text.translate(_PAIRS) if -1 < closing < opening else text
    return re.sub(r"\s*»", "»", re.sub(r"(?<=\S)«\s*|«\s+", " «", turned)).replace("\n «", "\n«").lstrip(" ")


def _main() -> int:
    os.nice(5)  # page requests take precedence
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer, status = text_in(sys.stdin.buffer.read()), 0
    except Unreadable as why:
        answer, status = str(why), REFUSED
    except MemoryError:
        answer, status = _TOO_LARGE, REFUSED
    except ImportError:
        answer, status = "", MISSING
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))
    return status


if __name__ == "__main__":
    sys.exit(_main())
