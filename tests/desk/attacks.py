"""What one request may hold to stall a desk, each of any size: forms, briefs, releases, files, photos, edits."""

import json
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from itertools import cycle, islice
from types import MappingProxyType
from typing import Any

from PIL import Image

ZWNJ = "\u200c"


def _repeated(unit: str) -> Callable[[int], str]:
    """Return how to write `unit` again and again, to a length."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


FORMS: Mapping[str, Callable[[int], bytes]] = MappingProxyType(
    {
        "ampersands": lambda size: b"&" * size,
        "fields": lambda size: b"a=1&" * (size // 4),
        "semicolons": lambda size: b";" * size,
        "percents": lambda size: b"name=" + b"%" * size,
        "plusses": lambda size: b"name=" + b"+" * size,
        "one long field": lambda size: b"name=" + b"a" * size,
    }
)
"""Bodies of a form, urlencoded; the size is in bytes."""

PARTS: Mapping[str, Callable[[int], bytes]] = MappingProxyType(
    {
        "returns": lambda size: _part(b"\r" * size),
        "line breaks": lambda size: _part(b"\r\n" * (size // 2)),
        "almost the boundary": lambda size: _part(b"\r\n--b" * (size // 5)),
        "many parts": lambda size: _part(b"") * (size // 60) + b"--bound--\r\n",
        "a long header": lambda size: b"--bound\r\n" + b"x" * size + b": y\r\n\r\n",
        "many headers": lambda size: b"--bound\r\n" + b"x: y\r\n" * (size // 6) + b"\r\n",
        "nothing but dashes": lambda size: b"-" * size,
    }
)
"""Bodies of a form in parts whose boundary is «bound»."""


def _part(value: bytes) -> bytes:
    return b'--bound\r\ncontent-disposition: form-data; name="a"\r\n\r\n' + value + b"\r\n"


BRIEFS: Mapping[str, Callable[[int], bytes]] = MappingProxyType(
    {
        "notes": lambda size: _json(notes=["الف"] * size),
        "bad notes": lambda size: _json(notes=[{}] * size),
        "quotes": lambda size: _json(quotes=[{}] * size),
        "channels": lambda size: _json(channels=["ماه"] * size),
        "keys": lambda size: _json(**{f"k{number}": 1 for number in range(size)}),
        "a long key": lambda size: _json(**{"ک" * size: 1}),
        "a long value": lambda size: _json(kind="ک" * size, county="ک" * size, starts_at="۹" * size),
        "deep": lambda size: b"[" * size,
        "deep notes": lambda size: b'{"notes":' + b"[" * size + b"]" * size + b"}",
        "deep keys": lambda size: b'{"notes":' + b'{"a":' * size,
        "a long number": lambda size: b'{"notes":' + b"9" * size + b"}",
    }
)
"""Bodies for the API; the size is a number of items."""


def _json(**parts: Any) -> bytes:
    return json.dumps({"topic": "کارگاه", "notes": []} | parts, ensure_ascii=False).encode()


RELEASES: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "breaks begun": _repeated("<br"),
        "blocks": _repeated("<div>"),
        "blocks ended": _repeated("</p"),
        "comments begun": _repeated("<!--"),
        "comments ended": _repeated("-->"),
        "entities": _repeated("&lt;"),
        "entities begun": _repeated("&#"),
        "entities of tags": _repeated("&lt;b&gt;"),
        "scripts begun": _repeated("<script>"),
        "styles begun": _repeated("<style "),
        "scripts ended": _repeated("</script "),
        "links begun": _repeated("<a "),
        "attributes": lambda size: "<a " + _repeated('x="')(size),
        "less than": _repeated("<"),
        "more than": _repeated(">"),
        "declarations": _repeated("<![CDATA["),
        "questions": _repeated("<?"),
    }
)
"""Press releases as HTML; the size is in characters."""

TEXTS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        "one word": _repeated("ا"),
        "half-spaces": _repeated(f"ا{ZWNJ}"),
        "spaces": lambda size: f"خبر{' ' * size}خبر",
        "lines": _repeated("ا\n"),
        "sentences": lambda size: "".join(f"جمله {number} کوتاه است. " for number in range(size // 20))[:size],
        "quotes begun": _repeated("«"),
        "quotes": _repeated("«این یک گفته بسیار بلند است» "),
        "commas": _repeated("،"),
        "says": _repeated("گفت "),
        "speakers": _repeated("احمد رضایی، مدیر باغ، "),
        "said": _repeated("احمد رضایی، مدیر باغ، گفت: «همه این‌ها درست است.» "),
        "digits": _repeated("۱"),
        "numbers": _repeated("۱،"),
        "number words": _repeated("هزار و "),
        "dates": _repeated("۱۲ آذر ۱۴۰۵ "),
        "hours": lambda size: f"۱۲ آذر{' ،' * (size // 2)}",
        "percents": _repeated("۱۲٪ "),
        "counties": _repeated("سیرجان، "),
        "places": _repeated("در محل سالن "),
        "offices": _repeated("روابط عمومی "),
        "marks": _repeated(".!؟"),
        "vowels": _repeated("\u064e"),
        "letters": _repeated("a@"),
    }
)
"""Plain texts, for the reader of releases and for the checks; the size is in characters."""

YAMLS: Mapping[str, Callable[[int], bytes]] = MappingProxyType(
    {
        "deep": lambda size: b"[" * size,
        "deep keys": lambda size: b"{a: " * size,
        "deep lists": lambda size: b"- " * size,
        "questions": lambda size: b"? " * size,
        "indents": lambda size: b"\n".join(b" " * depth + b"a:" for depth in range(int((2 * size) ** 0.5))),
        "items": lambda size: b"- a\n" * (size // 4),
        "flow items": lambda size: b"[" + b"a," * (size // 2) + b"]",
        "keys": lambda size: b"".join(b"k%d: 1\n" % number for number in range(size // 10)),
        "documents": lambda size: b"---\na: 1\n" * (size // 9),
        "one word": lambda size: b"a" * size,
        "one text": lambda size: b'a: "' + b"b " * (size // 2) + b'"',
        "escapes": lambda size: b'a: "' + b"\\n" * (size // 2) + b'"',
        "lines": lambda size: b"a: |\n" + b" b\n" * (size // 3),
        "colons": lambda size: b":" * size,
        "a loop": lambda size: b"a: &a [" + b"*a," * (size // 3) + b"*a]",
        "anchors": lambda size: b"".join(b"- &a%d a\n" % number for number in range(size // 10)),
        "tags": lambda size: b"- !a a\n" * (size // 7),
    }
)
"""Files of briefs; the size is in bytes."""


def two_texts(words: int) -> tuple[str, str]:
    """Return two texts of so many words that share some, in another order."""
    return tuple(" ".join(islice(cycle(f"واژه{i * step % 997}" for i in range(997)), words)) for step in (7, 11))  # type: ignore[return-value]


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a black PNG, made a line at a time; `chunks` stand before its pixels."""
    pack, line = zlib.compressobj(9), bytes(1 + 3 * width)
    pixels = b"".join(_lines(pack, line, height))
    header = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    parts = (header, *chunks, (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def _lines(pack: "zlib._Compress", line: bytes, height: int) -> Iterator[bytes]:
    for _ in range(height):
        yield pack.compress(line)
    yield pack.flush()


def jpeg(width: int, height: int, progressive: bool = False) -> bytes:
    """Return a JPEG of one colour."""
    return _saved(Image.new("RGB", (width, height), "navy"), "JPEG", progressive=progressive)


def _saved(image: Image.Image, format: str, **how: Any) -> bytes:
    kept = BytesIO()
    image.save(kept, format, **how)
    return kept.getvalue()


def _opened_whole(side: int) -> tuple[int, int]:
    """Return the sides of a photo that is not refused by its header where one of `side` is."""
    return side * 5 // 9, side * 5 // 9


def _in_steps(data: bytes, times: int) -> bytes:
    """Return a JPEG with its last scan so many times: each goes over all its pixels again."""
    scan = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + scan * times + data[-2:]


def _tiff(side: int) -> bytes:
    """Return a TIFF of 600 by 600 pixels that says it is cut from one tile with sides of `side`."""
    pack = zlib.compressobj(9)
    tile = b"".join(_lines(pack, bytes(side), side))
    tags = {256: 600, 257: 600, 258: 8, 259: 8, 262: 1, 277: 1, 322: side, 323: side, 324: 8, 325: len(tile)}
    listed = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return b"II*\0" + struct.pack("<I", 8 + len(tile)) + tile + struct.pack("<H", len(tags)) + listed + bytes(4)


PHOTOS: Mapping[str, Callable[[int], bytes]] = MappingProxyType(
    {
        "pixels": lambda side: png(side, side),
        "pixels of a JPEG in steps": lambda side: jpeg(side, side, progressive=True),
        "a strip": lambda side: png(480, side),
        "a bomb of colours": lambda side: png(600, 600, (b"iCCP", b"a\0\0" + zlib.compress(bytes(side * side)))),
        "a bomb of words": lambda side: png(600, 600, *[(b"zTXt", b"a\0\0" + zlib.compress(bytes(side * side)))] * 9),
        "tiles": _tiff,
        "steps": lambda side: _in_steps(jpeg(*_opened_whole(side), progressive=True), 3_000),
        "transparent": lambda side: _saved(Image.new("RGBA", _opened_whole(side)), "WEBP", quality=1, method=0),
        "noise": lambda side: _saved(Image.effect_noise(_opened_whole(side), 50).convert("RGB"), "JPEG", quality=50),
    }
)
"""Files that are small and large when opened; the size is the side of what comes of them, in pixels."""
