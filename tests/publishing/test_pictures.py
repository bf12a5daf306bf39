"""Renditions of images: widths and formats."""

from io import BytesIO

import pytest
from PIL import Image

from bumi.publishing.pictures import cover as cover_of
from bumi.publishing.pictures import renditions, widest
from tests.publishing.stage import cover, image, png


@pytest.mark.parametrize(("width", "widths"), [(40, [40]), (720, [360, 720]), (1600, [360, 720, 1200])])
def test_no_rendition_is_wider_than_the_image(width: int, widths: list[int]) -> None:
    media, data = cover(9, width, width // 2)
    made = renditions(media, data)
    assert [each.width for each, _ in made if each.content_type == "image/webp"] == widths
    assert [each.width for each, _ in made if each.content_type == "image/jpeg"] == widths[-1:]
    for each, bytes_ in made:
        with Image.open(BytesIO(bytes_)) as opened:
            assert (opened.size, opened.get_format_mimetype()) == ((each.width, each.height), each.content_type)
        assert each.of == media.sha256


def test_the_same_image_gives_the_same_renditions() -> None:
    assert renditions(*cover(9, 800, 400)) == renditions(*cover(9, 800, 400))


def test_a_card_which_no_page_shows_has_one_rendition() -> None:
    assert [(each.content_type, each.width) for each, _ in renditions(*image(9, 1200, 630))] == [("image/jpeg", 1200)]


def test_what_is_no_image_has_none() -> None:
    media, _ = image()
    assert renditions(media, b"card") == [] and renditions(media, png(1)[:40]) == []


def test_the_widest_card_is_the_preview_and_what_has_no_words_the_cover() -> None:
    square, wide, photo = image(1, 21, 21)[0], image(1)[0], cover(1, 80, 21)[0]
    assert widest([square, photo, wide]) == wide and cover_of([square, wide, photo]) == photo
    assert widest([photo]) is None and cover_of([square, wide]) is None
