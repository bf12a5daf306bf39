"""Choosing among ways to write something: a log-linear model over hashed features, kept in one small file."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

__all__ = ["SIZE", "Choice", "choose", "chosen", "number"]

SIZE = 1 << 18
"""Rows of a table of weights."""


def number(name: str) -> int:
    """Return the row of the table that a feature has; some share one."""
    return crc32(name.encode()) & (SIZE - 1)


@dataclass(frozen=True)
class Choice:
    """The best way but the first, which is to leave all as it is, and how probable it is that something changes."""

    index: int
    probability: float


def choose(weights: Sequence[float], rows: Iterable[Iterable[int]]) -> Choice:
    """Return what the model makes of two ways or more; each is the numbers of its features."""
    return chosen([sum(weights[at] for at in row) for row in rows])


def chosen(scores: Sequence[float]) -> Choice:
    """Return the choice among ways with these scores, in nats."""
    best = max(range(1, len(scores)), key=scores.__getitem__)
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    return Choice(best, 1 - shares[0] / sum(shares))
