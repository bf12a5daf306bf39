"""Face detection and cropping; astronaut.jpg is Eileen Collins, by NASA, in the public domain."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from bumi.cards.cropping import faces, saliency
from tests.cards.samples import picture

FACE = Image.open(Path(__file__).with_name("astronaut.jpg")).convert("RGB")


def photo(left: int) -> Image.Image:
    """A wide picture with a face at `left`, of 1,200, and something as bright and large opposite."""
    image = Image.new("RGB", (1200, 600), "#9BA59B")
    draw = ImageDraw.Draw(image)
    there = 840 - left
    draw.rectangle((there, 120, there + 360, 480), "#F0D020", "#202020", 12)
    draw.line((there, 120, there + 360, 480), "#C02020", 16)
    image.paste(FACE.resize((360, 360)), (left, 120))
    return image


@pytest.mark.parametrize("left", [40, 420, 800])
def test_a_face_is_found_where_it_is(left: int) -> None:
    found = faces(photo(left))[0]
    assert abs(found.x * 1200 - (left + 160)) < 40 and abs(found.y * 600 - 300) < 40
    assert 110 < found.width * 1200 < 220


def test_what_is_no_face_is_none() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 400, 3), dtype=np.uint8)
    assert not faces(Image.fromarray(noise))
    assert not faces(Image.open(BytesIO(picture())))
    assert not faces(Image.new("RGB", (20, 900)))


@pytest.mark.parametrize("left", [40, 800])
def test_a_crop_looks_for_faces_first(left: int) -> None:
    made = BytesIO()
    photo(left).save(made, "JPEG", quality=92)
    where = saliency(made.getvalue())
    half = where[:, :32] if left < 500 else where[:, 32:]
    assert where.sum() == pytest.approx(1) and half.sum() > 0.7
