"""Tunes the thresholds of the half-space tagger by sort of place, on the dev sets, with bounded harm to right text."""

import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from bumi.persian.halfspace.evidence import Counts
from bumi.persian.halfspace.examples import HOWS, Damaged, damaged, right_halves
from bumi.persian.halfspace.places import places
from bumi.persian.halfspace.style import joins_plurals, only_plural
from bumi.persian.halfspace.tagger import SORTS, Tagger, certain, sort
from bumi.persian.loglinear.ranker import Choice, choose
from bumi.persian.text import ZWNJ

_SETS = {"seraji": 1.0, "perdt": 0.75}  # and the most changes per 1,000 words of right text
_BARS = {("seraji", "space"): 0.94, ("seraji", "nothing"): 0.91, ("perdt", "space"): 0.97, ("perdt", "nothing"): 0.94}
_STEPS = (*(round(0.05 + 0.05 * step, 2) for step in range(19)), 0.98, 1.1)  # thresholds; the last means never
_HARM = 0.5  # penalty in F1 for each change per 1,000 words beyond that
_STARTS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.98)
_ROUNDS = 3


@dataclass(frozen=True)
class Decision:
    """A place of a dev text: its sort, the features of its ways, and the right and wrong half-spaces of each.

    Where the rules are certain, it has only their way, without features.
    """

    sort: str
    rows: Sequence[Sequence[int]]
    hits: Sequence[int]
    wrongs: Sequence[int]


@dataclass(frozen=True)
class Dev:
    """A dev set damaged in one way: its missing half-spaces, its words, the F1 wanted, and the harm allowed."""

    name: str
    decisions: Sequence[Decision]
    missing: int
    words: int
    bar: float
    most: float


@dataclass(frozen=True)
class Tallied:
    """How many half-spaces of a dev set are right and wrong, by sort of place and threshold."""

    dev: Dev
    counts: Mapping[tuple[str, float], tuple[int, int]]

    def __add__(self, other: "Tallied") -> "Tallied":
        """Return the sum over two parts of one dev set."""
        counts = {
            key: tuple(map(sum, zip(self.counts.get(key, (0, 0)), other.counts.get(key, (0, 0)), strict=True)))
            for key in self.counts.keys() | other.counts.keys()
        }
        whole = replace(self.dev, missing=self.dev.missing + other.dev.missing, words=self.dev.words + other.dev.words)
        return Tallied(whole, {key: (hits, wrongs) for key, (hits, wrongs) in counts.items()})


def read_treebanks(data: Path) -> dict[str, list[str]]:
    """Return the sentences of the treebanks of `data`/halfspace_dev, by name."""
    return {name: (data / "halfspace_dev" / f"{name}_dev.txt").read_text("utf-8").splitlines() for name in _SETS}


def devs_of(treebanks: Mapping[str, Sequence[str]], counts: Counts) -> list[Dev]:
    """Return the sentences of each treebank, damaged in every way."""
    learner, devs = Tagger(counts), []
    for name, lines in treebanks.items():
        for how in HOWS:
            texts = [damaged(line, how) for line in lines]
            decisions = [each for text in texts for each in _decisions(text, learner)]
            missing = sum(len(text.spaces) + len(text.joints) for text in texts)
            words = sum(len(line.split()) for line in lines)
            devs.append(Dev(f"{name} {how}", decisions, missing, words, _BARS.get((name, how), 0), _SETS[name]))
    return devs


def _decisions(text: Damaged, learner: Tagger) -> Iterator[Decision]:
    style = joins_plurals(text.text)
    for place in places(text.text):
        sure = certain(place)
        ways = [sure] if sure else learner.ways(place)
        if sure or len(ways) > 1:
            right = _cuts(right_halves(place, text))
            # A joined ها that is only reported changes nothing.
            done = [
                set() if style and len(place.halves) == 1 and only_plural(ZWNJ.join(way)) else _cuts(way)
                for way in ways
            ]
            rows = [] if sure else learner.rows(place, ways)
            yield Decision(
                sort(place), rows, [len(cuts & right) for cuts in done], [len(cuts - right) for cuts in done]
            )


def tuned(found: Sequence[Tallied]) -> tuple[dict[str, float], float]:
    """Return the best thresholds for the dev sets, and their score.

    They are tuned one at a time, from several starts in several orders. The score is the mean F1 of the damaged texts,
    less the shortfall from the wanted F1 and the penalty for harm beyond the bounds.
    """
    draw = random.Random(1)

    def climbed(start: float) -> dict[str, float]:
        least = dict.fromkeys(SORTS, start)
        for _ in range(_ROUNDS):
            for each in draw.sample(SORTS, len(SORTS)):
                _, least[each] = max((_worth(least | {each: step}, found), step) for step in _STEPS)
        return least

    best = max(map(climbed, _STARTS), key=lambda least: _worth(least, found))
    return best, _worth(best, found)


def tallied(weights: Sequence[float], dev: Dev) -> Tallied:
    """Count the right and wrong half-spaces of `dev` at each threshold."""
    hits: Counter[tuple[str, float]] = Counter()
    wrongs: Counter[tuple[str, float]] = Counter()
    for decision in dev.decisions:
        choice = choose(weights, decision.rows) if decision.rows else Choice(0, math.inf)
        for step in _STEPS:
            if choice.probability >= step:
                hits[decision.sort, step] += decision.hits[choice.index]
                wrongs[decision.sort, step] += decision.wrongs[choice.index]
    return Tallied(replace(dev, decisions=()), {key: (hits[key], wrongs[key]) for key in hits})


def score(least: Mapping[str, float], found: Tallied) -> float:
    """Return the F1 of a dev set with these thresholds; of an intact one, the wrong half-spaces per 1,000 words."""
    counts = [found.counts.get(each, (0, 0)) for each in least.items()]
    hit, wrong = sum(hits for hits, _ in counts), sum(wrongs for _, wrongs in counts)
    missing = found.dev.missing
    return 2 * hit / (hit + wrong + missing) if missing else 1000 * wrong / found.dev.words


def _worth(least: Mapping[str, float], found: Sequence[Tallied]) -> float:
    shares, harm = [], 0.0
    for each in found:
        scored = score(least, each)
        if each.dev.missing:
            shares.append(scored - max(0.0, each.dev.bar - scored))
        else:
            harm += max(0.0, scored - each.dev.most)
    return mean(shares) - _HARM * harm


def _cuts(halves: Sequence[str]) -> set[int]:
    """Return the numbers of letters after which half-spaces separate the halves."""
    return {sum(map(len, halves[:number])) for number in range(1, len(halves))}
