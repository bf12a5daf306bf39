"""Publishing: what is approved and due goes out, then the lists and feeds that lead to it."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from bumi.flows.tasks import publish_table, scheduled_flow
from bumi.pipeline.lock import alone
from bumi.pipeline.publishing import publish, published_table
from bumi.settings import Settings

__all__ = ["publishing"]


@scheduled_flow("publishing")
def publishing() -> int:
    """Publish what is due now; return how many pieces that was."""
    with alone("publishing") as free:
        if not free:
            return 0
        # One task for all: pieces go out side by side in there, each on its own, and the lists must come last.
        outcomes = task(name="publish", cache_policy=NO_CACHE, persist_result=False)(publish)(Settings())
        publish_table(*published_table(outcomes))
        return len(outcomes)
