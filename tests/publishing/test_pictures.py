"""Renditions: of every image the widths that screens need, and never more than it has."""

from io import BytesIO

import pytest
from PIL import Image

from bumi.publishing.pictures import renditions, widest
from tests.publishing.stage import image, png


@pytest.mark.parametrize(("width", "widths"), [(40, [40]), (720, [360, 720]), (1600, [360, 720, 1200])])
def test_no_rendition_is_wider_than_the_image(width: int, widths: list[int]) -> None:
    media, data = image(9, width, width // 2)
    made = renditions(media, data)
    assert [each.width for each, _ in made if each.content_type == "image/webp"] == widths
    assert [each.width for each, _ in made if each.content_type == "image/jpeg"] == widths[-1:]
    for each, bytes_ in made:
        with Image.open(BytesIO(bytes_)) as opened:
            assert (opened.size, opened.get_format_mimetype()) == ((each.width, each.height), each.content_type)
        assert each.of == media.sha256


def test_the_same_image_gives_the_same_renditions() -> None:
    assert renditions(*image(9, 800, 400)) == renditions(*image(9, 800, 400))


def test_what_is_no_image_has_none() -> None:
    media, _ = image()
    assert renditions(media, b"card") == [] and renditions(media, png(1)[:40]) == []


def test_the_widest_is_shown() -> None:
    assert widest([image(1, 21, 21)[0], image(1)[0]]) == image(1)[0]
    assert widest([]) is None
