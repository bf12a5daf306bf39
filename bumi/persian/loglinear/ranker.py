"""Ranker: chooses among ways to write something by a log-linear model over hashed features."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

SIZE = 1 << 18
"""Rows of a table of weights."""


def number(name: str) -> int:
    """Return the row of a feature in the weight table; features may collide."""
    return crc32(name.encode()) & (SIZE - 1)


@dataclass(frozen=True)
class Choice:
    """The best way other than the first (no change), and the probability of any change."""

    index: int
    probability: float


def choose(weights: Sequence[float], rows: Iterable[Iterable[int]]) -> Choice:
    """Return the choice of the model among two or more ways, each given by the numbers of its features."""
    return chosen([sum(weights[at] for at in row) for row in rows])


def chosen(scores: Sequence[float]) -> Choice:
    """Return the choice among ways with these scores, in nats."""
    best = max(range(1, len(scores)), key=scores.__getitem__)
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    return Choice(best, 1 - shares[0] / sum(shares))
