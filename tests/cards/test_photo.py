import struct
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from bumi.cards.cropping import cut, saliency
from bumi.cards.photo import PhotoNote, SafePhoto, safe_photo, with_note
from bumi.cards.photo_sandbox import safe_jpeg
from bumi.errors import BadInput
from bumi.settings import ROOT
from tests.cards.samples import picture
from tests.desk.attacks import PHOTOS, jpeg, png
from tests.publishing.stage import far


def opened(photo: SafePhoto) -> Image.Image:
    return Image.open(BytesIO(photo.data))


def test_a_photo_stands_upright_and_tells_nothing_of_its_camera() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[2] = (30.0, 17.0, 0.0)  # where it was taken
    plain = opened(safe_photo(picture(900, 600, exif=exif), "a.jpg"))
    assert plain.size == (600, 900)
    assert (
        not plain.getexif()
        and "icc_profile" not in plain.info
        and b"Camera" not in safe_photo(picture(900, 600, exif=exif), "a.jpg").data
    )


def test_colours_come_in_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    photo = safe_photo(picture(format="PNG", icc_profile=profile), "a.png")
    assert opened(photo).mode == "RGB" and "icc_profile" not in opened(photo).info
    cmyk = BytesIO()
    Image.new("CMYK", (600, 600), (0, 255, 255, 0)).save(cmyk, "JPEG")
    red, green, blue = opened(safe_photo(cmyk.getvalue(), "c.jpg")).getpixel((300, 300))  # type: ignore[misc]
    assert red > 200 > 80 > max(green, blue)


def test_what_is_transparent_becomes_white() -> None:
    sheet = BytesIO()
    Image.new("RGBA", (600, 600), (200, 0, 0, 0)).save(sheet, "PNG")
    assert opened(safe_photo(sheet.getvalue(), "a.png")).getpixel((5, 5)) == (255, 255, 255)


def bomb() -> bytes:
    """A PNG that says it has 60,000 by 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def animated() -> bytes:
    sheet = BytesIO()
    frames = [Image.new("RGB", (600, 600), colour) for colour in ("red", "blue")]
    frames[0].save(sheet, "WEBP", save_all=True, append_images=frames[1:])
    return sheet.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (bomb(), "بزرگ"),
        (animated(), "متحرک"),
        (picture()[:-2000], "ناقص"),
        (picture(300, 300), "ضلع کوچک دست‌کم ۴۸۰"),
        (b"GIF89a", "خوانده‌شدنی نیست"),
        (b"", "خوانده‌شدنی نیست"),
        (b"<svg/>", "خوانده‌شدنی نیست"),
    ],
)
def test_what_is_no_safe_photo_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why) as error:
        safe_photo(data, "a.jpg")
    assert "«a.jpg»" in str(error.value)
    with pytest.raises(BadInput, match=f"^این عکس .*{why}"):
        safe_photo(data)


def test_a_large_photo_is_made_smaller() -> None:
    photo = safe_photo(picture(4000, 2000))
    assert photo.size == photo.image().size == (3000, 1500)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (png(4200, 4200), "حداکثر ۱۶ میلیون پیکسل باشد؛ آن را با قالب JPEG ساده بفرستید"),
        (jpeg(5200, 5200, progressive=True), "حداکثر ۲۵ میلیون پیکسل"),
        (png(480, 2500), "ضلع بلند حداکثر ۵ برابر ضلع کوتاه"),
        (PHOTOS["tiles"](4000), "ناقص"),
        (PHOTOS["steps"](1000), "در بیش از ۶۴ مرحله"),
    ],
    ids=["pixels", "a JPEG in steps", "a strip", "tiles", "a JPEG in too many steps"],
)
def test_what_would_grow_when_opened_is_refused_by_its_header(
    data: bytes, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bumi.cards.photo._safe_jpeg", safe_jpeg)  # in this process
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _: pytest.fail("opened"))
    with pytest.raises(BadInput, match=why):
        safe_photo(data)


def test_scans_are_counted_in_the_photo_alone() -> None:
    scans = b"\xff\xda" * 100  # as they come about in a film behind a photo, and in what a camera notes of it
    data = jpeg(600, 600, progressive=True)
    assert safe_photo(data[:2] + b"\xff\xe1\x00\xca" + scans + data[2:] + scans).size == (600, 600)


def decoded_by(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Replace the sandbox by a process with these lines of code."""
    monkeypatch.setattr("bumi.cards.photo._SANDBOX", (sys.executable, "-c", "\n".join(lines)))


