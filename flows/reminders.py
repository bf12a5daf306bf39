"""Reminders flow: every morning, what the plan asks people to do."""

from bumi.flows.tasks import our_flow, publish_table
from bumi.pipeline.scheduled_reports import remind
from bumi.settings import Settings


@our_flow("reminding")
def reminding() -> int:
    """Save the list of reminders of the plan; return its length."""
    found, shown = remind(Settings())
    publish_table(*shown)
    return len(found)
