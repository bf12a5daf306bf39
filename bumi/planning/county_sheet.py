"""The monthly sheet of a county as a PDF: one A4 page that a governor reads in two minutes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from textwrap import shorten

from bumi.county_map import tiles
from bumi.persian.text import grouped
from bumi.planning.counties import CountyReport
from bumi.planning.county_sections import CountySection, SectionLine
from bumi.planning.report import CoverageLevel
from bumi.planning.sheet import printed
from bumi.province import province

_ROWS, _MOST_LINES = 11, 6  # rows that fit into a column below the figures, titles included; lines of a section
_WORDS, _ASIDE = 56, 66  # characters of a line
_MOST_SECTIONS, _MOST_AGENCIES = 7, 3


def print_county_sheet(report: CountyReport) -> bytes:
    """Return the report of a county as a PDF of one A4 page; NotAvailable where Pango is not installed.

    Where there is little to say, ruled lines are for what the governor notes by hand.
    """
    columns = _columns(report.sections[:_MOST_SECTIONS])
    return printed(
        "county.html",
        report=report,
        province=province().name,
        figures=(
            (f"{grouped(report.line.pieces)} از {grouped(report.line.target)}", "مطلب، از هدف ماه"),
            ("نامعلوم" if report.line.reach is None else grouped(report.line.reach), "بازدید"),
            (grouped(len(report.agencies)), "دستگاه سخن گفت"),
            (grouped(report.before), f"مطلب در {report.trend[-2].month.name}"),
        ),
        tiles=tiles(),
        spoke=report.agencies[:_MOST_AGENCIES],
        columns=columns,
        ruled=_ROWS - 1 - max(map(_rows, columns)),
        shown=list(CoverageLevel),
    )


def _columns(sections: Sequence[CountySection]) -> tuple[list[CountySection], list[CountySection]]:
    """Return the sections in two columns, each with as many lines as the longer column has room for."""
    for most in range(_MOST_LINES, 0, -1):
        short = [replace(each, lines=tuple(map(_short, each.lines[:most]))) for each in sections]
        halves = [(short[:at], short[at:]) for at in range(len(short) + 1)]
        best = min(halves, key=lambda pair: max(map(_rows, pair)))
        if max(map(_rows, best)) <= _ROWS:
            break
    return best


def _rows(sections: Iterable[CountySection]) -> int:
    return sum(1 + max(1, len(each.lines)) for each in sections)


def _short(line: SectionLine) -> SectionLine:
    return replace(
        line, words=shorten(line.words, _WORDS, placeholder="…"), aside=shorten(line.aside, _ASIDE, placeholder="…")
    )
