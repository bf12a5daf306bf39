"""Typesetting of one text, and its shaping compared with HarfBuzz."""

import pytest
import uharfbuzz
from hypothesis import given, settings
from hypothesis import strategies as st

from bumi.cards.fonts import SHAPING, Weight, face
from bumi.cards.text_block import TextStyle, fit, inked, with_isolates
from bumi.settings import ROOT

STYLE = TextStyle(Weight.EXTRA_BOLD, 80, 30, lines=3)
WORDS = ["کرمان", "پسته‌کاران", "ژرف", "چاپ", "۲۴", "هزار", "تن", "اِصفهان", "Python", "«گلیم»", "گردشگری،"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14), st.integers(150, 900), st.integers(40, 400))
def test_a_block_lies_within_its_box(words: list[str], width: int, height: int) -> None:
    block = fit(" ".join(words), STYLE, width, height)
    if block is None:
        return
    assert " ".join(line.text for line in block.lines) == " ".join(words)
    assert STYLE.least <= block.size <= STYLE.most and len(block.lines) <= STYLE.lines
    assert block.width <= width and block.height <= height
    for one, other in zip(block.lines, block.lines[1:], strict=False):
        assert one.top + one.mask.height <= block.pitch + other.top, "ink never touches ink"


def test_a_roomy_box_gets_the_largest_size_and_a_narrow_one_less() -> None:
    roomy, narrow = fit("کرمان", STYLE, 900, 300), fit("کرمان", STYLE, 110, 300)
    assert roomy and narrow
    assert roomy.size == STYLE.most > narrow.size


@pytest.mark.parametrize(("width", "height"), [(20, 300), (900, 10)])
def test_what_does_not_fit_at_the_least_size_is_not_set(width: int, height: int) -> None:
    assert fit("پسته‌کاران رفسنجان", STYLE, width, height) is None


def test_a_line_break_that_an_editor_set_is_kept() -> None:
    block = fit("شب شعر یلدا\nدر راور", STYLE, 900, 400)
    assert block and [line.text for line in block.lines] == ["شب شعر یلدا", "در راور"]


def test_a_little_smaller_is_taken_where_lines_break_better() -> None:
    style = TextStyle(Weight.EXTRA_BOLD, 103, 46, lines=5)
    block = fit("دوره فشرده هوش مصنوعی کاربردی برای کسب‌وکارهای کوچک", style, 920, 520)
    assert block and 0.85 * style.most < block.size < style.most
    assert not [line.text for line in block.lines if line.text.endswith(("برای", "هوش"))]


def test_a_mask_is_cut_to_its_ink() -> None:
    line = inked("پسته", Weight.BOLD, 60)
    width, height = line.mask.size
    edges = [(0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height), (width - 1, 0, width, height)]
    assert all(line.mask.crop(edge).getbbox() for edge in edges)


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
        ("کد 54HR-NAS5-W9TR و 4G", "کد \u206654HR-NAS5-W9TR\u2069 و \u20664G\u2069"),
        ("استاندارد ISO 9001:2015.", "استاندارد \u2066ISO 9001:2015\u2069."),
        ("از ۸-۱۲ آذر", "از ۸-۱۲ آذر"),
        ("رشد ۱۲٪ و ۱۴۰۵/۹/۴", "رشد ۱۲٪ و ۱۴۰۵/۹/۴"),
        ("شماره ۱۱۲", "شماره ۱۱۲"),
    ],
)
def test_what_runs_from_left_to_right_is_isolated(text: str, same: str) -> None:
    assert with_isolates(text) == same


def test_an_isolate_takes_no_room() -> None:
    assert drawn("\u2066C++\u2069") == drawn("C++")


def test_a_telephone_number_reads_from_the_left() -> None:
    font = face(Weight.BOLD, SIZE)
    shown, wanted = (
        bytes(font.getmask(text, **SHAPING)) for text in (with_isolates("۰۳۴-۳۲۱۱۲۲۳۳"), "\u202d۰۳۴-۳۲۱۱۲۲۳۳\u202c")
    )
    assert shown == wanted
