"""The command group `bumi county`: the monthly report of a county, its page to print, and the kept sheets of all."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bumi.cli.command import Output, command, newsroom
from bumi.errors import BadInput

if TYPE_CHECKING:
    from bumi.persian.months import Month
    from bumi.planning import CountyReport
    from bumi.province import County

app = typer.Typer(name="county", help="The desk of a county: its coverage by month.", no_args_is_help=True)

_County = Annotated[str, typer.Argument(metavar="COUNTY", help="The county, by its name or slug.")]
_Month = Annotated[
    str, typer.Option("--month", metavar="MONTH", help="The Jalali month, as 1405-08; this month by default.")
]
_Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write the page to print too.")]


@command(app, "report")
def _report(name: _County, month: _Month = "", pdf: _Pdf = None) -> Output:
    """Tell what was published on a county in a month, against its target.

    Names what is missing by axis, what was read most, what nobody covered and what is coming; --pdf writes one A4 page.
    """
    from bumi.cli.plan_views import county as view
    from bumi.planning import county_report, print_county_sheet, province_plan

    found, asked = _county(name), _month(month)
    with newsroom() as opened, opened.reading() as session:
        made = county_report(session, province_plan(), found, asked)
    if pdf:
        pdf.parent.mkdir(parents=True, exist_ok=True)
        pdf.write_bytes(print_county_sheet(made))
    return Output({**_data(made), "files": [str(pdf)] if pdf else []}, view)


@command(app, "keep")
def _keep() -> Output:
    """Keep each county's sheet of the month that is over, and let its office be told, as `bumi up` does by the clock.

    From the first working day of the new month on; a sheet that is kept stays as it is.
    """
    from bumi.cli.plan_views import kept_sheets as view
    from bumi.pipeline.county_sheets import keep_county_sheets
    from bumi.settings import Settings

    return Output({"kept": keep_county_sheets(Settings())[0]}, view)


def _county(name: str) -> "County":
    from bumi.province import province

    if county := province().county(name):
        return county
    raise BadInput(f"شهرستان «{name}» در {province().name} نیست؛ نامش را چنان بنویسید که در counties.yaml است")


def _month(text: str) -> "Month | None":
    from bumi.persian.months import parse_month

    try:
        return parse_month(text) if text else None
    except ValueError as error:
        raise BadInput(f"--month: {error}") from None


def _data(made: "CountyReport") -> dict[str, Any]:
    sections = [
        {"key": each.key, "title": each.title, "lines": [vars(line) for line in each.lines]} for each in made.sections
    ]
    return {
        "county": made.county.name,
        "title": made.title,
        "month": made.month.address,
        "span": made.span,
        "verdict": made.verdict,
        "pieces": made.line.pieces,
        "target": made.line.target,
        "reach": made.line.reach,
        "before": made.before,
        "axes": [{"name": each.name, "pieces": each.pieces, "target": each.target} for each in made.axes],
        "agencies": [each._asdict() for each in made.agencies],
        "trend": [{"month": each.month.address, "pieces": each.pieces} for each in made.trend],
        "gaps": [{"axis": each.name, "missing": each.missing, "brief": each.brief} for each in made.gaps],
        "sections": sections,
    }
