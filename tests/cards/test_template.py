from pathlib import Path

import pytest

from bumi.cards import template as room
from bumi.cards.sizes import Box, Size, Unplaced, box_of
from bumi.cards.template import card_template, card_templates, layers_of
from bumi.errors import BadInput


def test_every_template_can_be_read_and_leads_on_to_another() -> None:
    assert {
        "alert",
        "answer",
        "correction",
        "event",
        "explainer",
        "facts",
        "feature",
        "mourning",
        "news",
        "notice",
        "number",
        "photo",
        "quote",
        "step",
    } == set(card_templates())
    for name in card_templates():
        found = card_template(name)
        assert found.persian and all(layers_of(found, size.family) for size in Size)
        assert not found.otherwise or card_template(found.otherwise)


def test_an_unknown_template_is_told_with_those_there_are() -> None:
    with pytest.raises(BadInput, match="«poem» نیست؛ یکی از این‌ها را بنویسید: alert"):
        card_template("poem")


@pytest.mark.parametrize(
    ("layer", "problem"),
    [
        ('draw = "fill"\ncolour = "pink"', "رنگ «pink» در کیت نیست"),
        ('draw = "glow"', "tall.۱"),
        ('use = "nothing"', "پاره «nothing» نیست"),
        ('draw = "stack"\nname = "a"\nitems = [{ text = "headline", most = 9, least = 1 }]', "least"),
        ("draw =", "TOML"),
    ],
)
def test_a_faulty_template_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layer: str, problem: str
) -> None:
    (tmp_path / "parts.toml").write_text('[[icon]]\ndraw = "craft"\n', "utf-8")
    text = f'persian = "تازه"\n[[tall]]\n{layer}\n[[wide]]\ndraw = "craft"\n'
    (tmp_path / "fresh.toml").write_text(text, "utf-8")
    monkeypatch.setattr(room, "_FOLDER", tmp_path)
    room._text.cache_clear()
    try:
        with pytest.raises(BadInput, match=problem):
            card_template("fresh")
    finally:
        room._text.cache_clear()


def test_edges_count_from_either_side_and_from_what_is_placed() -> None:
    placed = {"safe": Box(60, 60, 1140, 570), "words": Box(400, 100, 1100, 300)}
    edges = (10, "50%", -10, "words.top + 2.5")
    assert box_of(edges, Size.WIDE, placed) == Box(120, 315, 1080, 130)
    assert box_of(("safe.left", "safe.middle - 1", "words.centre", "safe.bottom"), Size.WIDE, placed) == Box(
        60, 303, 750, 570
    )
    with pytest.raises(Unplaced) as missing:
        box_of((0, 0, 0, "facts.top"), Size.WIDE, placed)
    assert missing.value.name == "facts"
    with pytest.raises(ValueError):
        box_of((0, 0, 0, "below words"), Size.WIDE, placed)
