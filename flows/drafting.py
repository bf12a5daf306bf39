"""Drafting: every waiting brief becomes a checked and illustrated piece that an editor can look at."""

from contextlib import nullcontext

from prefect import flow

from bumi.flows.tasks import publish_table, run_as_task
from bumi.newsroom.content.pieces import piece
from bumi.persian.calendar import jalali, now
from bumi.pipeline.lock import alone
from bumi.pipeline.report import Line, line, markdown
from bumi.pipeline.run_context import Bench
from bumi.pipeline.steps import carry

__all__ = ["drafting"]


@flow(name="drafting", flow_run_name="drafting", validate_parameters=False, persist_result=False)
def drafting(bench: Bench | None = None) -> list[Line]:
    """Draft, check, illustrate and submit what waits; return a line about each piece that was touched."""
    with alone("drafting") as free, nullcontext(bench) if bench else Bench.open() as bench:
        if not free:
            return []  # the run that is at work sees to all that waits
        touched = carry(bench, run_as_task)
        lines = _lines(bench, touched)
        publish_table("drafting", f"پیش‌نویس‌ها، {jalali(now())}", markdown(lines))
        return lines


def _lines(bench: Bench, ids: list[int]) -> list[Line]:
    with bench.newsroom.session() as session:
        return [line(session, piece(session, id)) for id in ids]
