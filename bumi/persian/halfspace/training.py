"""Trains the half-space tagger: counts and examples from clean texts, stop and thresholds from the dev sets."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bumi.persian.halfspace.counting import counts_of, tally
from bumi.persian.halfspace.evidence import Counts
from bumi.persian.halfspace.examples import learnt_from
from bumi.persian.halfspace.stored import save_tagger
from bumi.persian.halfspace.tagger import Tagger
from bumi.persian.halfspace.tuning import read_devs, tuned
from bumi.persian.loglinear.corpora import read_parts
from bumi.persian.loglinear.fitting import Examples, TrainingProgress, Weights, fit
from bumi.persian.loglinear.stored import load


@dataclass(frozen=True)
class HalfSpaceTraining:
    """Result of training: the chosen epoch, its thresholds by sort of place, and their score."""

    epoch: int = 0
    least: Mapping[str, float] = field(default_factory=dict)
    worth: float = 0.0


def train(
    data: Path, own: Sequence[str], out: Path, epochs: int, seed: int, tell: TrainingProgress
) -> HalfSpaceTraining:
    """Train the tagger on the corpora in `data` and our `own` lines; the same seed writes the same file to `out`.

    Counts used for an example exclude the part of the corpora it comes from, since texts are new in use. `tell` is
    called with (step in Persian, steps done, steps in all).
    """
    parts = read_parts(data, own)
    tallies = [tally(part) for part in parts]
    counts, examples, draw = counts_of(tallies), Examples(), random.Random(seed)
    for done, (part, tallied) in enumerate(zip(parts, tallies, strict=True)):
        tell("ساختن مثال‌ها", done, len(parts))
        learner = Tagger(counts_of(tallies, tallied))
        for place, ways, right in learnt_from(part, draw, learner):
            examples.add(learner.rows(place, ways), right)
    devs = read_devs(data, counts)
    made = HalfSpaceTraining()

    def after(epoch: int, weights: Weights) -> None:
        nonlocal made
        tell("آموزش نیم‌فاصله", epoch, epochs)
        least, worth = tuned(weights.tolist(), devs)
        if worth > made.worth:
            made = HalfSpaceTraining(epoch, least, worth)
            save_tagger(out, counts, weights.tolist(), least)

    fit(examples, epochs, seed, after)
    return made


def retune(data: Path, path: Path, out: Path) -> HalfSpaceTraining:
    """Tune the thresholds of the tagger in `path` again on the dev sets in `data`; the weights stay."""
    learnt = load(path)
    counts = Counts(**learnt.tables)
    least, worth = tuned(learnt.weights, read_devs(data, counts))
    save_tagger(out, counts, learnt.weights, least)
    return HalfSpaceTraining(0, least, worth)
