"""Which woven sentences may be printed: a bound of likelihood, calibrated on sentences that people judged."""

from models.choice import Judged

__all__ = ["LEAST", "printable"]

LEAST = -0.15
"""Nats for a word of the note, under which a woven sentence is not printed (docs/experiments.md)."""


def printable(judged: Judged) -> bool:
    """Whether a woven sentence is likely enough to be printed without a person having read its note."""
    return not judged.woven or judged.fluency >= LEAST
