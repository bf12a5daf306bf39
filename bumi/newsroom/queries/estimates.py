"""How far the work on a piece is, and how long it may still take, from how long its steps took so far."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bumi.newsroom.content.pieces import Step, ahead
from bumi.newsroom.tables import Piece, StepDuration
from bumi.newsroom.workflow.durations import BOUNDS

_STEPS: tuple[Step, ...] = ("draft", "check", "illustrate")  # the last, which submits it, takes no time
_FEWEST = 3  # runs of a step from which its duration is told
_MOST_OF_A_STEP = 0.95  # shown as done while a step runs on


@dataclass(frozen=True)
class Estimate:
    """How much of the work is done, from 0 to 1, and the seconds that are left; None where too little is known.

    `late` is whether the present step takes more than twice as long as usual.
    """

    done: float
    seconds: float | None
    late: bool = False


def estimate(session: Session, piece: Piece, now: datetime) -> Estimate:
    """Return the estimate for a piece in the state draft, or one whose sentences are drafted again."""
    typical = _typical_seconds(session)
    known = all(typical.get(step) for step in _STEPS)
    lengths = {step: typical[step] if known else 1.0 for step in _STEPS}
    finished, since = _reached(piece)
    total = sum(lengths.values())
    behind = sum(lengths[step] for step in _STEPS[:finished])
    if finished == len(_STEPS):
        return Estimate(1.0, 0.0)
    step = lengths[_STEPS[finished]]
    spent = (now - since).total_seconds() if since and known else 0.0
    done = (behind + min(spent, _MOST_OF_A_STEP * step)) / total
    if not known:
        return Estimate(done, None)
    left = max(step - spent, 0.0) + sum(lengths[each] for each in _STEPS[finished + 1 :])
    queue = 0.0 if since else ahead(session, piece) * total / max(1, _workers(session, now))
    return Estimate(done, left + queue, late=spent > 2 * step)


def _reached(piece: Piece) -> tuple[int, datetime | None]:
    """Return how many steps are finished, and since when the next is at work; None while nobody works on it."""
    revision = piece.revision
    if revision is None or piece.redraft_by:
        return 0, piece.worked_since if piece.worked_by else None
    if revision.checkup is None:
        return 1, revision.created_at
    return (3, None) if revision.images else (2, revision.checkup.at)


def _workers(session: Session, now: datetime) -> int:
    working = select(func.count()).where(Piece.worked_by != "", Piece.worked_until > now)
    return session.scalar(working) or 0


def _typical_seconds(session: Session) -> dict[str, float]:
    """Return the median of each step, in seconds, read from the histograms; only of steps that ran a few times."""
    query = select(StepDuration.step, StepDuration.le, StepDuration.count).where(
        StepDuration.step.in_(_STEPS), StepDuration.outcome == "done"
    )
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for step, bound, count in session.execute(query):
        counts[step][bound] = count
    return {step: _median(each) for step, each in counts.items() if sum(each.values()) >= _FEWEST}


def _median(counts: dict[str, int]) -> float:
    """Return the median of a histogram, as if the runs of a bucket were spread evenly in it."""
    half, before, lower = sum(counts.values()) / 2, 0, 0.0
    for bound in BOUNDS[:-1]:
        count = counts.get(bound, 0)
        if count and before + count >= half:
            return lower + (float(bound) - lower) * (half - before) / count
        before, lower = before + count, float(bound)
    return lower
