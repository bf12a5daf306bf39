"""A photo made safe: upright, in sRGB, without what the camera wrote into it; what is no plain photo is refused."""

import re
import warnings
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Self

from PIL import Image, ImageCms, ImageOps

from bumi.errors import BadInput
from bumi.text import digits_to_latin, digits_to_persian

__all__ = ["Photo", "PhotoNote", "safe_photo"]

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF")
_MOST_BYTES = 40 * 2**20
_MOST_PIXELS = 80_000_000
_LEAST_SIDE = 480
_KEPT_SIDE = 3600
_QUALITY = 92
_FOCUS = re.compile(r"(\d{1,3})[%٪][،,]\s*(\d{1,3})[%٪]")
_FILE = re.compile(r"\S+\.(?:jpe?g|png|webp|avif|tiff?)(?=$|[\s،,؛])", re.IGNORECASE)

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


@dataclass(frozen=True)
class PhotoNote:
    """What a brief says of its photo: a file's name, the focal point, and what is to be seen («gol.jpg 40%,30% گل»)."""

    file: str = ""
    focus: Point | None = None
    caption: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a brief's `photo`; where no file is named, all of it is what is to be seen."""
        file = _FILE.match(text)
        rest = text[file.end() :] if file else text
        focus = _FOCUS.search(digits_to_latin(rest)) if file else None
        if focus:
            rest = rest[: focus.start()] + rest[focus.end() :]
        point = tuple(min(int(part), 100) / 100 for part in focus.groups()) if focus else None
        return cls(file.group() if file else "", point, rest.strip(" ،,؛"))  # type: ignore[arg-type]


def safe_photo(data: bytes, name: str, focus: Point | None = None, caption: str = "") -> Photo:
    """Return the photo, turned upright, in sRGB, its longer side at most 3600 pixels, without metadata.

    BadInput, naming `name`, for what is not one still picture of a known format, is broken off, is too small to be
    printed or too large to be opened safely.
    """
    if len(data) > _MOST_BYTES:
        raise _refusal(name, f"بیش از {_MOST_BYTES // 2**20} مگابایت است؛ کوچک‌ترش کنید")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise _refusal(name, "پس از باز شدن بسیار بزرگ می‌شود؛ کوچک‌ترش کنید") from None
    except Exception:
        raise _refusal(name, "عکس خوانده‌شدنی نیست؛ پرونده JPEG، PNG، WebP یا AVIF بدهید") from None
    width, height = image.size
    if width * height > _MOST_PIXELS:
        raise _refusal(name, f"{width} در {height} پیکسل است؛ حداکثر {_MOST_PIXELS // 1_000_000} میلیون پیکسل باشد")
    if getattr(image, "n_frames", 1) > 1:
        raise _refusal(name, "متحرک یا چندبرگی است؛ یک عکس ساده بدهید")
    if min(width, height) < _LEAST_SIDE:
        raise _refusal(name, f"{width} در {height} پیکسل است؛ ضلع کوچک دست‌کم {_LEAST_SIDE} پیکسل باشد")
    try:
        image.draft("RGB", (_KEPT_SIDE, _KEPT_SIDE))
        image.load()
    except Exception:
        raise _refusal(name, "ناقص است و تا پایان باز نمی‌شود؛ دوباره آن را بفرستید") from None
    kept = BytesIO()
    _plain(image).save(kept, "JPEG", quality=_QUALITY, subsampling=0)
    return Photo(kept.getvalue(), focus, caption)


def _plain(image: Image.Image) -> Image.Image:
    """The pixels alone: upright, in sRGB, on white where it was transparent, no larger than is of use."""
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode in ("I", "I;16", "F"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    elif profile:
        image = _srgb(image, profile)
    image = image.convert("RGB")
    image.thumbnail((_KEPT_SIDE, _KEPT_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
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


def _refusal(name: str, what: str) -> BadInput:
    return BadInput(digits_to_persian(f"عکس «{name}»: {what}"))


@lru_cache(maxsize=4)
def _pixels(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data), formats=("JPEG",))
    image.load()
    return image.convert("RGB")
