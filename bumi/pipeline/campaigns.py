"""What is due of the plan: pieces of campaigns are handed in when it is time, replaced notices come to their end."""

from bumi.newsroom.plan.campaigns import campaign, due
from bumi.persian.calendar import now
from bumi.pipeline.run_context import Bench
from bumi.planning.campaigns import draft_due
from bumi.planning.crises import retire_replaced

__all__ = ["due_campaigns", "hand_in", "retire_notices"]


def due_campaigns(bench: Bench) -> list[int]:
    """Return the ids of the campaigns of which something is to be drafted now."""
    with bench.newsroom.session() as session:
        return due(session, now())


def hand_in(bench: Bench, id: int) -> None:
    """Hand in the briefs of one campaign that are due; the drafting goes on from there."""
    with bench.newsroom.session() as session:
        draft_due(session, campaign(session, id), now())


def retire_notices(bench: Bench) -> None:
    """End the time of the notices of a crisis in whose place another is out."""
    with bench.newsroom.session() as session:
        retire_replaced(session, now())
