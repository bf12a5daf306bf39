"""The report of coverage on one printed page: figures, a tile map of the counties, bars, the trend, what is missing."""

from functools import cache

from bumi.newsroom.queries.coverage import Dimension
from bumi.persian.calendar import jalali_day
from bumi.persian.text import digits_to_persian
from bumi.planning.drawing import HEIGHT, WIDTH, Sheet
from bumi.planning.files import read_as
from bumi.planning.report import Level, Line, Report, name_in_persian
from bumi.province import province
from bumi.settings import PACKAGE

__all__ = ["print_sheet", "tiles"]

_PAPER, _INK, _QUIET, _RULE, _ACCENT, _BAR = "#FFFFFF", "#1D2B36", "#5F6B74", "#E3E0D8", "#74182B", "#2C5A73"
_LEVELS = {  # how much of the target is there: its colour, and the colour of words on it
    Level.FULL: ("#2F6B4F", "#FFFFFF"),
    Level.HALF: ("#BFD8B8", _INK),
    Level.LITTLE: ("#F3D9A4", _INK),
    Level.NONE: ("#B8434F", "#FFFFFF"),
}
_LEFT, _RIGHT, _MIDDLE = 80, WIDTH - 80, WIDTH / 2


def print_sheet(report: Report) -> Sheet:
    """Return the page, to be saved as PDF or PNG."""
    sheet = Sheet(_PAPER)
    _head(sheet, report)
    _figures(sheet, report, top=230)
    _map(sheet, report.lines["county"], top=440)
    _bars(sheet, "axis", "محورها", report.lines["axis"], top=440)
    _bars(sheet, "kind", "گونه‌ها", report.lines["kind"], top=905)
    _trend(sheet, report, top=1430)
    _gaps(sheet, report, top=1430)
    _agencies(sheet, report, top=1990)
    return sheet


@cache
def tiles() -> tuple[tuple[str, ...], ...]:
    """Return the counties in rows from north to south, each from west to east; empty where there is none."""
    rows = read_as(tuple[tuple[str, ...], ...], PACKAGE / "assets" / "province" / "map.yaml")
    return tuple(tuple("" if name == "." else name for name in row) for row in rows)


def _head(sheet: Sheet, report: Report) -> None:
    sheet.box(0, 0, WIDTH, 170, _ACCENT)
    sheet.text(f"پوشش خبری {province().name}", _RIGHT, 88, 52, "#FFFFFF", weight="ExtraBold")
    sheet.text(report.span, _RIGHT, 142, 32, "#F5C26B", weight="Bold")


def _figures(sheet: Sheet, report: Report, top: float) -> None:
    it = report.quality
    shown = (
        ("مطلب منتشرشده", _number(report.pieces)),
        ("بازدید", _number(report.reach)),
        ("ساعت، از سفارش تا انتشار", "—" if it.hours is None else _number(round(it.hours))),
        ("یافته در ۱٬۰۰۰ واژه", "—" if it.findings is None else _decimal(it.findings)),
        ("با ویرایش اندک", _percent(it.few_edits)),
        ("جمله‌های دست‌نخورده", _percent(it.kept)),
    )
    each = (_RIGHT - _LEFT) / len(shown)
    for place, (words, value) in enumerate(shown):
        right = _RIGHT - place * each
        sheet.text(value, right - each / 2, top + 60, 60, _INK, "middle", "ExtraBold", each - 20)
        sheet.text(words, right - each / 2, top + 108, 25, _QUIET, "middle", room=each - 20)
        if place:
            sheet.line([(right, top), (right, top + 120)], _RULE)


def _map(sheet: Sheet, lines: tuple[Line, ...], top: float) -> None:
    _title(sheet, "شهرستان‌ها", _MIDDLE - 40, top)
    known = {line.name: line for line in lines}
    side, gap = 93, 8
    for row, names in enumerate(tiles()):
        for column, name in enumerate(names):
            if name:
                left, upper = _LEFT + column * (side + gap), top + 40 + row * (side + gap)
                _tile(sheet, known.get(name, Line(name, 0, 0, 0)), left, upper, side)
    foot = top + 60 + len(tiles()) * (side + gap)
    for place, (level, (colour, _)) in enumerate(_LEVELS.items()):
        right = _MIDDLE - 40 - place * 185
        sheet.box(right - 26, foot, right, foot + 26, colour, 5)
        sheet.text(level.persian, right - 38, foot + 22, 23, _QUIET, room=150)
    elsewhere = sum(line.pieces for line in lines if not province().county(line.name))
    sheet.text(f"برای همه استان: {_number(elsewhere)} مطلب", _MIDDLE - 40, foot + 74, 24, _QUIET)


