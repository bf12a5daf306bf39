"""Image files within a byte limit: palette PNG, JPEG, WebP, AVIF, and PDF for print."""

from collections.abc import Callable
from enum import StrEnum
from io import BytesIO
from time import gmtime
from typing import Any, Self

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bumi.errors import BadInput
from bumi.persian.text import digits_to_persian

_DOTS_PER_INCH = 300
_BEST, _WORST = 92, 50
_COLOURS, _FEW, _SIX_BITS = 256, 1024, 0b11111100
_NEVER = gmtime(0)
_XMP_IN_PNG = "XML:com.adobe.xmp"
_CREDENTIALS = 4_000  # bytes that signing may add (bumi.credentials)


class Format(StrEnum):
    """File formats of cards."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    AVIF = "avif"
    PDF = "pdf"

    @property
    def content_type(self) -> str:
        """Media type."""
        return "application/pdf" if self is Format.PDF else f"image/{self.value}"

    @classmethod
    def of(cls, content_type: str) -> Self:
        """Return the format of a media type."""
        return cls(content_type.rpartition("/")[2])

    @property
    def suffix(self) -> str:
        """File name suffix, with its dot."""
        return ".jpg" if self is Format.JPEG else f".{self.value}"


def encode(image: Image.Image, format: Format, budget: int, xmp: bytes = b"") -> bytes:
    """Return the image file, of at most `budget` bytes once it is signed, without metadata but `xmp`; deterministic.

    A PDF has no XMP. BadInput where even the lowest acceptable quality is larger.
    """
    budget -= _CREDENTIALS if xmp else 0
    if format is Format.PNG:
        found = _saved(_with_palette(image), "PNG", compress_level=2, pnginfo=_png_info(xmp))
    elif format is Format.PDF:
        found = _within(budget, lambda quality: _pdf(image, quality))
    else:
        options: dict[Format, dict[str, Any]] = {
            Format.JPEG: {"subsampling": 0},
            Format.WEBP: {"method": 2},
            Format.AVIF: {"speed": 8, "max_threads": 1},
        }
        own = options[format] | ({"xmp": xmp} if xmp else {})
        found = _within(budget, lambda quality: _saved(image, format.value.upper(), quality=quality, **own))
    if len(found) > budget:
        said = f"کارت {image.width} در {image.height} در قالب {format.name} از {budget // 1000} کیلوبایت بزرگ‌تر است"
        raise BadInput(digits_to_persian(f"{said}؛ قالب دیگری برگزینید یا عکس ساده‌تری بدهید"))
    return found


def _png_info(xmp: bytes) -> PngInfo | None:
    if not xmp:
        return None
    info = PngInfo()
    info.add_itxt(_XMP_IN_PNG, xmp.decode())
    return info


def _within(budget: int, saved: Callable[[int], bytes]) -> bytes:
    """Return the best quality within the budget by binary search, or the worst."""
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
    """Return a PDF of one page in print size, with fixed dates."""
    sheet = BytesIO()
    image.save(
        sheet, "PDF", resolution=_DOTS_PER_INCH, quality=quality, producer="Bumi", creationDate=_NEVER, modDate=_NEVER
    )
    return sheet.getvalue()


def _with_palette(image: Image.Image) -> Image.Image:
    """Return the image in palette mode, with its own colours where they are few (all cards without photos).

    Pillow maps colours by the upper six bits of red, green and blue; the most frequent colour of each such group
    represents it.
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
