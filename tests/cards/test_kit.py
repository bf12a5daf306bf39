from pathlib import Path

import pytest

from bumi.brief import Kind
from bumi.cards.kit import LEAST_CONTRAST, contrast, load_kit
from bumi.errors import BadInput
from bumi.province import province
from bumi.settings import ROOT

BRAND = (ROOT / "assets" / "brand" / "brand.toml").read_text("utf-8")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


def test_every_axis_has_its_own_colours_and_craft() -> None:
    kit, axes = load_kit(), [axis.name for axis in province().axes]
    assert len({kit.palette(Kind.RECAP, axis).ground for axis in axes}) == len(axes)
    assert len({kit.craft(axis) for axis in axes}) == len(axes)


@pytest.mark.parametrize("kind", Kind)
def test_words_can_be_read_on_every_card(kind: Kind) -> None:
    kit = load_kit()
    for axis in province().axes:
        palette = kit.palette(kind, axis.name)
        assert contrast(palette.ink, palette.ground) >= 7, "a headline deserves more than the least"
        assert contrast(palette.accent, palette.ground) >= LEAST_CONTRAST
        assert contrast(kit.paper, palette.shade) >= LEAST_CONTRAST
        if kind is Kind.EVENT:
            assert contrast(palette.ground, kit.paper) >= LEAST_CONTRAST


def test_notices_are_calm_whatever_their_axis() -> None:
    kit = load_kit()
    assert {kit.palette(Kind.NOTICE, axis.name) for axis in province().axes} == {kit.calm}


def test_an_axis_the_kit_does_not_know_still_gets_a_card() -> None:
    kit = load_kit()
    assert kit.palette(Kind.RECAP, "محور تازه") in kit.axes.values()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('ink = "#FFF8EC"', 'ink = "#8E2236"', "#8E2236 روی #74182B"),
        ('ink = "#FFF8EC"', 'ink = "white"', "axes.culture.ink"),
        ('culture = "pateh"', 'culture = "zilu"', "zilu"),
        ('paper = "#FBF6EC"', "paper =", "TOML"),
    ],
)
def test_a_faulty_kit_is_refused_with_the_reason(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in BRAND
    path = tmp_path / "brand.toml"
    path.write_text(BRAND.replace(old, new), "utf-8")
    with pytest.raises(BadInput, match=problem):
        load_kit(path)