def _tile(sheet: Sheet, line: Line, left: float, top: float, side: float) -> None:
    colour, ink = _LEVELS[line.level]
    sheet.box(left, top, left + side, top + side, colour, 10)
    middle = left + side / 2
    sheet.text(line.name, middle, top + 36, 22, ink, "middle", "Bold", side - 8)
    sheet.text(f"{_number(line.pieces)} از {_number(line.target)}", middle, top + 74, 23, ink, "middle", room=side - 8)


def _bars(sheet: Sheet, by: Dimension, title: str, lines: tuple[Line, ...], top: float) -> None:
    """Draw what there is beside what there should be, which a mark shows."""
    _title(sheet, title, _RIGHT, top)
    most = max((max(line.pieces, line.target) for line in lines), default=1) or 1
    right, room = _RIGHT - 190, _RIGHT - 190 - (_MIDDLE + 130)
    for place, line in enumerate(lines[:7]):
        y = top + 50 + place * 56
        sheet.text(name_in_persian(by, line.name), _RIGHT, y + 28, 26, _INK, room=180)
        sheet.box(right - room, y, right, y + 36, "#F4F2EC", 6)
        if line.pieces:
            sheet.box(right - room * line.pieces / most, y, right, y + 36, _BAR, 6)
        if line.target:
            at = right - room * line.target / most
            sheet.line([(at, y - 6), (at, y + 42)], _ACCENT, 5)
        said = f"{_number(line.pieces)} از {_number(line.target)}"
        sheet.text(said, right - room - 14, y + 28, 24, _QUIET, room=110)


def _trend(sheet: Sheet, report: Report, top: float) -> None:
    """Draw the pieces of each week, and under them the share of the machine's sentences that editors kept."""
    _title(sheet, "مطلب در هر هفته، و سهم جمله‌های دست‌نخورده", _MIDDLE - 40, top)
    most = max((week.pieces for week in report.trend), default=0) or 1
    floor, height = top + 390, 270
    each = (_MIDDLE - 40 - _LEFT) / len(report.trend)
    for place, week in enumerate(report.trend):  # from the right, as time runs here, on the desk and in Excel
        right = _MIDDLE - 40 - place * each
        upper = floor - height * week.pieces / most
        if week.pieces:
            sheet.box(right - each + 10, upper, right, floor, _ACCENT if week is report.trend[-1] else _BAR, 6)
        sheet.text(_number(week.pieces), right - each / 2 + 5, upper - 12, 22, _INK, "middle")
        sheet.text(_percent(week.kept), right - each / 2 + 5, floor + 36, 20, _QUIET, "middle", room=each - 4)
    sheet.line([(_LEFT, floor), (_MIDDLE - 40, floor)], _RULE, 3)
    for week, x, side in ((report.trend[0], _MIDDLE - 40, "right"), (report.trend[-1], _LEFT, "left")):
        sheet.text(jalali_day(week.begin, weekday=False, year=False), x, floor + 76, 22, _QUIET, side)  # type: ignore[arg-type]


def _gaps(sheet: Sheet, report: Report, top: float) -> None:
    _title(sheet, "کم‌خبرها؛ برای هر یک سفارشی پیشنهاد شده است", _RIGHT, top)
    for place, gap in enumerate(report.gaps):
        y = top + 84 + place * 52
        sheet.box(_RIGHT - 14, y - 18, _RIGHT, y - 4, "#B8434F", 7)
        sheet.text(gap.sentence, _RIGHT - 32, y, 26, _INK, room=440)
        sheet.text(f"{_number(gap.missing)} مطلب کم", _MIDDLE + 20, y, 24, _QUIET, "left", room=200)
    if not report.gaps:
        sheet.text("به همه هدف‌ها رسیده‌ایم.", _RIGHT, top + 84, 26, _INK)


def _agencies(sheet: Sheet, report: Report, top: float) -> None:
    spoke = sorted((line for line in report.lines["agency"] if line.pieces), key=lambda line: -line.pieces)
    _title(sheet, "دستگاه‌ها", _RIGHT, top)
    sheet.text(report.heard, _RIGHT, top + 80, 26, _INK)
    for place, line in enumerate(spoke[:6]):
        right = _RIGHT if place % 2 == 0 else _MIDDLE - 40
        y = top + 136 + place // 2 * 48
        sheet.text(line.name, right, y, 24, _INK, room=560)
        sheet.text(_number(line.pieces), right - 600, y, 24, _QUIET, weight="Bold")
    sheet.text(
        "هر مطلب در هفته نخستین انتشارش شمرده می‌شود؛ بازپس‌گرفته‌ها شمرده نمی‌شوند.", _RIGHT, HEIGHT - 60, 20, _QUIET
    )


def _title(sheet: Sheet, words: str, right: float, top: float) -> None:
    sheet.text(words, right, top, 32, _ACCENT, weight="Bold", room=700)


def _number(value: int) -> str:
    return digits_to_persian(f"{value:,}").replace(",", "٬")


def _decimal(value: float) -> str:
    return digits_to_persian(f"{value:.1f}").replace(".", "٫")


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{_number(round(100 * share))}٪"
