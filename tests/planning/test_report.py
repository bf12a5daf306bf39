"""The report of coverage, in words, as an Excel file and as a page to print."""

import builtins
from collections import Counter
from contextlib import closing
from ctypes import create_string_buffer
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdfium2 import PdfDocument, raw
from sqlalchemy.orm import Session

from bumi.brief import read_briefs
from bumi.county_map import tiles
from bumi.documents import text_of
from bumi.errors import NotAvailable
from bumi.newsroom.content.pieces import submit
from bumi.newsroom.database import Newsroom
from bumi.newsroom.queries.coverage import measure_published
from bumi.newsroom.queries.reach import ChannelReach
from bumi.persian.calendar import start_of
from bumi.persian.text import digits_to_persian
from bumi.planning.plan_settings import province_plan
from bumi.planning.report import CoverageGap, CoverageLine, Report, coverage_report, name_in_persian, week_of
from bumi.planning.response_times import AgencyAnswers
from bumi.planning.sheet import print_sheet
from bumi.planning.workbook import coverage_workbook
from bumi.province import province
from bumi.publishing import clean
from bumi.words import ReachChannel
from tests.planning.stage import approve, author, event, go_out

SATURDAY = date(2026, 11, 21)
A4 = (595.28, 841.89)  # in points


def publish(session: Session, day: date, **changes: object) -> None:
    at = start_of(day) + timedelta(hours=10)
    piece = submit(session, event(starts_at=None, when="", **changes), author(session))
    piece.created_at = at - timedelta(hours=5)
    approve(session, piece, at)
    go_out(session, piece, at)


def in_persian(line: CoverageLine) -> str:
    return digits_to_persian(f"{line.pieces} از {line.target}")


def name_of(font: Any) -> str:
    name = create_string_buffer(100)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    return name.value.decode()


@pytest.fixture
def made(newsroom: Newsroom) -> Report:
    """A week in which Bam was heard twice, and Ravar once on its last day; another piece came a day too late."""
    with newsroom.session() as session:
        publish(session, SATURDAY, county="بم")
        publish(session, SATURDAY + timedelta(days=3), county="بم", kind="notice")
        publish(session, SATURDAY + timedelta(days=6), agency="جمعیت هلال‌احمر استان کرمان")
        publish(session, SATURDAY + timedelta(days=7))
        measure_published(session)
        return coverage_report(session, province_plan(), SATURDAY + timedelta(days=4))


def test_a_week_runs_from_saturday_to_friday() -> None:
    assert {week_of(SATURDAY + timedelta(days=days)) for days in range(7)} == {SATURDAY}
    assert week_of(SATURDAY - timedelta(days=1)) == SATURDAY - timedelta(days=7)


def test_the_days_name_both_years_where_they_differ(made: Report) -> None:
    assert made.span == "۳۰ آبان تا ۶ آذر ۱۴۰۵"
    year = replace(made, first=SATURDAY - timedelta(weeks=51))
    assert year.span == "۸ آذر ۱۴۰۴ تا ۶ آذر ۱۴۰۵"
    book = load_workbook(BytesIO(coverage_workbook(year)))
    assert year.span in [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]


def test_who_spoke_is_told_in_a_sentence(made: Report) -> None:
    assert made.heard.startswith("۲ دستگاه سخن گفت؛ ")
    silent = tuple(replace(line, pieces=0) for line in made.lines["agency"])
    assert replace(made, lines={**made.lines, "agency": silent}).heard == "هیچ دستگاهی سخن نگفت."


def test_what_was_published_is_held_against_the_targets(made: Report) -> None:
    assert (made.first, made.last, made.pieces) == (SATURDAY, SATURDAY + timedelta(days=6), 3)
    counties = {line.name: line for line in made.lines["county"]}
    assert (counties["بم"].pieces, counties["بم"].target) == (2, 3)
    assert {line.name for line in made.lines["county"]} == {county.name for county in province().counties}
    assert made.trend[-1].pieces == made.pieces
    assert made.quality.hours == pytest.approx(5)
    for lines in made.lines.values():
        assert sum(line.pieces for line in lines) == made.pieces
        assert [line.share for line in lines] == sorted(line.share for line in lines)


def test_what_is_under_covered_is_named_with_a_brief_to_fill_in(made: Report, tmp_path: Path) -> None:
    assert "محور گردشگری" in [gap.sentence for gap in made.gaps]
    assert all(gap.missing > 0 for gap in made.gaps)
    for gap in made.gaps:
        filled = gap.brief.replace("topic: \n", "topic: خبری تازه\n").replace("agency:", "agency: فرمانداری")
        path = tmp_path / "brief.yaml"
        path.write_text(filled.replace("  -", "  - ساعت ۱۰ در فرهنگسرا"), "utf-8")
        (brief,) = read_briefs(path)
        assert gap.name in (brief.county, brief.axis, brief.kind.value)


def test_the_excel_file_adds_up(made: Report) -> None:
    book = load_workbook(BytesIO(coverage_workbook(made)))
    assert book.sheetnames == ["خلاصه", "شهرستان‌ها", "محورها", "دستگاه‌ها", "گونه‌ها", "روند", "کمبودها", "دوره‌ها"]
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    for name in book.sheetnames[1:5]:
        sheet = book[name]
        assert isinstance(sheet, Worksheet)
        assert sum(int(str(row[1])) for row in sheet.iter_rows(min_row=2, values_only=True)) == made.pieces
    assert book["خلاصه"]["B3"].value == made.pieces
    assert [book["خلاصه"].cell(row, 2).number_format[-3:] for row in (5, 6)] == ["0.0", "0.0"]  # no percentages


