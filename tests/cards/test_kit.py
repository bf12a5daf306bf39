import pytest

from bumi.cards.colour import LEAST_CONTRAST, contrast, mix
from bumi.cards.fonts import Weight
from bumi.cards.kit import Tone
from bumi.cards.kits import load_kit
from bumi.province import province

AXES = [axis.name for axis in province().axes]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


def test_a_mixture_lies_between_its_colours() -> None:
    assert [mix("#000000", "#FFFFFF", share) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#FFFFFF"]


def test_every_axis_has_its_own_colours_and_craft() -> None:
    kit = load_kit()
    assert len({kit.palette(Tone.AXIS, axis).ground for axis in AXES}) == len(AXES)
    assert len({kit.craft(axis) for axis in AXES}) == len(AXES)


@pytest.mark.parametrize("tone", Tone)
def test_words_can_be_read_in_every_tone(tone: Tone) -> None:
    for axis in AXES:
        palette = load_kit().palette(tone, axis)
        assert contrast(palette.ink, palette.ground) >= 7, "a headline deserves more than the least"
        assert contrast(palette.accent, palette.ground) >= LEAST_CONTRAST


def test_an_occasion_looks_the_same_on_every_axis() -> None:
    for tone in (Tone.CALM, Tone.CRISIS, Tone.MOURNING):
        assert len({load_kit().palette(tone, axis) for axis in AXES}) == 1


def test_an_axis_the_kit_does_not_know_still_gets_a_card() -> None:
    kit = load_kit()
    assert kit.palette(Tone.AXIS, "محور تازه").ground == next(iter(kit.axes.values())).ground


def test_colours_have_names_of_their_own_and_names_between_two() -> None:
    palette = load_kit().palette(Tone.CALM, "")
    assert palette.colour("field/motif") == mix(palette.field, palette.motif, 0.5)
    assert palette.colour("panel") not in (palette.ground, palette.ink)


def test_without_a_font_of_its_own_a_kit_has_vazirmatn() -> None:
    assert load_kit().font(Weight.BOLD) == Weight.BOLD
