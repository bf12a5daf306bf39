"""How the words of two texts stand to each other: the segments that the encoder reads beside its pieces.

A word is unmatched, or the other text has it too; there its neighbour is the same, before it, behind it, or both. A
small model would spend its layers on this, and exchanged values show in nothing else: «پودری ۶ یا گازی ۴».
"""

from collections.abc import Sequence
from typing import NamedTuple

from bumi.models.scoring.premise import PLAIN, WORD, key

__all__ = ["SEGMENTS", "Aligned", "aligned"]

SEGMENTS = 5
"""Unmatched; matched; matched with the word before, with the word behind, with both."""

_MATCHED, _BEFORE, _BEHIND = 1, 1, 2
_NEAR = 2  # words apart, at most, that two neighbours stand in the other text


class Aligned(NamedTuple):
    """A word from `start` to `end` of its text, and its segment, from 0 to SEGMENTS - 1."""

    start: int
    end: int
    segment: int


def aligned(text: str, other: str) -> list[Aligned]:
    """Return the words of `text` with their segments beside `other`; words that say nothing have no neighbours."""
    theirs = {key(word) for word in WORD.findall(other)}
    row = _row(other)
    near = {(one, two) for at, one in enumerate(row) for two in row[at + 1 : at + 1 + _NEAR]}
    words = [(found.start(), found.end(), found.group()) for found in WORD.finditer(text)]
    telling = [at for at, (_, _, word) in enumerate(words) if word not in PLAIN]
    place = {at: number for number, at in enumerate(telling)}
    own = [key(words[at][2]) for at in telling]
    return [
        Aligned(start, end, _segment(own, place.get(at), near) if key(word) in theirs else 0)
        for at, (start, end, word) in enumerate(words)
    ]


def _row(text: str) -> list[str]:
    return [key(word) for word in WORD.findall(text) if word not in PLAIN]


def _segment(own: Sequence[str], at: int | None, near: set[tuple[str, str]]) -> int:
    """Return the segment of a matched word, the one at `at` of those that say something."""
    if at is None:
        return _MATCHED
    before = at > 0 and (own[at - 1], own[at]) in near
    behind = at + 1 < len(own) and (own[at], own[at + 1]) in near
    return _MATCHED + _BEFORE * before + _BEHIND * behind
