"""Checks of facts: compare what a draft says with its brief and the province's data."""

from bumi.checks.facts.alignment import misplaced
from bumi.checks.facts.names import unknown_names
from bumi.checks.facts.support import Judge, Judgement

__all__ = ["Judge", "Judgement", "misplaced", "unknown_names"]
