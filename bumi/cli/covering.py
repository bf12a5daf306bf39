"""The command that tells what is covered of what should be, and makes its files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Answer, command, newsroom
from bumi.cli.planning import day_of

if TYPE_CHECKING:
    from bumi.planning import Report

__all__ = ["add_to"]

_From = Annotated[str, typer.Option("--from", metavar="DAY", help="A day of the first week; last week by default.")]
_Weeks = Annotated[int, typer.Option("--weeks", metavar="N", help="How many weeks.", min=1, max=520)]
_Excel = Annotated[Path | None, typer.Option("--excel", metavar="FILE", help="Write it as an Excel file too.")]
_Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write the page to print too.")]
_Briefs = Annotated[Path | None, typer.Option("--briefs", metavar="FOLDER", help="Write the proposed briefs there.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this file."""
    command(app, "coverage")(_coverage)


def _coverage(
    first: _From = "", weeks: _Weeks = 1, excel: _Excel = None, pdf: _Pdf = None, briefs: _Briefs = None
) -> Answer:
    """Tell who spoke of what, where, against the targets of the province.

    Names what is under-covered; --briefs writes a brief for each, to be filled in.
    """
    from datetime import timedelta

    from bumi.cli.plan_views import coverage as view
    from bumi.newsroom.queries.coverage import measure_published
    from bumi.persian.calendar import now, tehran_day
    from bumi.planning import coverage_report, coverage_workbook, print_sheet, province_plan

    day = day_of("--from", first, tehran_day(now()) - timedelta(days=7))
    with newsroom() as opened, opened.session() as session:
        measure_published(session)
        made = coverage_report(session, province_plan(), day, weeks)
    written = _write({excel: lambda: coverage_workbook(made), pdf: lambda: print_sheet(made)})
    if briefs:
        named = {briefs / f"{number:02}-{gap.name}.yaml": gap.brief for number, gap in enumerate(made.gaps, 1)}
        written += _write({path: text.encode for path, text in named.items()})
    return Answer({**_data(made), "files": written}, view)


def _write(files: "Mapping[Path | None, Callable[[], bytes]]") -> list[str]:
    """Write what was asked for, and return the paths."""
    asked = {path: make for path, make in files.items() if path}
    for path, make in asked.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())
    return [str(path) for path in asked]


def _data(made: "Report") -> dict[str, Any]:
    lines = {by: [{**vars(line), "share": line.share} for line in found] for by, found in made.lines.items()}
    trend = [{"begin": week.begin.isoformat(), "pieces": week.pieces, "kept": week.kept} for week in made.trend]
    gaps = [{**vars(gap), "persian": gap.sentence} for gap in made.gaps]
    quality = made.quality._asdict()
    whole = {"first": made.first.isoformat(), "last": made.last.isoformat(), "span": made.span}
    return whole | {"pieces": made.pieces, "lines": lines, "trend": trend, "quality": quality, "gaps": gaps}
