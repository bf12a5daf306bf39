"""Scoring: whether a sentence follows from its brief, which rules it breaks, and reranking of candidates."""

from bumi.models.scoring.faithfulness import evidence, values
from bumi.models.scoring.reranking import Reranked, opening, verified_candidates
from bumi.models.scoring.support import SupportCheck, open_support

__all__ = ["Reranked", "SupportCheck", "evidence", "open_support", "opening", "values", "verified_candidates"]
