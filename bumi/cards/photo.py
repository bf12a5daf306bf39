"""Photos from outside: decoded in a sandbox, upright, in sRGB and without metadata, or refused."""

import logging
import re
import subprocess
import sys
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from signal import SIGXCPU
from threading import Lock
from typing import Self

from PIL import Image

from bumi.cards import photo_sandbox
from bumi.cards.photo_sandbox import REFUSED, UnsafePhoto
from bumi.errors import BadInput
from bumi.persian.text import digits_to_latin, digits_to_persian

_MOST_BYTES = 40 * 2**20
_TIMEOUT_S = 10
_SMALL = 720  # pixels
_SANDBOX = (sys.executable, "-P", photo_sandbox.__file__)
_FOCUS = re.compile(r"(\d{1,3})[%٪][،,]\s*(\d{1,3})[%٪]")
_FILE = re.compile(r"\S+\.(?:jpe?g|png|webp|avif|tiff?)(?=$|[\s،,؛])", re.IGNORECASE)
_CREDIT = re.compile(r"(?:^|(?<=[،,؛.]))\s*عکس(?: از)?: ?(?P<credit>.+)$")
_ONE_AT_A_TIME = Lock()  # memory suffices for one decoding process
_OTHERWISE = "آن را با قالب JPEG ساده بفرستید یا کوچک‌ترش کنید"
_TOO_LONG = f"در {_TIMEOUT_S} ثانیه باز نمی‌شود؛ {_OTHERWISE}"
_NOT_OPENED = f"باز نشد؛ {_OTHERWISE}"
_log = logging.getLogger(__name__)

Point = tuple[float, float]


@dataclass(frozen=True)
class SafePhoto:
    """A clean JPEG; `focus` is the point that every crop keeps (0 to 1 from left and top), if given.

    `credit` is who took it, as cards and pages name them. `captured`: it may be said that a camera took it.
    """

    data: bytes = field(repr=False)
    focus: Point | None = None
    caption: str = ""
    credit: str = ""
    captured: bool = False

    def image(self) -> Image.Image:
        """Return the pixels in RGB."""
        return _pixels(self.data)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        with Image.open(BytesIO(self.data), formats=("JPEG",)) as opened:
            return opened.size


@dataclass(frozen=True)
class PhotoNote:
    """The `photo` field of a brief: file, focal point, caption and credit; all are optional.

    For example «gol.jpg 40%,30% گل؛ عکس: سیما راد».
    """

    file: str = ""
    focus: Point | None = None
    caption: str = ""
    credit: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse the `photo` field of a brief; percentages within the caption belong to the caption."""
        file = _FILE.match(text)
        rest = (text[file.end() :] if file else text).lstrip(" ،,؛")
        if focus := _FOCUS.match(digits_to_latin(rest)):
            rest = rest[focus.end() :]
        point = tuple(min(int(part), 100) / 100 for part in focus.groups()) if focus else None
        credit = _CREDIT.search(rest)
        caption = rest[: credit.start()] if credit else rest
        told = credit["credit"].strip(" .،,؛") if credit else ""
        return cls(file.group() if file else "", point, caption.strip(" ،,؛"), told)  # type: ignore[arg-type]


def safe_photo(
    data: bytes, name: str = "", focus: Point | None = None, caption: str = "", credit: str = ""
) -> SafePhoto:
    """Return an uploaded photo: upright, in sRGB, longer side at most 3000 pixels, without metadata.

    BadInput, with `name` if given, for anything but one still image of a known format, and for an incomplete, too small
    or too large one. File name and declared content type are ignored.
    """
    try:
        with _ONE_AT_A_TIME:
            return SafePhoto(_safe_jpeg(data), focus, caption, credit)
    except UnsafePhoto as why:
        raise BadInput(f"{f'عکس «{name}»' if name else 'این عکس'} {digits_to_persian(str(why))}") from None


def with_note(photo: SafePhoto, said: str) -> SafePhoto:
    """Return the photo with focal point, caption and credit of a brief's `photo` field `said`, where it has them."""
    note = PhotoNote.read(said)
    return replace(
        photo,
        focus=note.focus or photo.focus,
        caption=note.caption or photo.caption,
        credit=note.credit or photo.credit,
    )


def small_copy(photo: SafePhoto) -> bytes:
    """Return a JPEG of at most 720 pixels a side, for lists and for choosing the focal point."""
    return scaled_jpeg(photo, _SMALL)


def scaled_jpeg(photo: SafePhoto, side: int, xmp: bytes = b"") -> bytes:
    """Return the whole photo as a JPEG whose longer side has at most `side` pixels, without metadata but `xmp`."""
    image = photo.image().copy()
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3)
    out = BytesIO()
    image.save(out, "JPEG", quality=80, optimize=True, progressive=True, **({"xmp": xmp} if xmp else {}))
    return out.getvalue()


def _safe_jpeg(data: bytes) -> bytes:
    """Return the clean JPEG, made in a subprocess with a time-out; raises UnsafePhoto."""
    if len(data) > _MOST_BYTES:
        raise UnsafePhoto(f"بیش از {_MOST_BYTES // 2**20} مگابایت است؛ کوچک‌ترش کنید")
    try:
        done = subprocess.run(_SANDBOX, input=data, capture_output=True, timeout=_TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        raise UnsafePhoto(_TOO_LONG) from None
    if done.returncode == REFUSED:
        raise UnsafePhoto(done.stdout.decode())
    if done.returncode == -SIGXCPU:
        raise UnsafePhoto(_TOO_LONG)
    if done.returncode:
        _log.error("opening a photo ended with %d: %s", done.returncode, done.stderr.decode(errors="replace"))
        raise UnsafePhoto(_NOT_OPENED)
    return done.stdout


@lru_cache(maxsize=1)  # all sizes of a piece show one photo, of 36 MB
def _pixels(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data), formats=("JPEG",))
    image.load()
    return image.convert("RGB")
