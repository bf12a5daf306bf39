"""Renditions of images: WebP in a few widths, and one JPEG."""

from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from bumi.piece import Media, Variant

_WIDTHS = (360, 720, 1200)
_WEBP = {"format": "WEBP", "quality": 80, "method": 4}
_JPEG = {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True}


def cover(images: Iterable[Media]) -> Media | None:
    """Return the image without text, for pages."""
    return next((media for media in images if media.is_cover), None)


def gallery_of(images: Iterable[Media]) -> list[Media]:
    """Return the further photos of a piece, in order."""
    return [media for media in images if media.of_gallery]


def widest(images: Iterable[Media]) -> Media | None:
    """Return the card with the widest aspect ratio, for link previews."""
    cards = (media for media in images if not media.is_cover)
    return max(cards, key=lambda media: media.width / media.height, default=None)


def renditions(media: Media, data: bytes) -> list[tuple[Variant, bytes]]:
    """Return the renditions of an image with their bytes, none wider than the image; empty for invalid data.

    Cards, which no page shows, have the JPEG alone. Each has the XMP packet of the image. Bytes depend on
    the encoders installed, so renditions are stored.
    """
    try:
        with Image.open(BytesIO(data)) as opened:
            image, xmp = opened.convert("RGB"), _xmp_of(opened)
    except (UnidentifiedImageError, OSError):
        return []
    widths = [width for width in _WIDTHS if width < image.width] + [min(image.width, _WIDTHS[-1])]
    widths = sorted(set(widths))
    return [
        *(_made(media, image, width, "image/webp", _WEBP | xmp) for width in widths if media.is_cover),
        _made(media, image, widths[-1], "image/jpeg", _JPEG | xmp),
    ]


def _xmp_of(image: Image.Image) -> dict[str, object]:
    """Return the XMP packet of an image as an argument for `Image.save`, if it has one; in PNG it is a text."""
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp", "").encode()
    return {"xmp": found} if found else {}


def _made(
    media: Media, image: Image.Image, width: int, content_type: str, how: dict[str, object]
) -> tuple[Variant, bytes]:
    height = max(1, round(image.height * width / image.width))
    scaled = image if width == image.width else image.resize((width, height), Image.Resampling.LANCZOS)
    out = BytesIO()
    scaled.save(out, **how)  # type: ignore[arg-type]
    data = out.getvalue()
    variant = Variant(
        of=media.sha256, sha256=sha256(data).hexdigest(), content_type=content_type, width=width, height=height
    )
    return variant, data
