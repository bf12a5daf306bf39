"""Reach flow: every night, counts how often published pieces were read, from the access logs of the site."""

from bumi.flows.tasks import our_flow, publish_table
from bumi.pipeline.reach import read_logs_of
from bumi.settings import Settings


@our_flow("reach")
def count_reach() -> int:
    """Read the access logs on from where they ended; return the number of views that were counted."""
    done, shown = read_logs_of(Settings())
    publish_table(*shown)
    return done.views
