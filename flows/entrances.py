"""The ways in for the command line: the drafting flow once in this process, or all flows by the clock."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from bumi.errors import Refused
from bumi.settings import Settings
from flows.alone import alone
from flows.bench import Bench, Progress, silent
from flows.server import prefect_server
from flows.steps import anything_waits

if TYPE_CHECKING:
    from flows.report import Line

__all__ = ["draft_here", "serve_all"]


def draft_here(seed: int = 0, progress: Progress = silent, settings: Settings | None = None) -> "list[Line]":
    """Run the drafting flow once, where anything waits; return a line about each piece that was touched.

    Refused where another run is drafting on this machine just now.
    """
    with alone("drafting") as free:
        if not free:
            raise Refused("اجرای دیگری همین حالا پیش‌نویس می‌نویسد؛ کمی بعد «bumi list» را ببینید")
    with Bench.open(seed, progress, settings) as bench:
        if not anything_waits(bench):
            return []
        with prefect_server() as ready:
            from flows.drafting import drafting

            ready()
            return drafting(bench)


def serve_all(tell: Callable[[str], None]) -> None:
    """Serve the scheduled flows until interrupted; `tell` is told the address of Prefect's own pages."""
    os.environ["PREFECT_LOGGING_LEVEL"] = "INFO"
    with prefect_server(ui=True) as ready:
        from prefect import serve

        from flows.deployments import deployments

        scheduled = deployments()
        tell(ready().removesuffix("/api"))
        serve(*scheduled, print_starting_message=False)
