"""Measures steps of the pipeline for metrics: how long each took, whether it failed, and tokens of the model."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Literal

from bumi.models.usage import tokens_generated
from bumi.newsroom.content.pieces import Step
from bumi.newsroom.database import Newsroom
from bumi.newsroom.workflow.durations import record_durations


@contextmanager
def timed(newsroom: Newsroom, step: Step) -> Iterator[None]:
    """Record the duration of the block in the database, where the metrics of all machines are added up.

    It has a transaction of its own, as that of a failed step is rolled back.
    """
    began, tokens = monotonic(), tokens_generated()

    def record(outcome: Literal["done", "failed"]) -> None:
        spent, written = monotonic() - began, tokens_generated() - tokens
        with newsroom.session() as session:
            record_durations(session, step, [spent], outcome, written)

    try:
        yield
    except Exception:
        record("failed")
        raise
    record("done")
