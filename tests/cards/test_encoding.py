from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from bumi.cards.brand_kit import kit_of
from bumi.cards.drawing import draw
from bumi.cards.encoding import Format, encode
from bumi.cards.layout import lay_out
from bumi.cards.sizes import Size
from bumi.errors import BadInput
from tests.cards.samples import card

CARD = draw(lay_out(card(), Size.WIDE, kit_of()))


def noise(side: int = 300) -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (side, side, 3), dtype=np.uint8))


def test_a_palette_has_the_colours_of_the_card_to_a_hair() -> None:
    png = Image.open(BytesIO(encode(CARD, Format.PNG, 300_000)))
    here, there = (np.asarray(image.convert("RGB"), dtype=int) for image in (png, CARD))
    apart = np.abs(here - there).max(axis=2)
    assert png.mode == "P" and apart.max() < 4 and (apart > 0).mean() < 0.01


def test_of_colours_that_are_nearly_one_the_commonest_is_exact() -> None:
    image = Image.new("RGB", (90, 90), "#123456")
    image.paste("#133556", (0, 0, 20, 20))
    png = Image.open(BytesIO(encode(image, Format.PNG, 300_000))).convert("RGB")
    assert png.getcolors() == [(90 * 90, (0x12, 0x34, 0x56))]


def test_what_has_more_colours_than_a_palette_is_brought_down() -> None:
    png = Image.open(BytesIO(encode(noise(), Format.PNG, 300_000)))
    assert png.mode == "P" and png.size == (300, 300)


@pytest.mark.parametrize("form", [Format.JPEG, Format.WEBP, Format.AVIF])
def test_a_budget_is_kept_with_the_best_quality_it_allows(form: Format) -> None:
    roomy, tight = encode(CARD, form, 1_000_000), encode(CARD, form, 90_000)
    assert len(roomy) >= len(tight) <= 90_000
    assert Image.open(BytesIO(tight)).size == CARD.size
    assert encode(CARD, form, 90_000) == tight


@pytest.mark.parametrize("form", list(Format))
def test_a_budget_that_cannot_be_kept_is_refused(form: Format) -> None:
    with pytest.raises(BadInput, match="کیلوبایت"):
        encode(noise(), form, 1000)


def test_a_poster_is_a_page_of_its_size_in_print() -> None:
    pdf = encode(Image.new("RGB", (2480, 3508), "red"), Format.PDF, 1_000_000)
    assert pdf.startswith(b"%PDF") and b"595.2 841.92" in pdf, "A4 in points"
    assert encode(Image.new("RGB", (2480, 3508), "red"), Format.PDF, 1_000_000) == pdf


def test_a_format_is_known_by_its_media_type() -> None:
    assert all(Format.of(form.content_type) is form for form in Format)
