"""The weekly report of coverage: a table for Prefect, an Excel file and a page to print, of the week that is over."""

from bumi.flows.tasks import publish_table, scheduled_flow
from bumi.pipeline.scheduled_reports import report_coverage
from bumi.settings import Settings

__all__ = ["reporting"]


@scheduled_flow("reporting")
def reporting() -> list[str]:
    """Report on the last whole week; return the paths of the files that were written."""
    paths, shown = report_coverage(Settings())
    publish_table(*shown)
    return paths
