"""Scoring: whether a sentence follows from its brief, which rules it breaks, and reranking of candidates."""

from bumi.models.scoring.faithfulness import evidence, values
from bumi.models.scoring.reranking import Judged, judge, opening
from bumi.models.scoring.support import SupportCheck, open_support

__all__ = ["Judged", "SupportCheck", "evidence", "judge", "open_support", "opening", "values"]
