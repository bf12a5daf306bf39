"""Publishing flow: publishes approved pieces that are due, then the lists and feeds that link to them."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from bumi.flows.tasks import our_flow, publish_table
from bumi.pipeline.lock import alone
from bumi.pipeline.publishing import publish, published_table
from bumi.settings import Settings


@our_flow("publishing")
def publishing() -> int:
    """Publish the pieces due now; return their number."""
    with alone("publishing") as free:
        if not free:
            return 0
        # One task for all: it publishes the pieces in parallel, independently, and must publish the lists last.
        outcomes = task(name="publish", cache_policy=NO_CACHE, persist_result=False)(publish)(Settings())
        publish_table(*published_table(outcomes))
        return len(outcomes)
