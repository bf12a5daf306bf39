"""Scheduled reports: the daily reminders and the weekly coverage report, each with its table."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bumi.newsroom.database import newsroom_of
from bumi.newsroom.queries.coverage import measure_published
from bumi.persian.calendar import jalali, now, tehran_day
from bumi.persian.text import digits_to_persian
from bumi.pipeline.report import RunTable, table
from bumi.planning import (
    Reminder,
    Report,
    coverage_report,
    coverage_workbook,
    due_reminders,
    print_sheet,
    province_plan,
)
from bumi.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_WEEK = timedelta(days=7)


def remind(settings: Settings) -> tuple[list[Reminder], RunTable]:
    """Return the reminders of the plan that are due now."""
    with _reading(settings) as session:
        found = due_reminders(session, province_plan(), now())
    rows = ((it.subject.persian, str(it.id or ""), it.sentence, "دیرشده" if it.overdue else "") for it in found)
    return found, RunTable("reminders", f"یادآوری‌ها، {jalali(now())}", table(("درباره", "شماره", "یادآوری", ""), rows))


def report_coverage(settings: Settings) -> tuple[list[str], RunTable]:
    """Report on the last whole week, as an Excel file and as a page to print; return the paths of the files."""
    with _reading(settings) as session:
        measure_published(session)
        made = coverage_report(session, province_plan(), tehran_day(now()) - _WEEK)
    rows = [("همه", digits_to_persian(str(made.pieces)), "")]
    rows += [(gap.sentence, digits_to_persian(f"{gap.missing} مطلب کم"), gap.brief) for gap in made.gaps]
    shown = RunTable("coverage", f"پوشش خبری، {made.span}", table(("کجا", "مطلب", "سفارش پیشنهادی"), rows))
    return _write(made, settings.home / "reports"), shown


@contextmanager
def _reading(settings: Settings) -> "Iterator[Session]":
    with newsroom_of(settings) as newsroom, newsroom.session() as session:
        yield session


def _write(made: Report, folder: Path) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    files = {"xlsx": coverage_workbook(made), "pdf": print_sheet(made)}
    for kind, data in files.items():
        (folder / f"coverage-{made.first}.{kind}").write_bytes(data)
    return [str(folder / f"coverage-{made.first}.{kind}") for kind in files]
