"""Measures a writer on briefs: drafts each as the pipeline does, and returns the figures of the drafts."""

from collections.abc import Sequence
from functools import partial
from time import perf_counter
from typing import NamedTuple

from bumi.brief import Brief
from bumi.checks import check_fields
from bumi.current_province import serving
from bumi.models.evaluation import Figure, figures
from bumi.piece import Draft
from bumi.pipeline.run_context import Progress, Writes, silent
from bumi.pipeline.steps import copy_edited
from bumi.settings import DEFAULT_PROVINCE, PROVINCES

_INVENTIONS = ("numbers", "dates", "quotes")  # the checks that find what is not in the brief


class Measured(NamedTuple):
    """The drafts, their figures, and how many seconds one of them took."""

    drafts: list[Draft]
    figures: list[Figure]
    seconds: float


def measured(writer: Writes, briefs: Sequence[Brief], seed: int, progress: Progress = silent) -> Measured:
    """Draft `briefs` of the default province, as those of the dev set are, and measure the drafts."""
    with serving(PROVINCES / DEFAULT_PROVINCE):
        begun = perf_counter()
        written = writer.draft(briefs, seed, partial(progress, "نوشتن"))
        seconds = (perf_counter() - begun) / len(briefs)
        drafts = [copy_edited(*pair) for pair in zip(written, briefs, strict=True)]
        return Measured(drafts, figures(briefs, drafts, partial(check_fields, only=_INVENTIONS)), seconds)
