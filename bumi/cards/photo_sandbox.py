"""Decodes an untrusted photo in a subprocess with limits on memory and time: file on stdin, JPEG on stdout.

`photo.py` runs this file by its path. It imports Pillow alone, to start fast. Exit status REFUSED means that stdout has
the reason (Persian) why the photo is refused.
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

REFUSED = 3
"""Exit status of a process whose output is the reason for refusal."""

_MOST_MEMORY = 512 * 2**20  # bytes of address space; a WebP of 25 megapixels takes 420 MiB
_MOST_SECONDS = 10  # of processor time, in case the parent died

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "TIFF")
_KEEP_DECODER = ("WEBP", "AVIF")  # Pillow keeps their decoder, and its memory, with the image
_MOST_PIXELS = 16_000_000  # decoded whole; a WebP takes 16 bytes per pixel
_MOST_IN_STEPS = 25_000_000  # of a progressive JPEG, decoded whole at 6 bytes per pixel
_MOST_READ_SMALLER = 200_000_000  # of a baseline JPEG, decoded by lines at 1/2, 1/4 or 1/8
_MOST_SIDES = 5  # aspect ratio, as of phone panoramas
_MOST_SCANS = 64  # of a progressive JPEG; each costs a pass over all pixels, and editors write about ten
_LEAST_SIDE = 480
_KEPT_SIDE = 3000  # pixels; enough for a poster
_QUALITY = 90

_TOO_LARGE = "پس از باز شدن بسیار بزرگ می‌شود؛ کوچک‌ترش کنید"

_SCAN, _END, _SEQUENTIAL = 0xDA, 0xD9, (0xC0, 0xC1)  # markers of a JPEG
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset(
    [*range(0xC0), *range(0xD0, 0xDA), 0xFF]
)  # markers that stand before no segment of a camera file
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)
_TILE = (322, 323)  # TIFF tags of tile width and length; a tile is decoded whole


class UnsafePhoto(Exception):
    """The photo is refused; the message (Persian) has the reason and the remedy."""


def safe_jpeg(data: bytes) -> bytes:
    """Return the photo as a clean JPEG; raises UnsafePhoto, where possible from the header before decoding."""
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
        raise UnsafePhoto("ناقص است و تا پایان باز نمی‌شود؛ دوباره آن را بفرستید") from None
    return image.copy() if image.format in _KEEP_DECODER else image


def _unopened(data: bytes) -> ImageFile:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(BytesIO(data), formats=_FORMATS)
    except MemoryError:
        raise
    except Image.DecompressionBombError:
        raise UnsafePhoto(_TOO_LARGE) from None
    except Exception:
        raise UnsafePhoto("خوانده‌شدنی نیست؛ پرونده JPEG، PNG، WebP یا AVIF بدهید") from None


def _fewest(width: int, height: int) -> tuple[int, int]:
    longer = max(width, height)
    return width * _KEPT_SIDE // longer, height * _KEPT_SIDE // longer


def _refuse_by_header(image: ImageFile, data: bytes) -> None:
    width, height = image.size
    said = f"{width} در {height} پیکسل است"
    jpeg = image.format in ("JPEG", "MPO")  # MPO: a phone's JPEG with a gain or depth map behind it
    whole = not jpeg or not _in_one_scan(data)
    most = (_MOST_IN_STEPS if whole else _MOST_READ_SMALLER) if jpeg else _MOST_PIXELS
    if width * height > most:
        otherwise = "؛ آن را با قالب JPEG ساده بفرستید یا کوچک‌ترش کنید" if whole else ""
        raise UnsafePhoto(f"{said}؛ حداکثر {most // 1_000_000} میلیون پیکسل باشد{otherwise}")
    if jpeg and _scans(data) > _MOST_SCANS:
        raise UnsafePhoto(f"در بیش از {_MOST_SCANS} مرحله ذخیره شده است؛ آن را با قالب JPEG ساده بفرستید")
    if max(width, height) > _MOST_SIDES * min(width, height):
        raise UnsafePhoto(f"{said}؛ ضلع بلند حداکثر {_MOST_SIDES} برابر ضلع کوتاه باشد، آن را ببرید")
    if getattr(image, "is_animated", False) and not jpeg:
        raise UnsafePhoto("متحرک یا چندبرگی است؛ یک عکس ساده بدهید")
    if min(width, height) < _LEAST_SIDE:
        raise UnsafePhoto(f"{said}؛ ضلع کوچک دست‌کم {_LEAST_SIDE} پیکسل باشد")
    tile = [getattr(image, "tag_v2", {}).get(tag, 0) for tag in _TILE]
    if any(isinstance(side, int) and side > 2 * max(width, height) for side in tile):
        raise UnsafePhoto("ناقص است و تا پایان باز نمی‌شود؛ دوباره آن را بفرستید")


def _in_one_scan(data: bytes) -> bool:
    """Return whether a JPEG is baseline with one scan, so that it is never whole in memory."""
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
    """Return the number of scans of a JPEG, at most one more than allowed; data behind its end is ignored."""
    return sum(1 for _ in islice((marker for marker in _markers(data) if marker == _SCAN), _MOST_SCANS + 1))


def _markers(data: bytes) -> Iterator[int]:
    """Yield the markers of a JPEG as libjpeg finds them, skipping bytes between them."""
    at = 2
    while (found := _MARKER.search(data, at)) and (marker := found[1][0]) != _END:
        yield marker
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2])


def _plain(image: Image.Image) -> Image.Image:
    """Return the pixels: scaled down, upright, in sRGB, transparency on white, without metadata."""
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
    """Convert to sRGB; a broken or unsuitable profile is ignored."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        done = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image
    return done or image


def _main() -> int:
    os.nice(5)  # requests of the desk have priority
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer, status = safe_jpeg(sys.stdin.buffer.read()), 0
    except UnsafePhoto as why:
        answer, status = str(why).encode(), REFUSED
    except MemoryError:
        answer, status = _TOO_LARGE.encode(), REFUSED
    sys.stdout.buffer.write(answer)
    return status


if __name__ == "__main__":
    sys.exit(_main())