def test_reach_is_said_not_to_be_known_instead_of_none(made: Report) -> None:
    unknown = load_workbook(BytesIO(coverage_workbook(made)))
    assert unknown["خلاصه"]["B4"].value == unknown["محورها"]["E2"].value == "نامعلوم"
    assert "نامعلوم" in text_of(print_sheet(made), "coverage.pdf")
    channels = (ChannelReach(ReachChannel.BALE, 1200, 900),)
    read = replace(made, reach=1200, channels=channels)
    known = load_workbook(BytesIO(coverage_workbook(read)))
    assert known["خلاصه"]["B4"].value == 1200
    assert [cell.value for cell in known["بازدید"][2]] == ["بله", 1200, 900]
    assert "۱٬۲۰۰" in text_of(print_sheet(read), "coverage.pdf")


def test_no_text_is_a_formula(made: Report) -> None:
    crafted = ("=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@x", "\t=1", "\r=1")
    names = (*crafted, "a\x0bb\ud800", "۵ مطلب")
    lines, gaps = (
        tuple(CoverageLine(it, 1, 0, 1) for it in names),
        tuple(CoverageGap("county", it, 1, it) for it in names),
    )
    book = load_workbook(BytesIO(coverage_workbook(replace(made, lines={**made.lines, "agency": lines}, gaps=gaps))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    for sheet, column in (("دستگاه‌ها", 1), ("کمبودها", 3)):
        found = [book[sheet].cell(2 + place, column) for place in range(len(names))]
        assert [str(cell.value).replace("\n", "\r") for cell in found] == [clean(it) for it in names]
        assert [cell.quotePrefix for cell in found] == [it in crafted for it in names]


def test_the_page_is_one_of_a4_with_ink_in_every_part(made: Report) -> None:
    pdf = print_sheet(made)
    assert pdf.startswith(b"%PDF")
    with closing(PdfDocument(pdf)) as document:
        assert [page.get_size() for page in document] == [pytest.approx(A4, abs=0.1)]
        image = document[0].render(scale=2).to_pil().convert("L")
    for part in range(8):
        strip = image.crop((0, part * image.height // 8, image.width, (part + 1) * image.height // 8))
        assert min(strip.tobytes()) < 110, part  # the foot is grey


def test_the_page_is_text_in_the_order_in_which_people_read(made: Report) -> None:
    read = text_of(print_sheet(made), "coverage.pdf")
    told = [
        f"پوشش خبری {province().name}",
        made.span,
        "مطلب منتشرشده",
        *(f"{name_in_persian('axis', line.name)} {in_persian(line)}" for line in made.lines["axis"]),
        *(f"{name_in_persian('kind', line.name)} {in_persian(line)}" for line in made.lines["kind"]),
        "شهرستان‌ها",
        *(f"{gap.sentence} {digits_to_persian(str(gap.missing))} مطلب کم" for gap in made.gaps),
        made.heard,
        "جمعیت هلال‌احمر استان کرمان ۱",
        "شمرده نمی‌شوند. صفحه ۱ از ۱",
    ]
    for words in told:
        _, found, read = read.partition(words.replace("\u200c", ""))  # a half-space has no ink, so a PDF drops it
        assert found, words


def test_the_page_carries_its_fonts(made: Report) -> None:
    with closing(PdfDocument(print_sheet(made))) as document:
        fonts = [raw.FPDFTextObj_GetFont(each.raw) for each in document[0].get_objects([raw.FPDF_PAGEOBJ_TEXT])]
        assert fonts and all(raw.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts)
        assert all("Vazirmatn" in name_of(font) for font in fonts)


def test_what_is_long_goes_on_under_the_same_head_and_markup_is_words(made: Report) -> None:
    names = ["x<b>Office</b>&amp;{{1}}x", "a\x0bb\ud800", *(f"اداره شماره {number} شهرستان" for number in range(80))]
    pdf = print_sheet(
        replace(made, lines={**made.lines, "agency": tuple(CoverageLine(name, 1, 0, 1) for name in names)})
    )
    read = text_of(pdf, "coverage.pdf")
    assert "x<b>Office</b>&amp;{{1}}x" in read and "ab" in read
    assert all(f"اداره شماره {number} شهرستان" in read for number in range(80))
    assert "صفحه ۲ از ۲" in read and read.count(made.span) == 2


def test_a_busy_month_keeps_to_two_pages(made: Report) -> None:
    names = [agency.name for agency in province().agencies][:40]
    answers = tuple(AgencyAnswers(name, 9, 8, 12.0, 3, 1, 4) for name in names)
    spoke = tuple(CoverageLine(name, 3, None, 1) for name in names)
    pdf = print_sheet(replace(made, answers=answers, lines={**made.lines, "agency": spoke}))
    read = text_of(pdf, "coverage.pdf")
    assert "صفحه ۲ از ۲" in read
    assert digits_to_persian(f"و {len(names) - 12} دستگاه دیگر") in read


def test_without_pango_the_remedy_is_told(made: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NotAvailable, match=r"libpango-1\.0-0"):
        print_sheet(made)


def test_every_county_has_one_tile() -> None:
    assert Counter(name for row in tiles() for name in row if name) == Counter(it.name for it in province().counties)
    assert len({len(row) for row in tiles()}) == 1
