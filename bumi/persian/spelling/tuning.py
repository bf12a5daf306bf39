"""Tunes the thresholds of the speller by sort of word: most corrections, with bounded alarms in right text."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from bumi.persian.halfspace.evidence import bare
from bumi.persian.spelling.score import Score, score
from bumi.persian.spelling.speller import SORTS, Meant, Speller, sort

_RIGHT = ("seraji_dev", "perdt_dev")  # of halfspace_dev: edited sentences, which no speller should touch
_STEPS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.96, 1.1)  # thresholds; the last means never
_FALSE_ALARMS = 0.0015  # for each right word, in the dev set
_ALARMS = 0.0025  # for each word of right text, some of which really are misspelt


@dataclass(frozen=True)
class Texts:
    """Parallel lines, wrong and corrected, and right lines of other kinds."""

    wrong: Sequence[str]
    right: Sequence[str]
    others: Sequence[Sequence[str]]


def read_spelling(data: Path) -> Texts:
    """Return the dev set of spelling in `data`, and the dev sets of half-spaces as text that is right."""

    def lines(folder: str, name: str) -> list[str]:
        return (data / folder / f"{name}.txt").read_text("utf-8").splitlines()

    others = [lines("halfspace_dev", name) for name in _RIGHT]
    return Texts(lines("spelling_dev", "wrong"), lines("spelling_dev", "correct"), others)


def corrected(line: str, meant: Iterable[Meant], least: float = 0) -> str:
    """Return a line with corrections that are probable enough."""
    parts, done = [], 0
    for each in meant:
        if each.probability >= least:
            parts += [line[done : each.start], each.word]
            done = each.end
    return "".join([*parts, line[done:]])


def tuned(speller: Speller, texts: Texts) -> tuple[dict[str, float], Score]:
    """Return the thresholds that correct most with alarms within their bounds, and their score.

    If no thresholds keep to the bounds, return those that never correct.
    """
    base = score(texts.wrong, texts.right, texts.wrong)
    gains = _summed(
        (key, score([wrong], [right], [corrected(wrong, [meant])]))
        for wrong, right in zip(texts.wrong, texts.right, strict=True)
        for key, meant in _sorted(speller, wrong)
    )
    alarms = [Counter(key for line in lines for key, _ in _sorted(speller, line)) for lines in texts.others]
    words = [sum(len(line.split()) for line in lines) for lines in texts.others]
    silent = dict.fromkeys(SORTS, _STEPS[-1])
    best = silent, base
    for steps in product(_STEPS, repeat=len(SORTS)):
        least = dict(zip(SORTS, steps, strict=True))
        told = sum((each for (of, step), each in gains.items() if step >= least[of]), Score())
        scored = Score(base.words, base.errors, told.changed, told.found, told.fixed, told.false)
        quiet = all(
            sum(count for (of, step), count in found.items() if step >= least[of]) <= _ALARMS * every
            for found, every in zip(alarms, words, strict=True)
        )
        if quiet and scored.false_alarms <= _FALSE_ALARMS and scored.correction > best[1].correction:
            best = least, scored
    return best


def _sorted(speller: Speller, line: str) -> Iterator[tuple[tuple[str, float], Meant]]:
    """Yield the findings of a speller without thresholds, by sort and the highest threshold that they pass."""
    for meant in speller.meant(line):
        if meant.probability >= _STEPS[0]:
            step = max(step for step in _STEPS if step <= meant.probability)
            yield (sort(bare(line[meant.start : meant.end])), step), meant


def _summed(scores: Iterable[tuple[tuple[str, float], Score]]) -> Mapping[tuple[str, float], Score]:
    found: dict[tuple[str, float], Score] = {}
    for key, each in scores:
        found[key] = found.get(key, Score()) + each
    return found
