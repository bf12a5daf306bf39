"""Excel workbooks: the coverage report, with a sheet and a chart per dimension, and the ledger of fees."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from bumi.newsroom.commissions import FeeLine
from bumi.newsroom.queries.coverage import DIMENSIONS, Quality
from bumi.persian.calendar import jalali_day
from bumi.planning.report import TITLES, Report, name_in_persian
from bumi.publishing import clean

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_PERSIAN_DIGITS, _PERCENT, _DECIMAL = "[$-3000429]#,##0", "[$-3000429]0%", "[$-3000429]0.0"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_INK, _BAND, _SHORT = "1D2B36", "F3D9A4", "B8434F"
_PLURALS = {"county": "شهرستان‌ها", "axis": "محورها", "agency": "دستگاه‌ها", "kind": "گونه‌ها"}
_QUALITY = {
    "hours": "ساعت از سفارش تا انتشار، میانگین",
    "findings": "یافته در هر ۱٬۰۰۰ واژه",
    "few_edits": "سهم مطلب‌هایی که با ویرایش اندک منتشر شد",
    "kept": "سهم جمله‌های پیش‌نویس که دست‌نخورده ماند",
}


def coverage_workbook(report: Report) -> bytes:
    """Return the report as an .xlsx file with right-to-left sheets."""
    from openpyxl import Workbook

    book = Workbook()
    _summary(_sheet(book, "خلاصه"), report)
    for dimension in DIMENSIONS:
        header = (TITLES[dimension], "مطلب", "هدف", "از هدف", "بازدید")
        rows = [
            (
                name_in_persian(dimension, it.name),
                it.pieces,
                it.target,
                it.share if it.target else None,
                _known(it.reach),
            )
            for it in report.lines[dimension]
        ]
        sheet = _sheet(book, _PLURALS[dimension])
        _table(sheet, header, rows)
        _mark_short(sheet, len(rows))
        _chart(sheet, f"مطلب و هدف به تفکیک {TITLES[dimension]}", len(rows), columns=2)
    trend = _sheet(book, "روند")
    days = [(jalali_day(it.begin, weekday=False), it.pieces, it.kept) for it in report.trend]
    _table(trend, ("هفته از", "مطلب", "جمله‌های دست‌نخورده"), days)
    _chart(trend, "مطلب در هر هفته", len(days), columns=1)
    if report.channels:
        came = [(it.channel.persian, it.views, it.visitors) for it in report.channels]
        _table(_sheet(book, "بازدید"), ("خواننده از کجا آمد", "بازدید", "بازدیدکننده در روز"), came)
    if report.answers:
        _answers(_sheet(book, "پاسخ به مردم"), report)
    if report.held.events:
        _table(_sheet(book, "رویدادها"), ("رویداد با ثبت‌نام", "نفر آمدند"), [report.held])
    gaps = [(it.sentence, it.missing, it.brief) for it in report.gaps]
    _table(_sheet(book, "کمبودها"), ("کجا", "چند مطلب کم است", "سفارش پیشنهادی"), gaps)
    _table(_sheet(book, "دوره‌ها"), ("بخش", "نام", "کاربر", "یادگیرنده", "دوره تمام‌شده"), _literacy(report))
    return _saved(book)


def fees_workbook(lines: Iterable[FeeLine]) -> bytes:
    """Return the ledger of fees as an .xlsx file, in whole rials, as accountants reckon."""
    from openpyxl import Workbook

    book = Workbook()
    header = ("مطلب", "موضوع", "پدیدآور", "ریال", "منتشر شد", "تأییدکننده", "تأیید شد", "دلیل برگشت", "فراخوان از")
    rows = [
        (
            it.piece_id,
            it.topic,
            it.contributor,
            it.rials,
            jalali_day(it.due_at, weekday=False),
            it.approved_by,
            jalali_day(it.approved_at, weekday=False) if it.approved_at else "",
            it.reversed_why,
            it.opened_by,
        )
        for it in lines
    ]
    _table(_sheet(book, "حق‌الزحمه"), header, rows)
    return _saved(book)


def _saved(book: "Workbook") -> bytes:
    """Return the file of a workbook, without the empty sheet with which it begins."""
    book.remove(book.worksheets[0])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _literacy(report: Report) -> list[tuple[str, str, int, int, int]]:
    found = report.literacy
    groups = (("نقش", found.roles), ("دستگاه", found.agencies), ("شهرستان", found.counties))
    return [(title, it.name, it.people, it.learners, it.completed) for title, lines in groups for it in lines]


def _known(reach: int | None) -> int | str:
    return "نامعلوم" if reach is None else reach


def _sheet(book: "Workbook", title: str) -> "Worksheet":
    sheet: Worksheet = book.create_sheet(title)
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    return sheet


def _summary(sheet: "Worksheet", report: Report) -> None:
    measured: Quality = report.quality
    rows = [
        ("بازه", report.span),
        ("مطلب منتشرشده", report.pieces),
        ("بازدید", _known(report.reach)),
    ]
    rows += [(words, getattr(measured, name)) for name, words in _QUALITY.items()]
    _table(sheet, ("سنجه", "اندازه"), rows)
    for row, (words, _) in enumerate(rows, 2):
        if words in (_QUALITY["hours"], _QUALITY["findings"]):
            sheet.cell(row, 2).number_format = _DECIMAL


def _answers(sheet: "Worksheet", report: Report) -> None:
    header = ("دستگاه", "پاسخ داده", "به‌وقت", "سهم به‌وقت", "میانه ساعت کاری", "بی‌پاسخ", "دیرشده", "مطلب")
    rows = [
        (it.agency, it.answered, it.in_time, it.share, it.hours, it.open, it.overdue, it.pieces)
        for it in report.answers
    ]
    _table(sheet, header, rows)
    for row in range(2, len(rows) + 2):
        sheet.cell(row, 1 + header.index("میانه ساعت کاری")).number_format = _DECIMAL


def _table(sheet: "Worksheet", header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for row, values in enumerate((header, *rows), 1):
        for column, value in enumerate(values, 1):
            _write(sheet.cell(row, column), value)
    for cell in sheet[1]:
        cell.font = Font(bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_BAND)
    for column, cells in enumerate(sheet.columns, 1):
        longest = max(len(line) for cell in cells for line in str(cell.value or "").split("\n"))
        sheet.column_dimensions[get_column_letter(column)].width = min(60, longest + 4)
        for cell in cells:
            cell.alignment = Alignment(horizontal="right", vertical="top", wrap_text=True)
            if isinstance(cell.value, int | float):
                cell.number_format = _PERCENT if isinstance(cell.value, float) else _PERSIAN_DIGITS


def _write(cell: "Cell | MergedCell", value: object) -> None:
    """Write a number, or a text that is never evaluated as a formula, even after editing."""
    if not isinstance(value, str):
        cell.value = value  # type: ignore[assignment]
        return
    cell.value = clean(value)
    cell.data_type = "s"
    cell.quotePrefix = value.startswith(_FORMULA)


def _mark_short(sheet: "Worksheet", rows: int) -> None:
    """Mark shares below one half in red."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import Font

    rule = CellIsRule(operator="lessThan", formula=["0.5"], font=Font(bold=True, color=_SHORT))
    sheet.conditional_formatting.add(f"D2:D{rows + 1}", rule)


def _chart(sheet: "Worksheet", title: str, rows: int, columns: int) -> None:
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.title, chart.height, chart.width = title, 9, 24
    chart.add_data(Reference(sheet, min_col=2, max_col=1 + columns, min_row=1, max_row=rows + 1), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=rows + 1))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"  # right to left
    chart.y_axis.crosses = "max"
    sheet.add_chart(chart, "G2")
