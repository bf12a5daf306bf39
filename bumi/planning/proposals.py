"""Briefs proposed in time: for each occasion one to be filled in, with what has to be asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from bumi.planning.occasions import Occasion, occasions
from bumi.planning.plan import Plan
from bumi.province import province

__all__ = ["Proposal", "proposals", "unfilled_brief"]

_MOST_GIVE = timedelta(days=31)


@dataclass(frozen=True)
class Proposal:
    """A brief that somebody should write: of which occasion, and until when it should be handed in."""

    occasion: Occasion
    due: date

    @property
    def brief(self) -> str:
        """The brief in YAML, to be filled in."""
        kept = self.occasion.kept
        county = kept.county or province().name
        return unfilled_brief(kept.kind.persian, kept.name, county, kept.axis, kept.ask, self.occasion.when)


def proposals(today: date, plan: Plan, taken: Collection[tuple[str, date]] = ()) -> list[Proposal]:
    """Return what should be proposed `today`, the most pressing first, without occasions that are `taken` (slug, day).

    An occasion is proposed from `plan.ahead.propose` days before it could first fall until it is over; the brief is
    due `plan.ahead.warn` days before it.
    """
    propose, warn = (timedelta(days=days) for days in (plan.ahead.propose, plan.ahead.warn))
    found = []
    for each in occasions(today, today + propose + _MOST_GIVE):
        soonest = each.first - timedelta(days=each.give)
        if soonest - propose <= today and not any(each.is_that_of(slug, day) for slug, day in taken):
            found.append(Proposal(each, soonest - warn))
    return sorted(found, key=lambda proposal: proposal.due)


def unfilled_brief(kind: str, topic: str, county: str, axis: str, ask: str, when: str = "") -> str:
    """Return a brief in YAML that lacks only what the agency knows; `ask` says what that is."""
    lines = [
        f"kind: {kind}",
        f"topic: {topic}",
        "agency:      # دستگاهی که خبر از آن اوست",
        f"county: {county}",
        f"axis: {axis}",
        f"when: {when}" if when else "when:",
        "where:",
        f"notes:      # بپرسید: {ask}",
        "  -",
    ]
    return "\n".join(lines) + "\n"
