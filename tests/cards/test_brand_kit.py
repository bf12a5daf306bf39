"""Brand kits: merging, palettes and legibility."""

import shutil
from pathlib import Path

import pytest

from bumi.cards.brand_kit import agencies_with_a_kit, kit_of, load_kit
from bumi.cards.checks import kit_problems
from bumi.cards.colours import LEAST_CONTRAST, Tone, contrast, mix
from bumi.cards.fonts import Weight
from bumi.current_province import serving
from bumi.errors import BadInput
from bumi.province import province
from bumi.settings import DEFAULT_PROVINCE, PACKAGE, PROVINCES
from tests.cards.samples import picture

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


OWN = """
craft = "tiles"
[palette]
ground = "#0A3D62"
ink = "#FFFFFF"
accent = "#F9D56E"
field = "#0E4F7E"
motif = "#2D7DB3"
shade = "#062A44"
spark = "#F9D56E"
"""


def own_kit(folder: Path, text: str) -> Path:
    path = folder / "brand.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_agency_says_only_what_differs(tmp_path: Path) -> None:
    kit, base = load_kit(own=own_kit(tmp_path, OWN)), load_kit()
    assert kit.craft("فرهنگ") == kit.craft("گردشگری") == "tiles"
    assert kit.palette(Tone.AXIS, "فرهنگ").ground == "#0A3D62"
    assert kit.tones == base.tones and kit.paper == base.paper
    assert not kit_problems(kit)


def test_one_colour_of_one_table_may_differ(tmp_path: Path) -> None:
    kit, base = load_kit(own=own_kit(tmp_path, '[tones.calm]\naccent = "#1F4E66"\n')), load_kit()
    assert kit.tones[Tone.CALM].accent == "#1F4E66"
    assert kit.tones[Tone.CALM].ink == base.tones[Tone.CALM].ink


def test_the_kit_of_an_agency_lies_under_its_slug(tmp_path: Path) -> None:
    copy = shutil.copytree(PROVINCES / DEFAULT_PROVINCE, tmp_path / "copy")
    (copy / "brand" / "water").mkdir()
    own_kit(copy / "brand" / "water", OWN)
    with serving(copy):
        assert kit_of("آبفای استان کرمان").craft("فرهنگ") == "tiles"
        assert kit_of("شهرداری بم").craft("فرهنگ") == kit_of("").craft("فرهنگ") == "pateh"
        assert agencies_with_a_kit() == ["شرکت آب و فاضلاب استان کرمان"]
    assert kit_of("آبفای استان کرمان").craft("فرهنگ") == "pateh" and not agencies_with_a_kit()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[axes.culture]\nink = "white"', "axes.culture.ink"),
        ('[crafts]\nculture = "zilu"', "zilu"),
        ("paper =", "TOML"),
        ('colour = "#FFFFFF"', "colour"),
    ],
)
def test_a_faulty_kit_is_refused_with_the_reason(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        load_kit(own=own_kit(tmp_path, text))


def test_the_provinces_kit_passes_its_check() -> None:
    assert kit_problems(kit_of()) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[axes.culture]\nink = "#8E2236"', "axes.culture: رنگ ink (#8E2236) روی ground (#74182B) خوانا نیست"),
        ('[tones.calm]\nink = "#A9B4BB"', "روی panel"),
        ('[tones.mourning]\naccent = "#555555"', "روی accent (#555555)"),  # in films alone
        ('[fonts]\nbold = "none.ttf"', "fonts.bold: پرونده «none.ttf» نیست"),
        ('[logo]\nfile = "none.png"', "logo: «none.png» باز نشد"),
        ('[logo]\nfile = "logo.png"', "شفاف نیست"),
        ('[logo]\nfile = "logo.png"\nclear = 1', "فضای کنار نشان"),
    ],
)
def test_the_check_tells_what_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "logo.png").write_bytes(picture(300, 300, format="PNG"))
    assert problem in "\n".join(kit_problems(load_kit(own=own_kit(tmp_path, text))))


def test_a_latin_font_lacks_persian_letters(tmp_path: Path) -> None:
    fonts = PACKAGE / "assets" / "fonts"
    (tmp_path / "own.ttf").write_bytes((fonts / "Vazirmatn-Bold.ttf").read_bytes())
    assert kit_problems(load_kit(own=own_kit(tmp_path, '[fonts]\nbold = "own.ttf"'))) == []
