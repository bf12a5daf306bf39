"""Publishing: what is approved and due goes out, then the lists and feeds that lead to it."""

from contextlib import closing

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from bumi.flows.tasks import publish_table
from bumi.newsroom.database import open_newsroom
from bumi.persian.calendar import jalali, now
from bumi.pipeline.lock import alone
from bumi.pipeline.report import table
from bumi.publishing.publish import Outcome, publish_due
from bumi.publishing.storage import open_place
from bumi.settings import Settings

__all__ = ["publishing"]


@flow(name="publishing", flow_run_name="publishing", persist_result=False)
def publishing() -> int:
    """Publish what is due now; return how many pieces that was."""
    with alone("publishing") as free:
        if not free:
            return 0
        outcomes = _publish_due(Settings())
        publish_table("publishing", f"انتشار، {jalali(now())}", _table(outcomes))
        return len(outcomes)


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def _publish_due(settings: Settings) -> list[Outcome]:
    # One task for all: pieces go out side by side in there, each on its own, and the lists must come last.
    with closing(open_newsroom(settings.database_url)) as newsroom:
        return publish_due(newsroom, open_place(settings), settings)


def _table(outcomes: list[Outcome]) -> str:
    rows = ((str(it.piece or ""), it.headline, it.result.persian, it.url or it.why) for it in outcomes)
    return table(("شماره", "تیتر", "نتیجه", "نشانی یا دلیل"), rows)
