"""Scores: whether a sentence follows from its brief, what speaks against it, and which of several may stand."""

from bumi.models.scoring.faithfulness import evidence, values
from bumi.models.scoring.reranking import Judged, judge, opening
from bumi.models.scoring.support import SupportCheck, open_support

__all__ = [
    "Judged",
    "SupportCheck",
    "evidence",
    "judge",
    "open_support",
    "opening",
    "values",
]
