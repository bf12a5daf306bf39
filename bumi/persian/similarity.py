"""Similarity of texts: what two have in common, and the keys by which an index finds candidates.

Texts are compared by shingles: runs of words in their flat form, so that spacing and marks make no difference. An index
keeps a few of them, chosen as in Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document
Fingerprinting" (SIGMOD 2003): eight words in a row that two texts share, `_WINDOW + _SHINGLE - 1`, give both a key.
"""

from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from bumi.persian.morphology import words
from bumi.persian.text import flat

_SHINGLE = 4  # words; of three, many are mere phrases of the language
_WINDOW = 5  # shingles of which one is kept, so that about one in three is
_LEAST = 20  # words; a shorter text («ورود برای همه آزاد است») may well be that of another
_MOST = 2_000  # keys; those of 6,000 words, far more than a piece may have


class Common(NamedTuple):
    """What a text has in common with another: the share of its words, 0 to 1, and the span of the longest run."""

    share: float
    start: int
    end: int


def common(text: str, other: str) -> Common:
    """Return how much of `text` is also in `other`, word for word, in runs of four words or more."""
    tokens, known = _tokens(text), set(_shingles(_tokens(other)))
    shared = [False] * len(tokens)
    for at, shingle in enumerate(_shingles(tokens)):
        if shingle in known:
            shared[at : at + _SHINGLE] = [True] * _SHINGLE
    runs = [[*run] for both, run in groupby(range(len(tokens)), key=shared.__getitem__) if both]
    if not runs:
        return Common(0.0, 0, 0)
    longest = max(runs, key=len)
    return Common(sum(shared) / len(tokens), tokens[longest[0]][0], tokens[longest[-1]][1])


def shingle_keys(text: str) -> set[int]:
    """Return the keys of `text`, signed 32-bit numbers; none where it is too short to be distinctive."""
    tokens = _tokens(text)
    if len(tokens) < _LEAST:
        return set()
    keys = [_key(shingle) for shingle in _shingles(tokens)]
    kept = {min(keys[at : at + _WINDOW]) for at in range(len(keys) - _WINDOW + 1)}
    return set(sorted(kept)[:_MOST])


def _tokens(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, flat word) for each word; «می‌شود» is two, as with careless spacing."""
    return [(start, end, part) for start, end, word in words(text) for part in flat(word).split()]


def _shingles(tokens: list[tuple[int, int, str]]) -> list[str]:
    parts = [word for _, _, word in tokens]
    return [" ".join(parts[at : at + _SHINGLE]) for at in range(len(parts) - _SHINGLE + 1)]


def _key(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=4).digest(), signed=True)
