"""Fits a ranker: a softmax over the ways to write each example, by Adagrad with averaged weights.

Adagrad: Duchi et al., 2011; averaging of the steps: Polyak and Juditsky, 1992. One seed gives the same weights.
"""

from array import array
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bumi.persian.loglinear.ranker import SIZE

type TrainingProgress = Callable[[str, int, int], None]
"""Progress callback: (step of the training, units done, units in all)."""

type Weights = NDArray[np.float32]
"""A weight for each row of the table."""

_BATCH = 1024
_RATE = 0.1
_DECAY = 1e-7


class Examples:
    """Examples packed flat: features by way, ways by example, and the way that is right."""

    def __init__(self) -> None:
        self.features, self.ways, self.firsts, self.right = array("i"), array("q", [0]), array("q", [0]), array("q")

    def add(self, ways: Sequence[Sequence[int]], right: int) -> None:
        """Add one example, the numbers of the features of each way."""
        for way in ways:
            self.features.extend(way)
            self.ways.append(len(self.features))
        self.right.append(right)
        self.firsts.append(len(self.ways) - 1)

    def __len__(self) -> int:
        return len(self.right)


def fit(examples: Examples, epochs: int, seed: int, after: Callable[[int, Weights], None]) -> None:
    """Fit weights, and call `after` with (epoch from 1, the weights averaged over all steps after the first epoch)."""
    features, ways, firsts, right = (
        np.asarray(each) for each in (examples.features, examples.ways, examples.firsts, examples.right)
    )
    draw = np.random.default_rng(seed)
    weights, squares = np.zeros(SIZE, np.float32), np.full(SIZE, 1e-2, np.float32)
    total, steps = np.zeros(SIZE, np.float64), 0
    for epoch in range(1, epochs + 1):
        order = draw.permutation(len(right))
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            rows, bounds = _ranges(firsts[chosen], firsts[chosen + 1])
            places, edges = _ranges(ways[rows], ways[rows + 1])
            found = features[places]
            shares = _shares(_sums(weights[found], edges), bounds)
            shares[bounds[:-1] + right[chosen]] -= 1
            slope = np.bincount(found, np.repeat(shares, np.diff(edges)), SIZE).astype(np.float32) / len(chosen)
            slope += _DECAY * weights
            squares += slope * slope
            weights -= _RATE * slope / np.sqrt(squares)
            if epoch > 1:
                total += weights
                steps += 1
        after(epoch, (total / steps).astype(np.float32) if steps else weights)


def _ranges(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (all numbers of the ranges one after another, where each range begins among them, and the end)."""
    lengths = ends - starts
    edges = np.concatenate([[0], np.cumsum(lengths)])
    return np.repeat(starts - edges[:-1], lengths) + np.arange(edges[-1]), edges


def _sums(values: NDArray[np.float32], edges: NDArray[np.int64]) -> NDArray[np.float32]:
    sums = np.add.reduceat(np.append(values, np.float32(0)), edges[:-1])
    sums[edges[1:] == edges[:-1]] = 0  # for an empty range, reduceat returns the value at its start
    return sums


def _shares(scores: NDArray[np.float32], bounds: NDArray[np.int64]) -> NDArray[np.float32]:
    tops = np.maximum.reduceat(scores, bounds[:-1])
    raised = np.exp(scores - np.repeat(tops, np.diff(bounds)))
    shares: NDArray[np.float32] = raised / np.repeat(np.add.reduceat(raised, bounds[:-1]), np.diff(bounds))
    return shares
