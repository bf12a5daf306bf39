"""How sure the tagger has to be, by the sort of place: what is best for the dev sets, harm to right text bounded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from bumi.checks.joints.evidence import Counts
from bumi.checks.joints.examples import HOWS, damaged, right_halves
from bumi.checks.joints.places import SORTS
from bumi.checks.joints.tagger import Tagger
from bumi.checks.learnt.fitting import Weights
from bumi.checks.learnt.ranker import choose
from bumi.text import ZWNJ

__all__ = ["Dev", "read_devs", "tuned"]

_SETS = {"seraji": 2.0, "perdt": 1.5}  # and the changes per 1,000 words of right text to stay below
_STEPS = (*(round(0.3 + 0.05 * step, 2) for step in range(14)), 0.98, 1.1)  # thresholds; the last is never
_HARM = 0.05  # of F1, what a change per 1,000 words beyond that costs
_ROUNDS = 3


@dataclass(frozen=True)
class Decision:
    """A place of a dev text: its sort, the features of its ways, and what half-spaces each has right and wrong."""

    sort: str
    rows: Sequence[Sequence[int]]
    hits: Sequence[int]
    wrongs: Sequence[int]


@dataclass(frozen=True)
class Dev:
    """A dev set damaged in one way: its half-spaces that are missing, its words, and the harm that is borne."""

    decisions: Sequence[Decision]
    missing: int
    words: int
    most: float


def read_devs(data: Path, counts: Counts) -> list[Dev]:
    """Return the dev sets of `data`/halfspace_dev, each damaged in every way."""
    learner, devs = Tagger(counts), []
    for name, most in _SETS.items():
        lines = (data / "halfspace_dev" / f"{name}_dev.txt").read_text("utf-8").splitlines()
        for how in HOWS:
            decisions = []
            for text in (damaged(line, how) for line in lines):
                for place, ways in learner.choices(text.text):
                    right = _cuts(right_halves(place, text))
                    hits, wrongs = zip(
                        *((len(_cuts(way) & right), len(_cuts(way) - right)) for way in ways), strict=True
                    )
                    decisions.append(Decision(place.sort, learner.rows(place, ways), hits, wrongs))
            missing = 0 if how == "intact" else sum(line.count(ZWNJ) for line in lines)
            devs.append(Dev(decisions, missing, sum(len(line.split()) for line in lines), most))
    return devs


def tuned(weights: Weights, devs: Sequence[Dev]) -> tuple[dict[str, float], float]:
    """Return the thresholds that are best for the dev sets, found one after another, and what they are worth.

    That is the mean F1 of the damaged texts, less what harm beyond the bounds costs.
    """
    found = [_tallied(weights.tolist(), dev) for dev in devs]
    least = dict.fromkeys(SORTS, 0.5)
    for sort in [*SORTS] * _ROUNDS:
        least[sort] = max(_STEPS, key=lambda step, sort=sort: _worth(least | {sort: step}, found, devs))  # type: ignore[misc]
    return least, _worth(least, found, devs)


def _tallied(weights: Sequence[float], dev: Dev) -> Mapping[tuple[str, float], tuple[int, int]]:
    """Return what is right and wrong, by sort and threshold."""
    hits: Counter[tuple[str, float]] = Counter()
    wrongs: Counter[tuple[str, float]] = Counter()
    for decision in dev.decisions:
        choice = choose(weights, decision.rows)
        for step in _STEPS:
            if choice.probability >= step:
                hits[decision.sort, step] += decision.hits[choice.index]
                wrongs[decision.sort, step] += decision.wrongs[choice.index]
    return {key: (hits[key], wrongs[key]) for key in hits}


def _worth(
    least: Mapping[str, float], found: Sequence[Mapping[tuple[str, float], tuple[int, int]]], devs: Sequence[Dev]
) -> float:
    scores, harm = [], 0.0
    for dev, tallied in zip(devs, found, strict=True):
        counts = [tallied.get(each, (0, 0)) for each in least.items()]
        hit, wrong = sum(hits for hits, _ in counts), sum(wrongs for _, wrongs in counts)
        if dev.missing:
            scores.append(2 * hit / (hit + wrong + dev.missing))
        else:
            harm += max(0.0, 1000 * wrong / dev.words - dev.most)
    return mean(scores) - _HARM * harm


def _cuts(halves: Sequence[str]) -> set[int]:
    """Return the letters after which half-spaces part the halves."""
    return {sum(map(len, halves[:number])) for number in range(1, len(halves))}
