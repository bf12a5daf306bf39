"""The weekly report of coverage: a table for Prefect, an Excel file and a page to print, of the week that is over."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from prefect import flow

from bumi.flows.tasks import publish_table
from bumi.newsroom.database import open_newsroom
from bumi.newsroom.queries.coverage import measure_published
from bumi.persian.calendar import now, tehran_day
from bumi.persian.text import digits_to_persian
from bumi.pipeline.report import table
from bumi.planning.plan import province_plan
from bumi.planning.report import Report, report
from bumi.planning.sheet import print_sheet
from bumi.planning.workbook import workbook
from bumi.settings import Settings

__all__ = ["reporting"]

_FOLDER = Path(".bumi/reports")
_WEEK = timedelta(days=7)


@flow(name="reporting", flow_run_name="reporting", persist_result=False)
def reporting() -> list[str]:
    """Report on the last whole week; return the paths of the files that were written."""
    with closing(open_newsroom(Settings().database_url)) as newsroom, newsroom.session() as session:
        measure_published(session)
        made = report(session, province_plan(), tehran_day(now()) - _WEEK)
    publish_table("coverage", f"پوشش خبری، {made.span}", _table(made))
    return _write(made)


def _table(made: Report) -> str:
    rows = [("همه", digits_to_persian(str(made.pieces)), "")]
    rows += [(gap.sentence, digits_to_persian(f"{gap.missing} مطلب کم"), gap.brief) for gap in made.gaps]
    return table(("کجا", "مطلب", "سفارش پیشنهادی"), rows)


def _write(made: Report) -> list[str]:
    _FOLDER.mkdir(parents=True, exist_ok=True)
    files = {"xlsx": workbook(made), "pdf": print_sheet(made)}
    for kind, data in files.items():
        (_FOLDER / f"coverage-{made.first}.{kind}").write_bytes(data)
    return [str(_FOLDER / f"coverage-{made.first}.{kind}") for kind in files]
