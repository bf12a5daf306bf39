"""What is due of the campaigns: their pieces are handed in when it is time to draft them."""

from bumi.calendar import now
from bumi.newsroom.campaigns import campaign, due
from bumi.planning.campaigns import draft_due
from flows.bench import Bench

__all__ = ["due_campaigns", "hand_in"]


def due_campaigns(bench: Bench) -> list[int]:
    """Return the ids of the campaigns of which something is to be drafted now."""
    with bench.newsroom.session() as session:
        return due(session, now())


def hand_in(bench: Bench, id: int) -> None:
    """Hand in the briefs of one campaign that are due; the drafting goes on from there."""
    with bench.newsroom.session() as session:
        draft_due(session, campaign(session, id), now())
