"""Examples for the tagger: sentences of clean text with half-spaces removed in the ways in which texts lose them."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bumi.persian.halfspace.evidence import bare
from bumi.persian.halfspace.places import Place
from bumi.persian.halfspace.tagger import Tagger, Way
from bumi.persian.morphology import sentences
from bumi.persian.text import ZWNJ

HOWS = ("space", "nothing", "mixed", "intact")
"""Ways to lose half-spaces: all become spaces, all are removed, in turn a space, nothing and kept, or all are kept."""


@dataclass(frozen=True)
class Damaged:
    """A text with the places in it that had a half-space: those that now have a space, and those that have nothing."""

    text: str
    spaces: frozenset[int]
    joints: frozenset[int]


def damaged(text: str, how: str) -> Damaged:
    """Return `text` with its half-spaces removed in one of the ways of HOWS."""
    glues = {"space": (" ",), "nothing": ("",), "mixed": (" ", "", ZWNJ), "intact": (ZWNJ,)}[how]
    first, *rest = text.split(ZWNJ)
    spaces: set[int] = set()
    joints: set[int] = set()
    for turn, part in enumerate(rest, len(text)):
        glue = glues[turn % len(glues)]
        if glue != ZWNJ:
            (spaces if glue else joints).add(len(first))
        first += glue + part
    return Damaged(first, frozenset(spaces), frozenset(joints))


def _chunks(line: str, draw: random.Random) -> Iterator[str]:
    """Yield a line in parts of one or two sentences, since texts to be checked differ in length."""
    spans = sentences(line)
    while spans:
        some = draw.choice((1, 1, 2))
        yield line[spans[0][0] : spans[:some][-1][1]]
        spans = spans[some:]


def right_halves(place: Place, text: Damaged) -> Way:
    """Return the bare halves that a half-space separated at `place` in the original text; empty if none did."""
    first = place.halves[0]
    if len(place.halves) == 2:
        return tuple(map(bare, place.halves)) if place.start + len(first) in text.spaces else ()
    edges = [at - place.start for at in range(place.start + 1, place.end) if at in text.joints]
    halves = (first[start:end] for start, end in pairwise([0, *edges, len(first)]))
    return tuple(map(bare, halves)) if edges else ()


def learnt_from(lines: Iterable[str], draw: random.Random, tagger: Tagger) -> Iterator[tuple[Place, list[Way], int]]:
    """Yield (place, the ways to write it, which is right) of `lines`; chunks are damaged in each way in turn."""
    for chunk in (chunk for line in lines for chunk in _chunks(line, draw)):
        for how in HOWS if ZWNJ in chunk else ("intact",):
            text = damaged(chunk, how)
            for place, ways in tagger.choices(text.text):
                if (right := right_halves(place, text)) in ways:
                    yield place, ways, ways.index(right)
