"""The watermark of a brand kit over photos: faint, in a free corner."""

from io import BytesIO
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bumi.cards.brand_kit import BrandKit, load_kit
from bumi.cards.drawing import draw
from bumi.cards.layout import lay_out
from bumi.cards.overlays import watermark_box
from bumi.cards.photo import SafePhoto
from bumi.cards.sizes import Size
from bumi.cards.template import card_templates
from tests.cards.samples import card, photo
from tests.cards.test_layout import apart, check_contrast, within

CARDS = [*product(card_templates(), (Size.SQUARE, Size.STORY, Size.WIDE))]


def kit(folder: Path, watermark: float) -> BrandKit:
    sign = Image.new("RGBA", (300, 300))
    ImageDraw.Draw(sign).ellipse((20, 20, 280, 280), "#101010")
    sign.save(folder / "logo.png")
    (folder / "brand.toml").write_text(f'[logo]\nfile = "logo.png"\nwatermark = {watermark}\n', "utf-8")
    return load_kit(own=folder / "brand.toml")


@pytest.mark.parametrize(("template", "size"), CARDS)
def test_the_sign_stands_in_a_corner_where_nothing_else_does(tmp_path: Path, template: str, size: Size) -> None:
    marked, plain = (lay_out(card(template, photo=photo()), size, kit(tmp_path, watermark)) for watermark in (0.5, 0))
    box = watermark_box(marked)
    assert watermark_box(plain) is None
    changed = np.argwhere((np.asarray(draw(marked)) != np.asarray(draw(plain))).any(-1))
    if box is None:
        assert not len(changed)
        return
    assert within(box, size.safe) and all(apart(box, ink.box) for ink in marked.inks())
    (top, left), (bottom, right) = changed.min(0), changed.max(0)
    assert box.top - 1 <= top and bottom <= box.bottom + 1 and box.left - 1 <= left and right <= box.right + 1
    check_contrast(marked)


def test_most_cards_with_a_photo_have_it_and_no_other(tmp_path: Path) -> None:
    own = kit(tmp_path, 0.5)
    with_photo = [each for each in CARDS if watermark_box(lay_out(card(each[0], photo=photo()), each[1], own))]
    assert {"photo"} <= {template for template, _ in with_photo}
    assert not any(watermark_box(lay_out(card(template), size, own)) for template, size in CARDS)


def test_the_sign_keeps_off_a_face(tmp_path: Path) -> None:
    face = Image.open(Path(__file__).parent / "astronaut.jpg").convert("RGB").resize((300, 300))
    sheet = BytesIO()
    seen = Image.new("RGB", (1000, 700), "#8899AA")
    seen.paste(face, (0, 0))
    seen.save(sheet, "JPEG")
    plain, taken = (
        watermark_box(lay_out(card("photo", photo=each), Size.SQUARE, kit(tmp_path, 0.5)))
        for each in (photo(), SafePhoto(sheet.getvalue(), focus=(0.3, 0.1)))
    )
    assert plain and taken and taken.left > plain.left, "not at the upper left, where the face is"


def test_the_province_has_none() -> None:
    assert watermark_box(lay_out(card("photo", photo=photo()), Size.SQUARE, load_kit())) is None
