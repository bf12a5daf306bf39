"""Photos from outside: upright, in sRGB, with nothing hidden, and no file that unfolds without end."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from bumi.cards.photograph import redrawn
from bumi.errors import BadInput


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def test_a_photo_is_upright_and_bare() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    data, width, height = redrawn(saved(Image.new("RGB", (600, 400), "navy"), "JPEG", exif=exif))
    assert (width, height) == (400, 600)
    with Image.open(io.BytesIO(data)) as made:
        assert made.format == "JPEG" and not made.getexif() and "icc_profile" not in made.info


def test_a_large_photo_is_made_smaller_and_a_clear_one_stands_on_white() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _, width, height = redrawn(saved(Image.new("RGB", (5000, 2500)), "WEBP", icc_profile=profile))
    assert (width, height) == (2400, 1200)
    data, *_ = redrawn(saved(Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "PNG"))
    with Image.open(io.BytesIO(data)) as made:
        assert made.getpixel((5, 5)) == (255, 255, 255)


def bomb() -> bytes:
    """A PNG that says it is 30,000 by 30,000."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<svg onload='x'/>", "عکس سالمی نیست"),
        (saved(Image.new("RGB", (400, 400)), "GIF"), "عکس سالمی نیست"),
        (saved(Image.new("RGB", (400, 400), "red"), "PNG")[:-40], "عکس سالمی نیست"),
        (bomb(), "میلیون نقطه|عکس سالمی نیست"),
        (saved(Image.new("RGB", (400, 100)), "PNG"), "۴۰۰ در ۱۰۰"),
    ],
    ids=["svg", "gif", "torn", "bomb", "small"],
)
def test_what_is_no_photo_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        redrawn(data)


def test_a_moving_picture_is_refused() -> None:
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    with pytest.raises(BadInput, match="متحرک"):
        redrawn(saved(frames[0], "WEBP", save_all=True, append_images=frames[1:]))
