"""A photo made safe: upright, in sRGB, without what the camera wrote into it; what is no plain photo is refused."""

import re
import warnings
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import Self

from PIL import Image, ImageCms, ImageOps
from PIL.ImageFile import ImageFile

from bumi.errors import BadInput
from bumi.text import digits_to_latin, digits_to_persian

__all__ = ["Photo", "PhotoNote", "kept_photo", "safe_photo"]

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF")
_MOST_BYTES = 40 * 2**20
_MOST_PIXELS = 25_000_000  # that are opened whole; a WebP takes 16 bytes for each
_MOST_READ_SMALLER = 200_000_000  # of a JPEG that is read line by line at a half, a quarter or an eighth
_MOST_SIDES = 5  # the longer side to the shorter: a panorama of a phone
_LEAST_SIDE = 480
_KEPT_SIDE = 3000  # enough for a poster that is looked at from two steps away
_QUALITY = 90
_FOCUS = re.compile(r"(\d{1,3})[%٪][،,]\s*(\d{1,3})[%٪]")
_ONE_AT_A_TIME = Lock()  # what a photo takes while it is opened, this process has to spare once
_FILE = re.compile(r"\S+\.(?:jpe?g|png|webp|avif|tiff?)(?=$|[\s،,؛])", re.IGNORECASE)

_SCAN, _SEQUENTIAL = 0xDA, (0xC0, 0xC1)  # markers of a JPEG
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset([*range(0xC0), *range(0xD0, 0xDA), 0xFF])  # no camera has them there
_TILE = (322, 323)  # tags of a TIFF: the width and the length of a tile, which is opened whole

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
    except _Unsafe as why:
        raise BadInput(f"{f'عکس «{name}»' if name else 'این عکس'} {digits_to_persian(str(why))}") from None


def kept_photo(data: bytes | None, said: str) -> Photo | None:
    """Return a photo that was made safe and kept, if there is one, with what its brief says of it."""
    note = PhotoNote.read(said)
    return Photo(data, note.focus, note.caption) if data else None


class _Unsafe(Exception):
    """What is wrong with a photo, and what to do about it."""


def _made_safe(data: bytes) -> bytes:
    """Return the JPEG that is kept. What the header says is judged before one pixel is opened."""
    if len(data) > _MOST_BYTES:
        raise _Unsafe(f"بیش از {_MOST_BYTES // 2**20} مگابایت است؛ کوچک‌ترش کنید")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise _Unsafe("پس از باز شدن بسیار بزرگ می‌شود؛ کوچک‌ترش کنید") from None
    except Exception:
        raise _Unsafe("خوانده‌شدنی نیست؛ پرونده JPEG، PNG، WebP یا AVIF بدهید") from None
    _refuse_by_header(image, data)
    try:
        image.draft("RGB", _fewest(*image.size))
        image.load()
    except Exception:
        raise _Unsafe("ناقص است و تا پایان باز نمی‌شود؛ دوباره آن را بفرستید") from None
    kept = BytesIO()
    _plain(image).save(kept, "JPEG", quality=_QUALITY)
    return kept.getvalue()


def _fewest(width: int, height: int) -> tuple[int, int]:
    longer = max(width, height)
    return width * _KEPT_SIDE // longer, height * _KEPT_SIDE // longer


def _refuse_by_header(image: ImageFile, data: bytes) -> None:
    width, height = image.size
    said = f"{width} در {height} پیکسل است"
    jpeg = image.format in ("JPEG", "MPO")  # a phone's, with a map of its light or of its depths behind it
    whole = not jpeg or not _in_one_scan(data)
    if width * height > (most := _MOST_PIXELS if whole else _MOST_READ_SMALLER):
        otherwise = "؛ آن را با قالب JPEG ساده بفرستید یا کوچک‌ترش کنید" if whole else ""
        raise _Unsafe(f"{said}؛ حداکثر {most // 1_000_000} میلیون پیکسل باشد{otherwise}")
    if max(width, height) > _MOST_SIDES * min(width, height):
        raise _Unsafe(f"{said}؛ ضلع بلند حداکثر {_MOST_SIDES} برابر ضلع کوتاه باشد، آن را ببرید")
    if getattr(image, "is_animated", False) and not jpeg:
        raise _Unsafe("متحرک یا چندبرگی است؛ یک عکس ساده بدهید")
    if min(width, height) < _LEAST_SIDE:
        raise _Unsafe(f"{said}؛ ضلع کوچک دست‌کم {_LEAST_SIDE} پیکسل باشد")
    tile = [getattr(image, "tag_v2", {}).get(tag, 0) for tag in _TILE]
    if any(isinstance(side, int) and side > 2 * max(width, height) for side in tile):
        raise _Unsafe("ناقص است و تا پایان باز نمی‌شود؛ دوباره آن را بفرستید")


def _in_one_scan(data: bytes) -> bool:
    """Say whether a JPEG has all its colours in one scan; only such a one is never whole in memory."""
    at, colours = 2, 0
    while data[at : at + 1] == b"\xff" and at + 10 < len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker in _WITHOUT_LENGTH:
            return False
        if marker == _SCAN:
            return data[at + 4] == colours
        if marker in _SEQUENTIAL:
            colours = data[at + 9]
        elif marker in _FRAMES:
            return False
        at += 2 + length
    return False


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone: no more than are of use, upright, in sRGB, on white where it was transparent."""
    profile = image.info.get("icc_profile")
    if image.mode in ("I", "I;16", "F"):
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode in ("1", "P", "PA"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((_KEPT_SIDE, _KEPT_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
    image = ImageOps.exif_transpose(image)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    elif profile:
        image = _srgb(image, profile)
    image = image.convert("RGB")
    image.info.clear()
    return image


def _srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours as they were meant; a profile that is broken or of another kind of colour is left out."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        done = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return done or image


@lru_cache(maxsize=4)
def _pixels(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data), formats=("JPEG",))
    image.load()
    return image.convert("RGB")
