"""Certificates: the same image each time, every text inside its page, a code that a camera reads, and refusals."""

import io
from dataclasses import replace

import pytest
import segno
from PIL import Image, ImageChops

from bumi.cards import CertificateSize, CertificateText, draw_certificate
from bumi.cards.qr import qr_mask
from bumi.errors import BadInput

QUIET = 4
"""Modules of empty ground that a code needs around it, by ISO/IEC 18004."""

TEXT = CertificateText(
    holder="مریم راد",
    course="خبری که خوانده می‌شود",
    day="دوشنبه ۹ آذر ۱۴۰۵",
    code="K7FM-2QXD-W9TR-H4NS",
    issuer="رسانه بومی استان",
    address="https://desk.example.ir/certificates",
)
LONG = replace(
    TEXT,
    holder="سیدمحمدرضا حسینی میرزاحسنی باغینی رفسنجانی",
    course="پاسخ‌گویی به مردم و رسانه‌ها در ساعت نخست بحران و پس از آن",
)


def drawn(text: CertificateText, size: CertificateSize) -> Image.Image:
    return Image.open(io.BytesIO(draw_certificate(text, size))).convert("RGB")


@pytest.mark.parametrize("size", CertificateSize, ids=lambda size: size.name)
@pytest.mark.parametrize("text", [TEXT, LONG], ids=["usual", "long"])
def test_the_words_stand_within_the_page(text: CertificateText, size: CertificateSize) -> None:
    image = drawn(text, size)
    assert image.size == (size.width, size.height)
    # What two holders' certificates differ in is words, which keep to the page.
    box = ImageChops.difference(image, drawn(replace(text, holder="علی", course="عکس", code="A"), size)).getbbox()
    left, top, right, bottom = size.page.rounded()
    assert box
    assert left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom


def test_a_certificate_is_drawn_alike_each_time() -> None:
    assert draw_certificate(TEXT, CertificateSize.PHONE) == draw_certificate(TEXT, CertificateSize.PHONE)


def test_a_text_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(BadInput, match="جا نمی‌شود"):
        draw_certificate(replace(TEXT, holder="نام بلند " * 40), CertificateSize.PHONE)


@pytest.mark.parametrize("size", CertificateSize, ids=lambda size: size.name)
@pytest.mark.parametrize("text", [TEXT, LONG], ids=["usual", "long"])
def test_the_code_says_where_it_is_verified_and_has_quiet_ground_around_it(
    text: CertificateText, size: CertificateSize
) -> None:
    rows = segno.make_qr(
        "https://desk.example.ir/certificates/K7FM-2QXD-W9TR-H4NS", error="m", boost_error=False
    ).matrix
    image = drawn(text, size).convert("L")
    left, _, right, bottom = size.page.rounded()
    module = round(size.code) // len(rows)
    top, quiet = bottom - module * len(rows), QUIET * module
    ground = image.getpixel((left + module * len(rows) + quiet // 2, bottom))
    for y in range(-QUIET, len(rows) + QUIET):
        for x in range(-QUIET, len(rows) + QUIET):
            inside = 0 <= y < len(rows) and 0 <= x < len(rows)
            dark = image.getpixel((left + module * x + module // 2, top + module * y + module // 2)) != ground
            assert dark == bool(inside and rows[y][x]), (x, y)
    assert module >= 4 and left + quiet < right


def test_a_code_that_no_camera_reads_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        qr_mask("https://desk.example.ir/certificates", 40)