def test_a_photo_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bumi.cards.photo._TIMEOUT_S", 0.1)
    decoded_by(monkeypatch, "import time", "time.sleep(600)")
    with pytest.raises(BadInput, match=r"^این عکس در ۱۰ ثانیه باز نمی‌شود؛ آن را با قالب JPEG ساده بفرستید"):
        safe_photo(jpeg(600, 600, progressive=True))


def test_a_photo_that_takes_too_much_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded_by(
        monkeypatch,
        f"import sys; sys.path.append({str(ROOT / 'bumi' / 'cards')!r})",
        "import photo_sandbox; photo_sandbox._MOST_MEMORY = 100 * 2**20",
        "sys.exit(photo_sandbox._main())",
    )
    assert safe_photo(png(600, 600)).size == (600, 600)
    with pytest.raises(BadInput, match=r"^عکس «a\.png» پس از باز شدن بسیار بزرگ می‌شود؛ کوچک‌ترش کنید$"):
        safe_photo(png(3900, 3900), "a.png")


@pytest.mark.parametrize(("signal", "why"), [("SIGXCPU", "در ۱۰ ثانیه باز نمی‌شود"), ("SIGSEGV", "باز نشد")])
def test_a_process_that_ends_otherwise_is_told_of(monkeypatch: pytest.MonkeyPatch, signal: str, why: str) -> None:
    decoded_by(monkeypatch, f"import os, signal; os.kill(os.getpid(), signal.{signal})")
    with pytest.raises(BadInput, match=f"^این عکس {why}"):
        safe_photo(png(600, 600))


def test_photos_that_come_at_once_are_opened_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = str(tmp_path / "alone")
    decoded_by(monkeypatch, f"import os; os.mkdir({alone!r}); os.rmdir({alone!r})")
    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(safe_photo, [b""] * 24))) == 24


def test_a_large_photo_of_a_phone_is_read_at_a_half() -> None:
    data = jpeg(8200, 6200)
    assert safe_photo(data).size == (3000, 2268)
    for other in (data[:2] + b"\xff\x01" + data[2:], data.replace(b"\xff\xc0", b"\xff\xc2")):
        with pytest.raises(BadInput, match=r"حداکثر (?:۱۶|۲۵) میلیون پیکسل|خوانده"):  # it may be stored in another way
            safe_photo(other)


def test_the_first_picture_of_a_phone_with_a_map_of_light_behind_it_is_the_photo() -> None:
    sheet = BytesIO()
    frames = [Image.new("RGB", (600, 600), colour) for colour in ("red", "black")]
    frames[0].save(sheet, "MPO", save_all=True, append_images=frames[1:])
    red, green, _ = opened(safe_photo(sheet.getvalue())).getpixel((9, 9))  # type: ignore[misc]
    assert red > 200 > green


