"""Reminders flow: every morning, what the plan asks people to do."""

from bumi.flows.tasks import publish_table, scheduled_flow
from bumi.pipeline.scheduled_reports import remind
from bumi.settings import Settings


@scheduled_flow("reminding")
def reminding() -> int:
    """Save the list of reminders of the plan; return its length."""
    found, shown = remind(Settings())
    publish_table(*shown)
    return len(found)
