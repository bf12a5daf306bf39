"""Photos from outside: looked at before they are trusted, and drawn anew, so that nothing but the picture is kept."""

import io

from PIL import Image, ImageCms, ImageOps

from bumi.errors import BadInput
from bumi.text import digits_to_persian

__all__ = ["redrawn"]

_FORMATS = ("JPEG", "PNG", "WEBP")  # sniffed from the bytes; what a name or a browser says counts for nothing
_MOST_PIXELS = 60_000_000
_LARGEST = 2_400  # pixels of the longer side that are kept
_LEAST = 200
_QUALITY = 86


def redrawn(data: bytes) -> tuple[bytes, int, int]:
    """Return a photo as a JPEG in sRGB with its width and height: upright, and without metadata or place.

    BadInput where it is no still JPEG, PNG or WebP, is damaged, or has too many or too few pixels.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            _refuse_odd(opened)
            opened.load()
            image = _in_srgb(ImageOps.exif_transpose(opened))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadInput("این پرونده عکس سالمی نیست؛ عکسی با قالب JPEG، PNG یا WebP بفرستید") from error
    image.thumbnail((_LARGEST, _LARGEST), Image.Resampling.LANCZOS)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return made.getvalue(), image.width, image.height


def _refuse_odd(image: Image.Image) -> None:
    """Refuse by the head of the file, before its pixels are unfolded."""
    if getattr(image, "is_animated", False):
        raise BadInput("این عکس متحرک است؛ عکسی ساکن بفرستید")
    width, height = image.size
    if width * height > _MOST_PIXELS:
        raise BadInput("این عکس بیش از ۶۰ میلیون نقطه دارد؛ آن را کوچک‌تر کنید")
    if min(width, height) < _LEAST:
        raise BadInput(digits_to_persian(f"این عکس {width} در {height} نقطه است؛ عکسی با دست‌کم ۲۰۰ نقطه بفرستید"))


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the image in the colours of the web, on white where it is transparent."""
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    if profile := image.info.get("icc_profile"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return turned or image.convert("RGB")
        except ImageCms.PyCMSError:
            pass  # a broken profile says nothing about the pixels
    return image.convert("RGB")
