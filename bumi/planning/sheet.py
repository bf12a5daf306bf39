"""Reports as PDFs to print, and that of coverage: figures, tile map of the counties, bars, trend, what is missing.

WeasyPrint sets a page of HTML, so that words can be selected and searched, and what is long goes on on a second page.
"""

from functools import cache, partial
from pathlib import Path
from threading import Lock

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bumi.county_map import tiles
from bumi.errors import NotAvailable
from bumi.persian.calendar import jalali_day
from bumi.persian.text import digits_to_persian, grouped
from bumi.planning.report import CoverageLevel, Report, name_in_persian
from bumi.province import province
from bumi.publishing import clean
from bumi.settings import PACKAGE

_FONTS = PACKAGE / "assets" / "fonts"
_INK = "#1d2b36"
_LEVELS = {  # how much of the target is there: its colour, and the colour of words on it
    CoverageLevel.FULL: ("#2f6b4f", "#ffffff"),
    CoverageLevel.HALF: ("#bfd8b8", _INK),
    CoverageLevel.LITTLE: ("#f3d9a4", _INK),
    CoverageLevel.NONE: ("#b8434f", "#ffffff"),
}
_MOST_ANSWERS = 12
"""The most agencies in the table of answers, the most overdue first, so that the report keeps to two pages."""

_one_at_a_time = Lock()  # Pango and fontconfig share what they know between threads


def require_pango() -> None:
    """Raise NotAvailable, with the remedy, where the libraries that set the page are missing."""
    try:
        import weasyprint  # noqa: F401 - it looks for Pango as it is imported
    except OSError as error:
        raise NotAvailable(
            "صفحه‌آرایی برگ چاپی (Pango) در این دستگاه نیست؛ در دبیان بسته‌های libpango-1.0-0 و libpangoft2-1.0-0 و "
            "libharfbuzz-subset0 را نصب کنید"
        ) from error


def print_sheet(report: Report) -> bytes:
    """Return the report as a PDF of A4 pages; NotAvailable where Pango is not installed."""
    return printed("coverage.html", **_told(report))


def printed(template: str, **told: object) -> bytes:
    """Return the PDF of a template of this room; NotAvailable where Pango is not installed."""
    require_pango()
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    page = clean(_environment().get_template(template).render(told))
    fetcher = URLFetcher(allowed_protocols=("file",))
    with _one_at_a_time:
        pdf: bytes = HTML(string=page, base_url=f"{_FONTS}/", url_fetcher=fetcher).write_pdf(pdf_tags=True)
    return pdf


def _told(report: Report) -> dict[str, object]:
    """Return what the template says of a report."""
    counties, agencies, it = report.lines["county"], report.lines["agency"], report.quality
    learners = {line.name: line for line in report.literacy.agencies if line.learners}
    return {
        "report": report,
        "most_answers": _MOST_ANSWERS,
        "title": f"پوشش خبری {province().name}",
        "figures": (
            ("مطلب منتشرشده", grouped(report.pieces)),
            ("بازدید", "نامعلوم" if report.reach is None else grouped(report.reach)),
            ("ساعت، از سفارش تا انتشار", "—" if it.hours is None else grouped(round(it.hours))),
            ("یافته در ۱٬۰۰۰ واژه", "—" if it.findings is None else _decimal(it.findings)),
            ("با ویرایش اندک", _percent(it.few_edits)),
            ("جمله‌های دست‌نخورده", _percent(it.kept)),
        ),
        "tiles": tiles(),
        "counties": {line.name: line for line in counties},
        "elsewhere": sum(line.pieces for line in counties if not province().county(line.name)),
        "agencies": sorted(
            (line for line in agencies if line.pieces or line.name in learners), key=lambda line: -line.pieces
        ),
        "learners": learners,
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": partial(jalali_day, weekday=False, year=False),
        "number": grouped,
        "percent": _percent,
    }
    environment.globals |= {"levels": _LEVELS, "named": name_in_persian}
    return environment


def _decimal(value: float) -> str:
    return digits_to_persian(f"{value:.1f}").replace(".", "٫")


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{grouped(round(100 * share))}٪"
