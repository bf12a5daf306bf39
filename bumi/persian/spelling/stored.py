"""Saves and loads the speller, the committed one by default."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bumi.persian.loglinear.stored import TAGGERS, Learnt, load, save
from bumi.persian.spelling.speller import Speller
from bumi.persian.spelling.vocabulary import WordCounts

WEIGHTS = TAGGERS / "spelling" / "weights.npz"


def save_speller(path: Path, counts: WordCounts, weights: list[float], least: Mapping[str, float]) -> None:
    """Write a speller: its counts, its weights, and the probability thresholds by sort of word."""
    save(path, Learnt(vars(counts), weights, least))


@cache
def speller(path: Path = WEIGHTS) -> Speller:
    """Load the speller from a file, the committed one by default."""
    learnt = load(path)
    return Speller(WordCounts(**learnt.tables), learnt.weights, learnt.least)
