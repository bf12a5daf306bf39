"""Records how long the steps of pieces took, for the metrics of all machines together."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

from sqlalchemy.orm import Session

from bumi.newsroom.database.upsert import upsert
from bumi.newsroom.tables import StepDuration

BOUNDS = ("0.1", "0.5", "1", "2", "5", "10", "30", "60", "120", "300", "600", "1800", "3600", "21600", "86400", "+Inf")
"""Upper bounds of the buckets, in seconds."""


class StepRun(NamedTuple):
    """A run of a step: how long it took, and how many tokens the model generated in it."""

    step: str
    seconds: float
    outcome: Literal["done", "failed"] = "done"
    tokens: int = 0


def record_durations(session: Session, runs: Iterable[StepRun]) -> None:
    """Add runs to the histograms of their steps and outcomes.

    Rows are written in the order of their keys, so that two transactions never wait for each other's.
    """
    rows: dict[tuple[str, str, str], StepRun] = {}
    counts: Counter[tuple[str, str, str]] = Counter()
    for run in runs:
        key = (run.step, run.outcome, _bucket(run.seconds))
        counts[key] += 1
        some = rows.get(key, run._replace(seconds=0, tokens=0))
        rows[key] = some._replace(seconds=some.seconds + run.seconds, tokens=some.tokens + run.tokens)
    histogram = [{**run._asdict(), "le": key[-1], "count": counts[key]} for key, run in sorted(rows.items())]
    upsert(session, StepDuration, histogram, add=("count", "seconds", "tokens"))


def _bucket(seconds: float) -> str:
    return next(bound for bound in BOUNDS if seconds <= float(bound))
