"""Entry points for the command line: draft what waits, and serve all flows on this machine.

Where PREFECT_API_URL names a Prefect server, drafts are runs of it; else they are made without Prefect, as they always
are for the demonstration, whose database no worker knows.
"""

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bumi.errors import Refused
from bumi.flows.local.server import key_file, prefect_server
from bumi.logs import configure_logs
from bumi.newsroom.content.work import retry_all_soon
from bumi.newsroom.database import newsroom_of
from bumi.pipeline.home import prefect_home
from bumi.pipeline.lock import alone
from bumi.pipeline.report import ReportLine, lines_of
from bumi.pipeline.run_context import Progress, RunContext, silent
from bumi.pipeline.worker import at_once, carry
from bumi.province import province
from bumi.settings import Settings

_AGAIN_S = 10

_log = logging.getLogger(__name__)


def draft_here(seed: int = 0, progress: Progress = silent, settings: Settings | None = None) -> list[ReportLine]:
    """Draft all that waits, in this process, what failed shortly before included; return a line about each piece."""
    with RunContext.open(seed, progress, settings) as context:
        with context.newsroom.session() as session:
            retry_all_soon(session)
        if _goes_by_prefect(context.settings):
            from bumi.flows.drafting import draft_all

            return lines_of(context.newsroom, draft_all(context))
        return lines_of(context.newsroom, carry(context, at_once))


def draft_waiting(settings: Settings) -> None:
    """Have all that waits drafted, by the workers of Prefect or here; the desk starts this in a separate process."""
    if _goes_by_prefect(settings):
        from bumi.flows.dispatch import dispatch

        dispatch()
    else:
        with RunContext.open(settings=settings) as context:
            carry(context, at_once)


def serve_all(tell: Callable[[str, Path | None], None]) -> None:
    """Serve all deployments until interrupted, with a worker for each work pool.

    `tell` is called with the address of Prefect's web pages and, where the server is ours, the file with their key.
    Refused where another does so with this database, or in this folder.
    """
    province()  # what is wrong with its files is told before anything starts
    ours = not _prefect_is_configured()
    with _the_only_one(), prefect_server() as ready:
        os.environ["PREFECT_LOGGING_LEVEL"] = "INFO"
        configure_logs(logging.INFO)
        pages = ready().removesuffix("/api")
        with suppress(KeyboardInterrupt, asyncio.CancelledError):
            asyncio.run(_serve(lambda: tell(pages, key_file() if ours else None)))


def _prefect_is_configured() -> bool:
    return "PREFECT_API_URL" in os.environ


def _goes_by_prefect(settings: Settings) -> bool:
    return _prefect_is_configured() and settings == Settings()


async def _serve(ready: Callable[[], None]) -> None:
    from prefect import get_client

    from bumi.flows.deployments import LIGHT, WRITERS, deploy

    loop, this = asyncio.get_running_loop(), asyncio.current_task()
    assert this is not None
    loop.add_signal_handler(signal.SIGTERM, this.cancel)
    async with get_client() as client:
        await deploy(client)
    ready()
    async with asyncio.TaskGroup() as workers:
        for pool in (WRITERS, LIGHT):
            workers.create_task(_work(pool))


async def _work(pool: str) -> None:
    """Keep a worker at work; one that gave up, as its server did not answer for minutes, is followed by another."""
    from bumi.flows.worker import BumiWorker

    while True:
        try:
            await BumiWorker(pool).start(printer=_log.info)
        except Exception:
            _log.exception("The worker of %s is started again.", pool)
        await asyncio.sleep(_AGAIN_S)


@contextmanager
def _the_only_one() -> Iterator[None]:
    with (
        newsroom_of(Settings()) as newsroom,
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
