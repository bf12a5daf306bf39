"""What is drawn is what HarfBuzz says: the right glyphs, joined, in the right order."""

import pytest
import uharfbuzz

from bumi.cards.bidi import isolated
from bumi.cards.fonts import SHAPING, Weight, face
from bumi.settings import ROOT

SIZE = 100
FONT = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(ROOT / f"assets/fonts/{Weight.BOLD}.ttf")))


def glyphs(text: str, direction: str = "rtl") -> list[tuple[str, float]]:
    """The glyphs of one run, from left to right, with how far each advances at our size."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = direction, "arab" if direction == "rtl" else "latn", "fa"
    uharfbuzz.shape(FONT, buffer, {"kern": True, "liga": True})
    names = [FONT.glyph_to_string(info.codepoint) for info in buffer.glyph_infos]
    return list(zip(names, (p.x_advance * SIZE / FONT.face.upem for p in buffer.glyph_positions), strict=True))


def drawn(text: str) -> float:
    return face(Weight.BOLD, SIZE).getlength(text, **SHAPING)


@pytest.mark.parametrize("text", ["می‌شود", "لا", "کالا", "إلى", "پته‌دوزی", "گل", "شیریکی‌پیچ", "«گل»", "ئۀ", "جشنواره"])
def test_a_persian_run_is_drawn_as_it_is_shaped(text: str) -> None:
    shaped = glyphs(text)
    assert not any(name.startswith(".notdef") for name, _ in shaped)
    assert drawn(text) == pytest.approx(sum(advance for _, advance in shaped), abs=len(shaped))


def test_lam_and_alef_become_one_glyph() -> None:
    assert len(glyphs("لا")) == 1 and len(glyphs("کالا")) == len(glyphs("کا")) + 1


def test_a_half_space_parts_letters_and_takes_no_room() -> None:
    joined, parted = ([name for name, advance in glyphs(text) if advance] for text in ("میشود", "می‌شود"))
    assert len(joined) == len(parted) and joined != parted


@pytest.mark.parametrize("text", ["۱۲٪", "۳٫۵", "۱۴۰۵/۹/۴"])
def test_digits_are_persian_and_run_from_left_to_right(text: str) -> None:
    digits = [char for char in text if char in "۰۱۲۳۴۵۶۷۸۹"]
    found = [name for name, _ in glyphs(text, "ltr")]
    assert [name for name in found if name in {glyphs(digit, "ltr")[0][0] for digit in digits}] == [
        glyphs(digit, "ltr")[0][0] for digit in digits
    ]


@pytest.mark.parametrize(("text", "turned"), [("(بم)", "()"), ("«بم»", "«»")])
def test_brackets_are_mirrored(text: str, turned: str) -> None:
    ends = [glyphs(text)[0][0], glyphs(text)[-1][0]]
    assert ends == [glyphs(mark, "ltr")[0][0] for mark in turned]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("تلفن ۰۳۴-۳۲۱۱ ۲۲۳۳ روز", "تلفن \u2066۰۳۴-۳۲۱۱ ۲۲۳۳\u2069 روز"),
        ("دمای -۵ درجه و −۱۲٫۵", "دمای \u2066-۵\u2069 درجه و \u2066−۱۲٫۵\u2069"),
        ("نسخه C++ تازه", "نسخه \u2066C++\u2069 تازه"),
        ("با Wi-Fi (6E) کار می‌کند", "با \u2066Wi-Fi (6E)\u2069 کار می‌کند"),
        ("استاندارد ISO 9001:2015.", "استاندارد \u2066ISO 9001:2015\u2069."),
        ("از ۸-۱۲ آذر", "از ۸-۱۲ آذر"),
        ("رشد ۱۲٪ و ۱۴۰۵/۹/۴", "رشد ۱۲٪ و ۱۴۰۵/۹/۴"),
        ("شماره ۱۱۲", "شماره ۱۱۲"),
    ],
)
def test_what_runs_from_left_to_right_is_isolated(text: str, same: str) -> None:
    assert isolated(text) == same


def test_an_isolate_takes_no_room() -> None:
    assert drawn("\u2066C++\u2069") == drawn("C++")


def test_a_telephone_number_reads_from_the_left() -> None:
    font = face(Weight.BOLD, SIZE)
    shown, wanted = (
        bytes(font.getmask(text, **SHAPING)) for text in (isolated("۰۳۴-۳۲۱۱۲۲۳۳"), "\u202d۰۳۴-۳۲۱۱۲۲۳۳\u202c")
    )
    assert shown == wanted
