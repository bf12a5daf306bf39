"""Saves and loads the half-space tagger, the committed one by default."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from bumi.persian.halfspace.evidence import Counts
from bumi.persian.halfspace.tagger import Tagger
from bumi.persian.loglinear.stored import TAGGERS, Learnt, load, save

WEIGHTS = TAGGERS / "halfspace" / "weights.npz"


def save_tagger(path: Path, counts: Counts, weights: Sequence[float], least: Mapping[str, float]) -> None:
    """Write a tagger: its counts, its weights, and the probability thresholds by sort of place."""
    save(path, Learnt(vars(counts), weights, least))


@cache
def tagger(path: Path = WEIGHTS) -> Tagger:
    """Load the tagger from a file, the committed one by default."""
    learnt = load(path)
    return Tagger(Counts(**learnt.tables), learnt.weights, learnt.least)
