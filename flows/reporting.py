"""The weekly coverage report: a table for Prefect, an Excel file and a page to print, for the last whole week."""

from bumi.flows.tasks import our_flow, publish_table
from bumi.pipeline.scheduled_reports import report_coverage
from bumi.settings import Settings


@our_flow("reporting")
def reporting() -> list[str]:
    """Report on the last whole week; return the paths of the files that were written."""
    paths, shown = report_coverage(Settings())
    publish_table(*shown)
    return paths
