"""Reminders: every morning, what the plan asks people to do."""

from bumi.flows.tasks import publish_table, scheduled_flow
from bumi.pipeline.scheduled_reports import remind
from bumi.settings import Settings

__all__ = ["reminding"]


@scheduled_flow("reminding")
def reminding() -> int:
    """Keep the list of what the plan reminds people of; return how long it is."""
    found, shown = remind(Settings())
    publish_table(*shown)
    return len(found)
