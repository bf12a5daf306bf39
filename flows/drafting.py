"""Drafting: every waiting brief becomes a checked and illustrated piece that an editor can look at."""

from contextlib import nullcontext

from bumi.flows.tasks import publish_table, run_as_task, scheduled_flow
from bumi.persian.calendar import jalali, now
from bumi.pipeline.lock import alone
from bumi.pipeline.report import ReportLine, lines_of, markdown
from bumi.pipeline.run_context import RunContext
from bumi.pipeline.worker import carry


@scheduled_flow("drafting")
def drafting(context: RunContext | None = None) -> list[ReportLine]:
    """Draft, check, illustrate and submit waiting pieces; return a line about each piece touched."""
    with alone("drafting") as free, nullcontext(context) if context else RunContext.open() as context:
        if not free:
            return []  # the run in progress handles all waiting pieces
        lines = lines_of(context.newsroom, carry(context, run_as_task))
        publish_table("drafting", f"پیش‌نویس‌ها، {jalali(now())}", markdown(lines))
        return lines
