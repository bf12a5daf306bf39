"""Trains the half-space tagger on clean texts and treebanks; stop and thresholds by cross-fitting on the treebanks."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import add
from pathlib import Path

from bumi.persian.halfspace.counting import counts_of, tally
from bumi.persian.halfspace.evidence import Counts
from bumi.persian.halfspace.examples import learnt_from
from bumi.persian.halfspace.stored import save_tagger
from bumi.persian.halfspace.tagger import Tagger
from bumi.persian.halfspace.tuning import Tallied, devs_of, read_treebanks, score, tallied, tuned
from bumi.persian.loglinear.corpora import read_parts
from bumi.persian.loglinear.fitting import Examples, TrainingProgress, Weights, fit

_FOLDS = 4
_COPIES = 3  # of an example of the treebanks: edited prose, of which the corpora have little


@dataclass(frozen=True)
class HalfSpaceTraining:
    """Result of training: the chosen epoch, the thresholds by sort of place, and what they reach by dev set.

    The `figures` (`tuning.score`) are of sentences that neither counts nor weights have seen; the thresholds have.
    """

    epoch: int
    least: Mapping[str, float]
    figures: Mapping[str, float]


def train(
    data: Path, own: Sequence[str], out: Path, epochs: int, seed: int, tell: TrainingProgress
) -> HalfSpaceTraining:
    """Train the tagger on the corpora and treebanks in `data` and our `own` lines, and write it to `out`.

    The same seed writes the same file. For each fold of the treebanks a tagger is trained without it; the epoch and
    the thresholds are those that serve all folds best (cross-fitting: Chernozhukov et al., 2018). The tagger that is
    written is then trained on everything. `tell` is called with (step in Persian, steps done, steps in all).
    """
    corpora, treebanks = read_parts(data, own), read_treebanks(data)
    folds = [{name: lines[first::_FOLDS] for name, lines in treebanks.items()} for first in range(_FOLDS)]
    by_epoch: list[list[list[Tallied]]] = [[] for _ in range(epochs)]
    for number, fold in enumerate(folds):
        tell("آموزش با بخشی از پیکره", number, _FOLDS + 1)
        counts, fitted = _fitted(corpora, [each for each in folds if each is not fold], epochs, seed)
        devs = devs_of(fold, counts)
        for pooled, weights in zip(by_epoch, fitted, strict=True):
            pooled.append([tallied(weights.tolist(), dev) for dev in devs])
    found = [[reduce(add, parts) for parts in zip(*pooled, strict=True)] for pooled in by_epoch]
    epoch, (least, _) = max(enumerate(map(tuned, found)), key=lambda made: made[1][1])
    tell("آموزش با همه پیکره", _FOLDS, _FOLDS + 1)
    counts, fitted = _fitted(corpora, folds, epoch + 1, seed)
    save_tagger(out, counts, list(fitted)[-1].tolist(), least)
    return HalfSpaceTraining(epoch + 1, least, {each.dev.name: score(least, each) for each in found[epoch]})


def _fitted(
    corpora: Sequence[Sequence[str]], folds: Sequence[Mapping[str, Sequence[str]]], epochs: int, seed: int
) -> tuple[Counts, list[Weights]]:
    """Return the counts of all texts, and the weights after each epoch.

    Counts used for an example exclude the part of the texts it comes from, since texts are new in use.
    """
    parts = [*corpora, *(list(chain(*fold.values())) for fold in folds)]
    tallies = [tally(part) for part in parts]
    examples, draw = Examples(), random.Random(seed)
    for number, (part, counted) in enumerate(zip(parts, tallies, strict=True)):
        learner = Tagger(counts_of(tallies, counted))
        for place, ways, right in learnt_from(part, draw, learner):
            rows = learner.rows(place, ways)
            for _ in range(1 if number < len(corpora) else _COPIES):
                examples.add(rows, right)
    fitted: list[Weights] = []
    fit(examples, epochs, seed, lambda _, weights: fitted.append(weights.copy()))
    return counts_of(tallies), fitted
