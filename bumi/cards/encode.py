"""Pixels as a file: PNG with a palette, JPEG, WebP or AVIF within a budget of bytes, PDF for print."""

from collections.abc import Callable
from enum import StrEnum
from io import BytesIO
from time import gmtime
from typing import Any, Self

from PIL import Image

from bumi.errors import BadInput
from bumi.persian.text import digits_to_persian

__all__ = ["Format", "encode"]

_DOTS_PER_INCH = 300
_BEST, _WORST = 92, 50
_COLOURS, _FEW, _SIX_BITS = 256, 1024, 0b11111100
_NEVER = gmtime(0)


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
        found = _saved(_with_palette(image), "PNG", compress_level=2)
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
    """The image with a palette of its own colours where there are few, as there are on all cards but those with photos.

    Pillow looks colours up by the upper six bits of red, green and blue; of colours that agree in these, and so differ
    by less than four of 255, the commonest stands for all.
    """
    found: list[tuple[int, tuple[int, ...]]] = image.getcolors(_FEW) or []  # type: ignore[assignment]
    own: dict[bytes, bytes] = {}
    for _, colour in sorted(found, reverse=True):
        own.setdefault(bytes(part & _SIX_BITS for part in colour), bytes(colour))
    if not 0 < len(own) <= _COLOURS:
        return image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    by_upper_bits = Image.new("P", (1, 1))
    by_upper_bits.putpalette(b"".join(own))
    flat = image.quantize(palette=by_upper_bits, dither=Image.Dither.NONE)
    flat.putpalette(b"".join(own.values()))
    return flat
