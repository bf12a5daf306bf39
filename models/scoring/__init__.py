"""Scores: whether a sentence follows from its brief."""

from models.scoring.support import SupportCheck, open_support

__all__ = ["SupportCheck", "open_support"]
