"""Certificates: the same image each time, every text inside its page, and a name that is too long is refused."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from bumi.cards import CertificateSize, CertificateText, draw_certificate
from bumi.errors import BadInput

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
