"""Covers: no words, the photo where there is one, one craft for an axis, and nothing gay beside what is grave."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from bumi.cards.cover import covers_for
from tests.cards.samples import brief, fields, photo


def test_a_cover_is_the_photo_and_says_what_is_to_be_seen() -> None:
    [(media, data)] = covers_for(fields(), brief(kind="notice", urgency="crisis"), photo=photo())
    assert (media.name, media.alt, media.content_type) == ("photo", "غرفه‌ها", "image/jpeg")
    with Image.open(BytesIO(data)) as opened:
        assert opened.size == (media.width, media.height)
        pixels = np.asarray(opened).astype(int)
    assert (pixels[..., 0] - pixels[..., 1] > 80).mean() > 0.02  # the dark red subject


def test_pieces_of_an_axis_share_their_craft() -> None:
    [(one, data)], [(other, _)] = (covers_for(fields(each), brief(topic=each)) for each in ("یک تیتر", "تیتری دیگر"))
    assert one == other and one.alt == "" and one.name == "craft" and len(data) < 60_000
    [(elsewhere, _)] = covers_for(fields(), brief(axis="امنیت"))
    assert elsewhere.sha256 != one.sha256


@pytest.mark.parametrize(
    "changes", [{"urgency": "crisis"}, {"urgency": "urgent"}, {"topic": "درگذشت استاد گلیم‌باف"}], ids=str
)
def test_death_and_danger_are_not_decorated(changes: dict[str, str]) -> None:
    assert covers_for(fields("تیتر"), brief(kind="notice", **changes)) == []
