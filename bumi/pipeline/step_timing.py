"""Measures steps of the pipeline for metrics: how long each took, whether it failed, and tokens of the model."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Literal

from bumi.models.usage import tokens_generated
from bumi.newsroom.content.pieces import Step
from bumi.newsroom.workflow.durations import StepRun, record_durations

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class StepTimes:
    """The durations of the steps of one piece, recorded together once the piece is released."""

    def __init__(self) -> None:
        self._runs: list[StepRun] = []

    @contextmanager
    def timing(self, step: Step) -> Iterator[None]:
        """Measure the block as a run of `step`, which failed if the block raises."""
        began, tokens = monotonic(), tokens_generated()
        outcome: Literal["done", "failed"] = "failed"
        try:
            yield
            outcome = "done"
        finally:
            self._runs.append(StepRun(step, monotonic() - began, outcome, tokens_generated() - tokens))

    def record(self, session: "Session") -> None:
        """Add the durations to those in the database, where the metrics of all machines are added up."""
        record_durations(session, self._runs)
