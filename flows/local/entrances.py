"""Entry points for the command line: run the drafting flow once in this process, or serve all flows on schedule."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bumi.errors import Refused
from bumi.flows.local.server import key_file, prefect_server
from bumi.logs import configure_logs
from bumi.newsroom.database import open_newsroom
from bumi.pipeline.home import prefect_home
from bumi.pipeline.lock import alone
from bumi.pipeline.run_context import Progress, RunContext, silent
from bumi.pipeline.worker import anything_waits
from bumi.settings import Settings

if TYPE_CHECKING:
    from bumi.pipeline.report import ReportLine


def draft_here(seed: int = 0, progress: Progress = silent, settings: Settings | None = None) -> "list[ReportLine]":
    """Run the drafting flow once, where anything waits; return a line about each piece touched.

    Refused while another run is drafting on this machine.
    """
    with alone("drafting") as free:
        if not free:
            raise Refused("اجرای دیگری همین حالا پیش‌نویس می‌نویسد؛ کمی بعد «bumi list» را ببینید")
    with RunContext.open(seed, progress, settings) as context:
        if not anything_waits(context):
            return []
        with prefect_server() as ready:
            from bumi.flows.drafting import drafting

            ready()
            return drafting(context)


def draft_waiting(settings: Settings) -> None:
    """Run the drafting flow once, as `draft_here` does; the desk starts this in a separate process."""
    draft_here(settings=settings)


def serve_all(tell: Callable[[str, Path | None], None]) -> None:
    """Serve the scheduled flows until interrupted; `tell` is called with the address of Prefect's web pages.

    It also gets the file with their key, where the server is ours. Refused where the flows of this database, or in
    this folder, are already being served.
    """
    ours = not os.environ.get("PREFECT_API_URL")
    with _the_only_one(), prefect_server(ui=True) as ready:
        os.environ["PREFECT_LOGGING_LEVEL"] = "INFO"
        configure_logs(logging.INFO)
        from bumi.flows.deployments import runner

        pages = ready().removesuffix("/api")
        scheduled = runner()
        tell(pages, key_file() if ours else None)
        with suppress(KeyboardInterrupt):
            asyncio.run(scheduled.start())


@contextmanager
def _the_only_one() -> Iterator[None]:
    with (
        closing(open_newsroom(Settings().database_url)) as newsroom,
        newsroom.only("up") as with_database,
        alone("up") as in_folder,
    ):
        if not with_database:
            raise Refused(_served(f"با پایگاه داده «{newsroom.name}»", "BUMI_DATABASE_URL این یکی را عوض کنید"))
        if not in_folder:
            raise Refused(_served(f"در پوشه «{prefect_home()}»", "این یکی را در پوشه‌ای دیگر اجرا کنید"))
        yield


def _served(where: str, remedy: str) -> str:
    return f"«bumi up» دیگری همین حالا {where} کار می‌کند؛ همان بس است، یا نخست آن را ببندید، یا {remedy}"
