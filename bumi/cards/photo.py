"""A photo made safe: upright, in sRGB, without what the camera wrote into it; what is no plain photo is refused."""

import logging
import re
import subprocess
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from signal import SIGXCPU
from threading import Lock
from typing import Self

from PIL import Image

from bumi.cards import opening
from bumi.cards.opening import REFUSED, Unsafe
from bumi.errors import BadInput
from bumi.persian.text import digits_to_latin, digits_to_persian

__all__ = ["Photo", "PhotoNote", "kept_photo", "safe_photo"]

_MOST_BYTES = 40 * 2**20
_PATIENCE_S = 10
_OPENING = (sys.executable, "-P", opening.__file__)
_FOCUS = re.compile(r"(\d{1,3})[%٪][،,]\s*(\d{1,3})[%٪]")
_FILE = re.compile(r"\S+\.(?:jpe?g|png|webp|avif|tiff?)(?=$|[\s،,؛])", re.IGNORECASE)
_ONE_AT_A_TIME = Lock()  # what a photo takes while it is opened, we have to spare once
_OTHERWISE = "آن را با قالب JPEG ساده بفرستید یا کوچک‌ترش کنید"
_TOO_LONG = f"در {_PATIENCE_S} ثانیه باز نمی‌شود؛ {_OTHERWISE}"
_NOT_OPENED = f"باز نشد؛ {_OTHERWISE}"
_log = logging.getLogger(__name__)

Point = tuple[float, float]


@dataclass(frozen=True)
class Photo:
    """A safe photo as JPEG; `focus` is the point that every crop keeps (0 to 1, from left and top), if one is given."""

    data: bytes = field(repr=False)
    focus: Point | None = None
    caption: str = ""

    def image(self) -> Image.Image:
        """Return its pixels in RGB."""
        return _pixels(self.data)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        with Image.open(BytesIO(self.data), formats=("JPEG",)) as opened:
            return opened.size


@dataclass(frozen=True)
class PhotoNote:
    """What a brief says of its photo: a file's name, the focal point, and what is to be seen («gol.jpg 40%,30% گل»).

    The file may be left out where the photo is uploaded, and so may the focal point.
    """

    file: str = ""
    focus: Point | None = None
    caption: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a brief's `photo`; percentages that do not stand before the caption are a part of it."""
        file = _FILE.match(text)
        rest = (text[file.end() :] if file else text).lstrip(" ،,؛")
        if focus := _FOCUS.match(digits_to_latin(rest)):
            rest = rest[focus.end() :]
        point = tuple(min(int(part), 100) / 100 for part in focus.groups()) if focus else None
        return cls(file.group() if file else "", point, rest.strip(" ،,؛"))  # type: ignore[arg-type]


def safe_photo(data: bytes, name: str = "", focus: Point | None = None, caption: str = "") -> Photo:
    """Return the photo, turned upright, in sRGB, its longer side at most 3000 pixels, without metadata.

    BadInput, naming `name` if there is one, for what is not one still picture of a known format, is broken off, is too
    small to be printed or too large to be opened safely. Names and what a browser says of the format count for nothing.
    """
    try:
        with _ONE_AT_A_TIME:
            return Photo(_made_safe(data), focus, caption)
    except Unsafe as why:
        raise BadInput(f"{f'عکس «{name}»' if name else 'این عکس'} {digits_to_persian(str(why))}") from None


def kept_photo(data: bytes | None, said: str) -> Photo | None:
    """Return a photo that was made safe and kept, if there is one, with what its brief says of it."""
    note = PhotoNote.read(said)
    return Photo(data, note.focus, note.caption) if data else None


def _made_safe(data: bytes) -> bytes:
    """Return the JPEG that is kept, made by a process that can be stopped whatever it is doing; Unsafe."""
    if len(data) > _MOST_BYTES:
        raise Unsafe(f"بیش از {_MOST_BYTES // 2**20} مگابایت است؛ کوچک‌ترش کنید")
    try:
        done = subprocess.run(_OPENING, input=data, capture_output=True, timeout=_PATIENCE_S, check=False)
    except subprocess.TimeoutExpired:
        raise Unsafe(_TOO_LONG) from None
    if done.returncode == REFUSED:
        raise Unsafe(done.stdout.decode())
    if done.returncode == -SIGXCPU:
        raise Unsafe(_TOO_LONG)
    if done.returncode:
        _log.error("opening a photo ended with %d: %s", done.returncode, done.stderr.decode(errors="replace"))
        raise Unsafe(_NOT_OPENED)
    return done.stdout


@lru_cache(maxsize=1)  # the sizes of one piece show the same photo; it takes 36 MB
def _pixels(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data), formats=("JPEG",))
    image.load()
    return image.convert("RGB")
