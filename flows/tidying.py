"""Tidying flow: every night, deletes what the settings no longer keep, and images that nothing needs."""

from bumi.flows.tasks import our_flow, publish_table
from bumi.pipeline.retention import apply, tidied_table
from bumi.settings import Settings


@our_flow("tidying")
def tidying() -> int:
    """Delete what is kept only for a time; return the number of images that are lost, which the table names."""
    done = apply(Settings())
    publish_table(*tidied_table(done))
    return len(done.lost)
