"""Publishing flow: publishes approved pieces that are due, the lists and feeds that link to them, then channels."""

from prefect import task
from prefect.cache_policies import NO_CACHE

from bumi.flows.tasks import our_flow, publish_table
from bumi.pipeline.channels import sent_table
from bumi.pipeline.lock import alone
from bumi.pipeline.publishing import publish, published_table
from bumi.settings import Settings


@our_flow("publishing")
def publishing() -> int:
    """Publish the pieces due now, and send to channels; return how many pieces, lists and messages it was about."""
    with alone("publishing") as free:
        if not free:
            return 0
        # One task for all: it publishes the pieces in parallel, independently, and must publish the lists last.
        came = task(name="publish", cache_policy=NO_CACHE, persist_result=False)(publish)(Settings())
        publish_table(*published_table(came.site))
        if came.channels:
            publish_table(*sent_table(came.channels))
        return len(came.site) + len(came.channels)
