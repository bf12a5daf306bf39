import hashlib
import subprocess
import sys
import time
from io import BytesIO

import pytest
from PIL import Image, features

from bumi.brief import Kind
from bumi.cards.card import Size, cards_for, load_kit, render
from bumi.errors import BadInput, NotAvailable
from bumi.settings import ROOT
from tests.cards.samples import brief, card, fields


@pytest.mark.parametrize("kind", Kind)
def test_a_piece_gets_a_card_for_each_size(kind: Kind) -> None:
    items = cards_for(fields(), brief(kind=kind.value, starts_at="1405/09/04 17:30"))
    assert [(media.name, media.width, media.height) for media, _ in items] == [
        ("square", 1080, 1080),
        ("wide", 1200, 630),
    ]
    for media, image in items:
        assert Image.open(BytesIO(image)).size == (media.width, media.height)
        assert media.content_type == "image/png" and image.startswith(b"\x89PNG")
        assert media.sha256 == hashlib.sha256(image).hexdigest()
        assert fields().headline in media.alt and kind.persian in media.alt
        assert len(image) < 200_000


def test_the_same_piece_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "from tests.cards.samples import brief, fields; from bumi.cards.card import cards_for;"
        "print(*(media.sha256 for media, _ in cards_for(fields(), brief())))"
    )
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert other.stdout.split() == [media.sha256 for media, _ in cards_for(fields(), brief())]


def test_another_word_gives_another_image() -> None:
    kit = load_kit()
    half_space, space = (render(card(headline=text), Size.WIDE, kit) for text in ("باران می‌بارد", "باران می بارد"))
    assert half_space != space


def test_a_card_takes_less_than_half_a_second() -> None:
    kit, spent = load_kit(), []
    for _ in range(3):
        begin = time.process_time()
        render(card(), Size.SQUARE, kit)
        spent.append(time.process_time() - begin)
    assert min(spent) < 0.5


def test_a_headline_too_long_to_be_read_is_refused() -> None:
    with pytest.raises(BadInput, match="«تیتر» روی کارت جا نمی‌شود"):
        cards_for(fields("گلیم‌های شناسنامه‌دار سیرجان " * 12), brief())


def test_nothing_is_drawn_where_persian_cannot_be_shaped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda feature: False)
    with pytest.raises(NotAvailable, match="libfribidi0"):
        cards_for(fields(), brief())
