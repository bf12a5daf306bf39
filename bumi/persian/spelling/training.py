"""Trains the speller: counts and slips from clean texts, stop and thresholds from dev sets and right text."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bumi.persian.halfspace.evidence import bare
from bumi.persian.halfspace.places import halves
from bumi.persian.loglinear.corpora import Tally, read_parts, read_statements, sums
from bumi.persian.loglinear.counts import table
from bumi.persian.loglinear.fitting import Examples, TrainingProgress, Weights, fit
from bumi.persian.spelling.examples import learnt_from
from bumi.persian.spelling.score import Score
from bumi.persian.spelling.speller import Speller
from bumi.persian.spelling.stored import save_speller
from bumi.persian.spelling.tuning import read_spelling, tuned
from bumi.persian.spelling.vocabulary import WordCounts

_RARE = 2  # pairs of words seen less often are dropped


@dataclass(frozen=True)
class SpellingTraining:
    """Result of training: the chosen epoch, its thresholds by sort of word and its score on the dev set."""

    epoch: int = 0
    least: Mapping[str, float] = field(default_factory=dict)
    score: Score = field(default_factory=Score)


def train(
    data: Path, own: Sequence[str], out: Path, epochs: int, seed: int, tell: TrainingProgress
) -> SpellingTraining:
    """Train the speller on the texts in `data` and our `own` lines; the same seed writes the same file to `out`.

    Counts used for an example exclude the part of the corpora it comes from, since texts are new in use. `tell` is
    called with (step in Persian, steps done, steps in all).
    """
    parts = read_parts(data, [*own, *read_statements(data)])
    tallies = [_tally(part) for part in parts]
    counts, examples, draw = _counts(tallies), Examples(), random.Random(seed)
    for done, (part, tallied) in enumerate(zip(parts, tallies, strict=True)):
        tell("ساختن مثال‌ها", done, len(parts))
        others = _counts(tallies, tallied)
        learner = Speller(others)
        for unknown, meant, right in learnt_from(part, draw, learner, others):
            examples.add(learner.rows(unknown, meant), right)
    devs = read_spelling(data)
    made = SpellingTraining()

    def after(epoch: int, weights: Weights) -> None:
        nonlocal made
        tell("آموزش غلط‌یاب", epoch, epochs)
        least, scored = tuned(Speller(counts, weights.tolist()), devs)
        if scored.correction > made.score.correction:
            made = SpellingTraining(epoch, least, scored)
            save_speller(out, counts, weights.tolist(), least)

    fit(examples, epochs, seed, after)
    return made


def _tally(lines: Iterable[str]) -> Tally:
    seen: Counter[tuple[str, ...]] = Counter()
    beside: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        found = halves(line)
        seen.update((bare(half.text),) for half in found if half.lettered)
        beside.update((bare(a.text), bare(b.text)) for a, b in pairwise(found) if b.link)
    return {"seen": seen, "beside": beside}


def _counts(tallies: Sequence[Tally], without: Tally | None = None) -> WordCounts:
    whole = sums(tallies, without)
    beside = {pair: count for pair, count in whole["beside"].items() if count >= _RARE}
    return WordCounts(table(whole["seen"]), table(beside))
