"""Pixels as a file: PNG with a palette, JPEG, WebP or AVIF within a budget of bytes, PDF for print."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from io import BytesIO
from threading import Lock
from time import gmtime
from typing import Any, Self

import numpy as np
from PIL import Image

from bumi.errors import BadInput
from bumi.text import digits_to_persian

__all__ = ["Format", "encode"]

_DOTS_PER_INCH = 300
_BEST, _WORST = 92, 50
_COLOURS = 256
_STRIP = 64  # rows
_NEVER = gmtime(0)
_ONE_AT_A_TIME = Lock()


class Format(StrEnum):
    """The formats a card may have."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    AVIF = "avif"
    PDF = "pdf"

    @property
    def content_type(self) -> str:
        """The media type."""
        return "application/pdf" if self is Format.PDF else f"image/{self.value}"

    @classmethod
    def of(cls, content_type: str) -> Self:
        """Return the format of a media type."""
        return cls(content_type.rpartition("/")[2])

    @property
    def suffix(self) -> str:
        """The end of a file's name, with its dot."""
        return ".jpg" if self is Format.JPEG else f".{self.value}"


def encode(image: Image.Image, format: Format, budget: int) -> bytes:
    """Return the file, of at most `budget` bytes and without metadata; the same pixels give the same bytes.

    BadInput where not even the lowest quality that is fit to be seen is small enough.
    """
    if format is Format.PNG:
        found = _saved(_with_palette(image), "PNG", compress_level=3)
    elif format is Format.PDF:
        found = _within(budget, lambda quality: _pdf(image, quality))
    else:
        options: dict[Format, dict[str, Any]] = {
            Format.JPEG: {"subsampling": 0},
            Format.WEBP: {"method": 2},
            Format.AVIF: {"speed": 8, "max_threads": 1},
        }
        found = _within(budget, lambda quality: _saved(image, format.value.upper(), quality=quality, **options[format]))
    if len(found) > budget:
        said = f"کارت {image.width} در {image.height} در قالب {format.name} از {budget // 1000} کیلوبایت بزرگ‌تر است"
        raise BadInput(digits_to_persian(f"{said}؛ قالب دیگری برگزینید یا عکس ساده‌تری بدهید"))
    return found


def _within(budget: int, saved: Callable[[int], bytes]) -> bytes:
    """The best quality within the budget, by halves; the worst where none is."""
    if len(found := saved(_BEST)) <= budget:
        return found
    low, high, kept = _WORST, _BEST - 1, b""
    while low <= high:
        middle = (low + high) // 2
        found = saved(middle)
        if len(found) <= budget:
            low, kept = middle + 1, found
        else:
            high = middle - 1
    return kept or found


def _saved(image: Image.Image, name: str, **options: Any) -> bytes:
    sheet = BytesIO()
    image.save(sheet, name, **options)
    return sheet.getvalue()


def _pdf(image: Image.Image, quality: int) -> bytes:
    """One page of the image's size in print; the dates that PDF asks for are always the same."""
    sheet = BytesIO()
    image.save(
        sheet, "PDF", resolution=_DOTS_PER_INCH, quality=quality, producer="Bumi", creationDate=_NEVER, modDate=_NEVER
    )
    return sheet.getvalue()


def _with_palette(image: Image.Image) -> Image.Image:
    """The image with a palette: exactly its own colours where there are at most 256, which is so for all but photos.

    In strips that stay in the processor's cache: a whole image at once takes twice the time.
    """
    strips = [
        image.crop((0, top, image.width, min(top + _STRIP, image.height))) for top in range(0, image.height, _STRIP)
    ]
    seen: set[object] = set()
    for strip in strips:
        seen |= {colour for _, colour in strip.getcolors(_COLOURS) or [(0, number) for number in range(_COLOURS + 1)]}
    if len(seen) > _COLOURS:
        return image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    colours = np.array(sorted(seen), dtype=np.uint8)  # type: ignore[type-var]
    numbered = np.empty((image.height, image.width), dtype=np.uint8)
    with _ONE_AT_A_TIME:
        number_of = _numbers()
        number_of[colours @ np.array([1, 1 << 8, 1 << 16])] = np.arange(len(colours), dtype=np.uint8)
        for place, strip in enumerate(strips):
            pixels = np.frombuffer(strip.tobytes("raw", "RGBX"), dtype="<u4") & 0xFFFFFF
            top = place * _STRIP
            numbered[top : top + strip.height] = number_of[pixels].reshape(strip.height, strip.width)
    flat = Image.fromarray(numbered)
    flat.putpalette(colours.tobytes())
    return flat


@cache
def _numbers() -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    """The number of every colour, by red, green and blue in one; kept, since to make it takes longer than to use it.

    What other images left in it does no harm: an image's own colours are written before they are read.
    """
    return np.zeros(1 << 24, dtype=np.uint8)
