"""Making the speller: counts and slips from clean texts, the stop and the threshold from the dev set."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bumi.persian.halfspace.evidence import bare
from bumi.persian.halfspace.places import halves
from bumi.persian.loglinear.corpora import Tally, read_parts, sums
from bumi.persian.loglinear.counts import table
from bumi.persian.loglinear.fitting import Examples, Weights, fit
from bumi.persian.spelling.examples import learnt_from
from bumi.persian.spelling.score import Score, score
from bumi.persian.spelling.speller import Meant, Speller
from bumi.persian.spelling.stored import save_speller
from bumi.persian.spelling.vocabulary import WordCounts

__all__ = ["Made", "corrected", "train"]

_LEAST = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9)  # thresholds that are tried
_FALSE_ALARMS = 0.004  # for each right word, at most
_RARE = 2  # pairs of words that are seen less often are not kept

type Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Made:
    """What training came to: the epoch that was kept, its threshold and its score on the dev set."""

    epoch: int = 0
    least: float = 0.5
    score: Score = field(default_factory=Score)


def train(data: Path, own: Sequence[str], out: Path, epochs: int, seed: int, tell: Tell) -> Made:
    """Make the speller from the corpora in `data` and our `own` lines; the same seed writes the same file to `out`.

    What is counted for an example leaves out the part of the corpora that it is from: in use, texts are new. `tell`
    hears (step in Persian, steps done, steps in all).
    """
    parts = read_parts(data, own)
    tallies = [_tally(part) for part in parts]
    counts, examples, draw = _counts(tallies), Examples(), random.Random(seed)
    for done, (part, tallied) in enumerate(zip(parts, tallies, strict=True)):
        tell("ساختن مثال‌ها", done, len(parts))
        others = _counts(tallies, tallied)
        learner = Speller(others)
        for unknown, meant, right in learnt_from(part, draw, learner, others):
            examples.add(learner.rows(unknown, meant), right)
    wrong, right_ = (
        (data / "spelling_dev" / name).read_text("utf-8").splitlines() for name in ("wrong.txt", "correct.txt")
    )
    made = Made()

    def after(epoch: int, weights: Weights) -> None:
        nonlocal made
        tell("آموزش غلط‌یاب", epoch, epochs)
        found = [list(Speller(counts, weights.tolist(), _LEAST[0]).meant(line)) for line in wrong]
        for least in _LEAST:
            output = [corrected(line, meant, least) for line, meant in zip(wrong, found, strict=True)]
            scored = score(wrong, right_, output)
            if scored.false_alarms <= _FALSE_ALARMS and scored.correction > made.score.correction:
                made = Made(epoch, least, scored)
                save_speller(out, counts, weights.tolist(), least)

    fit(examples, epochs, seed, after)
    return made


def corrected(line: str, meant: Iterable[Meant], least: float = 0) -> str:
    """Return a line with what was meant in it, where that is probable enough."""
    parts, done = [], 0
    for each in meant:
        if each.probability >= least:
            parts += [line[done : each.start], each.word]
            done = each.end
    return "".join([*parts, line[done:]])


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
