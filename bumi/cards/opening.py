"""Opens one photo in a process of its own: the file on standard input, a plain JPEG or why there is none on output.

Whoever began it may kill it, and the system stops it where it takes too much. It knows Pillow alone, so that it is
there at once, and is run by its path: `photo.py` is who runs it.
"""

import os
import re
import resource
import sys
import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from PIL import Image, ImageCms, ImageOps
from PIL.ImageFile import ImageFile

__all__ = ["REFUSED", "Unsafe", "made_safe"]

REFUSED = 3
"""The exit status of a process whose output is why the photo is refused."""

_MOST_MEMORY = 512 * 2**20  # that this process may address; a WebP of 25 million pixels would take 420
_MOST_SECONDS = 10  # of processors, for a process that nobody is left to kill

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF")
_KEEP_DECODER = ("WEBP", "AVIF")  # and all that it holds, as long as the picture is there
_MOST_PIXELS = 16_000_000  # that are opened whole; a WebP takes 16 bytes for each
_MOST_IN_STEPS = 25_000_000  # of a JPEG in steps, which is opened whole too, in 6 bytes for each
_MOST_READ_SMALLER = 200_000_000  # of a JPEG that is read line by line at a half, a quarter or an eighth
_MOST_SIDES = 5  # the longer side to the shorter: a panorama of a phone
_MOST_SCANS = 64  # of a JPEG in steps; each goes over all its pixels, and editors write about ten
_LEAST_SIDE = 480
_KEPT_SIDE = 3000  # enough for a poster that is looked at from two steps away
_QUALITY = 90

_TOO_LARGE = "پس از باز شدن بسیار بزرگ می‌شود؛ کوچک‌ترش کنید"

_SCAN, _END, _SEQUENTIAL = 0xDA, 0xD9, (0xC0, 0xC1)  # markers of a JPEG
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset([*range(0xC0), *range(0xD0, 0xDA), 0xFF])  # no camera has them there
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)
_TILE = (322, 323)  # tags of a TIFF: the width and the length of a tile, which is opened whole


class Unsafe(Exception):
    """What is wrong with a photo, and what to do about it."""


def made_safe(data: bytes) -> bytes:
    """Return the JPEG that is kept; Unsafe. What the header says is judged before one pixel is opened."""
    kept = BytesIO()
    _plain(_whole(data)).save(kept, "JPEG", quality=_QUALITY)
    return kept.getvalue()


def _whole(data: bytes) -> Image.Image:
    image = _unopened(data)
    _refuse_by_header(image, data)
    try:
        image.draft("RGB", _fewest(*image.size))
        image.load()
    except MemoryError:
        raise
    except Exception:
        raise Unsafe("ناقص است و تا پایان باز نمی‌شود؛ دوباره آن را بفرستید") from None
    return image.copy() if image.format in _KEEP_DECODER else image


def _unopened(data: bytes) -> ImageFile:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(BytesIO(data), formats=_FORMATS)
    except MemoryError:
        raise
    except Image.DecompressionBombError:
        raise Unsafe(_TOO_LARGE) from None
    except Exception:
        raise Unsafe("خوانده‌شدنی نیست؛ پرونده JPEG، PNG، WebP یا AVIF بدهید") from None


def _fewest(width: int, height: int) -> tuple[int, int]:
    longer = max(width, height)
    return width * _KEPT_SIDE // longer, height * _KEPT_SIDE // longer


def _refuse_by_header(image: ImageFile, data: bytes) -> None:
    width, height = image.size
    said = f"{width} در {height} پیکسل است"
    jpeg = image.format in ("JPEG", "MPO")  # a phone's, with a map of its light or of its depths behind it
    whole = not jpeg or not _in_one_scan(data)
    most = (_MOST_IN_STEPS if whole else _MOST_READ_SMALLER) if jpeg else _MOST_PIXELS
    if width * height > most:
        otherwise = "؛ آن را با قالب JPEG ساده بفرستید یا کوچک‌ترش کنید" if whole else ""
        raise Unsafe(f"{said}؛ حداکثر {most // 1_000_000} میلیون پیکسل باشد{otherwise}")
    if jpeg and _scans(data) > _MOST_SCANS:
        raise Unsafe(f"در بیش از {_MOST_SCANS} مرحله ذخیره شده است؛ آن را با قالب JPEG ساده بفرستید")
    if max(width, height) > _MOST_SIDES * min(width, height):
        raise Unsafe(f"{said}؛ ضلع بلند حداکثر {_MOST_SIDES} برابر ضلع کوتاه باشد، آن را ببرید")
    if getattr(image, "is_animated", False) and not jpeg:
        raise Unsafe("متحرک یا چندبرگی است؛ یک عکس ساده بدهید")
    if min(width, height) < _LEAST_SIDE:
        raise Unsafe(f"{said}؛ ضلع کوچک دست‌کم {_LEAST_SIDE} پیکسل باشد")
    tile = [getattr(image, "tag_v2", {}).get(tag, 0) for tag in _TILE]
    if any(isinstance(side, int) and side > 2 * max(width, height) for side in tile):
        raise Unsafe("ناقص است و تا پایان باز نمی‌شود؛ دوباره آن را بفرستید")


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


def _scans(data: bytes) -> int:
    """Count the scans of a JPEG, up to one more than it may have; what stands behind its end is another file's."""
    return sum(1 for _ in islice((marker for marker in _markers(data) if marker == _SCAN), _MOST_SCANS + 1))


def _markers(data: bytes) -> Iterator[int]:
    """Give the markers of a JPEG as libjpeg finds them: it passes over whatever stands between them."""
    at = 2
    while (found := _MARKER.search(data, at)) and (marker := found[1][0]) != _END:
        yield marker
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2])


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


def _main() -> int:
    os.nice(5)  # whoever waits for a page comes first
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer, status = made_safe(sys.stdin.buffer.read()), 0
    except Unsafe as why:
        answer, status = str(why).encode(), REFUSED
    except MemoryError:
        answer, status = _TOO_LARGE.encode(), REFUSED
    sys.stdout.buffer.write(answer)
    return status


if __name__ == "__main__":
    sys.exit(_main())