@pytest.mark.parametrize("attack", ["transparent", "noise"])
def test_whoever_asks_for_a_photo_holds_no_pixels(tmp_path: Path, attack: str) -> None:
    """By how many MB a process grows that makes the same photo safe four times at once."""
    (file := tmp_path / "a").write_bytes(PHOTOS[attack](far(4000, 8900)))
    lines = (
        "import re, sys",
        "from threading import Thread",
        "from bumi.cards.photo import safe_photo",
        "from tests.desk.attacks import png",
        "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024",
        "safe_photo(png(600, 600))",
        "data, before = open(sys.argv[1], 'rb').read(), peak()",
        "threads = [Thread(target=safe_photo, args=(data,)) for _ in range(4)]",
        "[thread.start() for thread in threads]",
        "[thread.join() for thread in threads]",
        "print(peak() - before)",
    )
    asked = [sys.executable, "-c", "\n".join(lines), str(file)]
    grown = int(subprocess.run(asked, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
    assert grown < 10 + 4 * file.stat().st_size / 2**20


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("دست‌های بافنده روی دار", PhotoNote(caption="دست‌های بافنده روی دار")),
        ("gol.jpg", PhotoNote("gol.jpg")),
        ("gol.jpg مادری با قاب عکس: پسرش", PhotoNote("gol.jpg", caption="مادری با قاب عکس: پسرش")),
        ("gol.jpg 5%,9% عکس: سیما راد", PhotoNote("gol.jpg", (0.05, 0.09), credit="سیما راد")),
        ("گل. عکس از: ایسنا", PhotoNote(caption="گل.", credit="ایسنا")),
        ("gol.JPG ۴۰٪،۳۰٪ گل محمدی", PhotoNote("gol.JPG", (0.4, 0.3), "گل محمدی")),
        ("a/b.png، 5%, 100% باغ", PhotoNote("a/b.png", (0.05, 1.0), "باغ")),
        ("۴۰٪، ۳۰٪ گل محمدی", PhotoNote("", (0.4, 0.3), "گل محمدی")),
        ("رشد ۴۰٪، ۳۰٪ در نمودار", PhotoNote(caption="رشد ۴۰٪، ۳۰٪ در نمودار")),
    ],
)
def test_a_brief_names_file_focus_and_subject(text: str, note: PhotoNote) -> None:
    assert PhotoNote.read(text) == note


def test_a_kept_photo_has_what_its_brief_says_of_it() -> None:
    told = SafePhoto(b"jpeg", (0.1, 0.2), "باغ", "آرش کامیاب")
    assert with_note(told, "gol.jpg 40%,30% گل") == SafePhoto(b"jpeg", (0.4, 0.3), "گل", "آرش کامیاب")
    assert with_note(told, "gol.jpg") == told
    credited = with_note(told, "gol.jpg 40%,30% گل در باغ؛ عکس: سیما راد")
    assert credited == SafePhoto(b"jpeg", (0.4, 0.3), "گل در باغ", "سیما راد")
    assert with_note(SafePhoto(b"jpeg"), "عکس از: ایسنا") == SafePhoto(b"jpeg", None, "", "ایسنا")


def test_a_crop_keeps_the_focal_point_and_else_the_subject() -> None:
    photo = safe_photo(picture(1600, 700), "a.jpg")
    where = saliency(photo.data)
    assert where.sum() == pytest.approx(1) and where[:, 40:].sum() > where[:, :24].sum()
    by_eye, told = cut(photo, 500, 500), cut(SafePhoto(photo.data, (0.05, 0.5)), 500, 500)
    dark = [(np.asarray(image.convert("L")) < 120).mean() for image in (by_eye, told)]
    assert dark[0] > 0.1 > dark[1] == 0
    assert by_eye.size == (500, 500)


@pytest.mark.parametrize("focus", [(0, 0), (1, 1), (0.5, 0.5)])
def test_a_crop_never_leaves_the_photo(focus: tuple[float, float]) -> None:
    photo = SafePhoto(picture(700, 500), focus)
    assert min(np.asarray(cut(photo, 300, 600)).reshape(-1, 3).min(0)) > 0, "no black edge"


@pytest.mark.parametrize("width", [487, 410, 1083, 333])
def test_a_crop_of_any_shape_has_its_size(width: int) -> None:
    photo = safe_photo(picture(901, 703), "a.jpg")
    assert all(cut(photo, width, height).size == (width, height) for height in range(300, 640, 41))
