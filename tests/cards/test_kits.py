from pathlib import Path

import pytest

from bumi.cards import kits
from bumi.cards.brand import problems_of
from bumi.cards.kit import Tone
from bumi.cards.kits import BRAND, kit_of, load_kit
from bumi.errors import BadInput
from tests.cards.samples import picture

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
    assert not problems_of(kit)


def test_one_colour_of_one_table_may_differ(tmp_path: Path) -> None:
    kit, base = load_kit(own=own_kit(tmp_path, '[tones.calm]\naccent = "#1F4E66"\n')), load_kit()
    assert kit.tones[Tone.CALM].accent == "#1F4E66"
    assert kit.tones[Tone.CALM].ink == base.tones[Tone.CALM].ink


def test_the_kit_of_an_agency_lies_under_its_slug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brand.toml").write_text((BRAND / "brand.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "water").mkdir()
    own_kit(tmp_path / "water", OWN)
    monkeypatch.setattr(kits, "BRAND", tmp_path)
    kit_of.cache_clear()
    try:
        assert kit_of("آبفای استان کرمان").craft("فرهنگ") == "tiles"
        assert kit_of("شهرداری بم").craft("فرهنگ") == kit_of("").craft("فرهنگ") == "pateh"
        assert kits.agencies_with_a_kit() == ["شرکت آب و فاضلاب استان کرمان"]
    finally:
        kit_of.cache_clear()


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
    assert problems_of(kit_of()) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[axes.culture]\nink = "#8E2236"', "axes.culture: رنگ ink (#8E2236) روی ground (#74182B) خوانا نیست"),
        ('[tones.calm]\nink = "#A9B4BB"', "روی panel"),
        ('[fonts]\nbold = "none.ttf"', "fonts.bold: پرونده «none.ttf» نیست"),
        ('[logo]\nfile = "none.png"', "logo: «none.png» باز نشد"),
        ('[logo]\nfile = "logo.png"', "شفاف نیست"),
        ('[logo]\nfile = "logo.png"\nclear = 1', "فضای کنار نشان"),
    ],
)
def test_the_check_tells_what_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "logo.png").write_bytes(picture(300, 300, format="PNG"))
    assert problem in "\n".join(problems_of(load_kit(own=own_kit(tmp_path, text))))


def test_a_latin_font_lacks_persian_letters(tmp_path: Path) -> None:
    fonts = BRAND.parent / "fonts"
    (tmp_path / "own.ttf").write_bytes((fonts / "Vazirmatn-Bold.ttf").read_bytes())
    assert problems_of(load_kit(own=own_kit(tmp_path, '[fonts]\nbold = "own.ttf"'))) == []
