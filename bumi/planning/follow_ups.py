"""When people hear again of an event that one piece announced: dates by the plan of campaigns, and a brief for each.

They are proposals: somebody has to begin and submit the brief, and its piece is approved like any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bumi.brief import Brief
from bumi.newsroom.plan.follow_ups import announced_events, follow_ups
from bumi.newsroom.tables import Piece
from bumi.persian.calendar import jalali
from bumi.planning.campaign_steps import APART, CampaignStep, reckon, series, step_brief
from bumi.planning.plan_settings import QuietHours

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PLAN = "event"
_NOT_AGAIN = ("teaser", "report")  # steps that are none once the event was announced


@dataclass(frozen=True)
class FollowUp:
    """A time at which people should hear of an event again; `piece` sees to it, 0 where none does yet."""

    event: int
    topic: str
    starts_at: datetime
    step: CampaignStep
    draft_at: datetime
    publish_at: datetime
    piece: int

    @property
    def name(self) -> str:
        """The name of its step for people who know of the event already."""
        return self.step.again or self.step.name

    @property
    def sentence(self) -> str:
        """What is to be done, in Persian."""
        said = f"«{self.topic}»: {jalali(self.starts_at)} برگزار می‌شود"
        return f"{said}؛ «{self.name}» باید {jalali(self.publish_at)} منتشر شود و هنوز سفارشی ندارد"


@dataclass(frozen=True)
class EventPlan:
    """An announced event with its follow-ups in order of time."""

    piece: Piece
    starts_at: datetime
    follow_ups: Sequence[FollowUp]

    def due(self, now: datetime) -> FollowUp | None:
        """Return the follow-up to begin at `now`: the latest whose time to draft has come, if no piece sees to it."""
        begun = [each for each in self.follow_ups if each.draft_at <= now]
        return begun[-1] if begun and not begun[-1].piece and now < self.starts_at else None


def event_plans(session: "Session", quiet: QuietHours) -> list[EventPlan]:
    """Return the plans of all coming events that a published piece outside campaigns announced, by start."""
    found = announced_events(session)
    seen_to = follow_ups(session, [each.id for each in found])
    return [
        EventPlan(piece, piece.event.starts_at, list(_follow_ups(piece, quiet, seen_to)))
        for piece in found
        if piece.event
    ]


def follow_up_brief(plan: EventPlan, step: str) -> Brief | None:
    """Return the brief of a follow-up of an event; None for a step that it does not have."""
    each = next((each for each in plan.follow_ups if each.step.step == step), None)
    if each is None:
        return None
    brief, starts_at = plan.piece.brief_model, plan.starts_at
    return step_brief(brief, each.step, starts_at, brief.ends_at or starts_at, each.publish_at, said=())


def _follow_ups(piece: Piece, quiet: QuietHours, seen_to: dict[tuple[int, str], int]) -> Iterator[FollowUp]:
    event, announced_at = piece.event, piece.published_at
    if event is None or announced_at is None:
        return
    steps = reckon(series(_PLAN), event.starts_at, event.ends_at or event.starts_at, announced_at, quiet, _NOT_AGAIN)
    for each in sorted(steps, key=lambda each: each.publish_at):
        if not each.dropped and each.publish_at - announced_at >= APART:
            topic, made = piece.brief["topic"], seen_to.get((piece.id, each.step.step), 0)
            yield FollowUp(piece.id, topic, event.starts_at, each.step, each.draft_at, each.publish_at, made)
