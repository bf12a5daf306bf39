"""Records how long the steps of pieces took, for the metrics of all machines together."""

from collections.abc import Iterable
from itertools import groupby
from typing import Literal

from sqlalchemy.orm import Session

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import StepDuration

BOUNDS = ("0.1", "0.5", "1", "2", "5", "10", "30", "60", "120", "300", "600", "1800", "3600", "21600", "86400", "+Inf")
"""Upper bounds of the buckets, in seconds."""


def record_durations(
    session: Session,
    step: str,
    seconds: Iterable[float],
    outcome: Literal["done", "failed"] = "done",
    tokens: int = 0,
) -> None:
    """Add runs of `step` to the histogram of their outcome; `tokens` is what the model generated in each.

    Buckets are written in the order of their bounds, so that two transactions never wait for each other's rows.
    """
    for le, some in groupby(sorted(seconds), key=_bucket):
        spent = list(some)
        more = {"count": len(spent), "seconds": sum(spent), "tokens": tokens * len(spent)}
        added = {name: getattr(StepDuration, name) + number for name, number in more.items()}
        upsert(session, StepDuration, [{"step": step, "outcome": outcome, "le": le, **more}], added)


def _bucket(seconds: float) -> str:
    return next(bound for bound in BOUNDS if seconds <= float(bound))
