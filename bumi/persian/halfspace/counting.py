"""Counting half-spaces in clean texts: what they join, what spaces separate, and the neighbouring words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bumi.persian.halfspace.evidence import Counts, bare, listed
from bumi.persian.loglinear.corpora import Tally, sums
from bumi.persian.loglinear.counts import table
from bumi.persian.morphology import words
from bumi.persian.text import ZWNJ


def tally(lines: Iterable[str]) -> Tally:
    """Count in `lines` what `Counts` holds."""
    counted: dict[str, Counter[tuple[str, ...]]] = {name: Counter() for name in Counts.__dataclass_fields__}
    for line in lines:
        after: tuple[int, str] | None = None
        for start, end, word in words(line):
            halves = [bare(half) for half in word.split(ZWNJ)]
            if len(halves) == 1:
                counted["alone"][(halves[0],)] += 1
            for left, right in pairwise(halves):
                counted["joined"][left, right] += 1
                counted["first"][(left,)] += 1
                counted["last"][(right,)] += 1
            if after and line[after[0] : start] == " ":
                counted["apart"][after[1], halves[0]] += 1
            after = (end, halves[-1])
    return counted


def counts_of(tallies: Sequence[Tally], without: Tally | None = None) -> Counts:
    """Return the counts of all parts, or all but one; `apart` counts only halves that may be joined."""
    whole = dict(sums(tallies, without))
    joined, apart = whole["joined"], whole["apart"]
    kept = {pair: count for pair, count in apart.items() if pair in joined or listed(ZWNJ.join(pair))}
    whole["apart"] = Counter(kept)
    return Counts(**{name: table(counts) for name, counts in whole.items()})
