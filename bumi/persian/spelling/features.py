"""Features of the speller: evidence for a word as typed, and for another one letter away."""

from itertools import pairwise

from bumi.persian.halfspace.evidence import common, kinds, listed
from bumi.persian.loglinear.counts import key
from bumi.persian.spelling.vocabulary import WordCounts, attested_as


def kept_features(word: str, before: str, after: str, counts: WordCounts) -> list[str]:
    """Return the features for keeping an unknown word between its neighbours (bare; empty beyond a mark)."""
    seen = counts.seen.get(key(word), 0)
    left, right = _beside(word, before, after, counts)
    said = [
        "unknown", f"listed {listed(word)} {seen}", f"as {attested_as(word)}", f"letters {min(len(word), 10)}",
        f"letters {min(len(word), 10)} {listed(word)} {seen}", f"begins {word[:2]}", f"begins {word[:3]}",
        f"ends {word[-2:]}", f"ends {word[-3:]}", f"kinds {kinds(word)}", f"beside {left} {right}",
        f"after {before}", f"before {after}", f"after {kinds(before) if before else '.'}",
        f"middle {word[1:4]}", f"twice {any(a == b for a, b in pairwise(word))}",
    ]  # fmt: skip
    return [f"kept {each}" for each in said]


def other_features(word: str, other: str, slip: str, before: str, after: str, counts: WordCounts) -> list[str]:
    """Return the features for `other` being meant by `word`, with the `slip` between them."""
    seen, rank, known = counts.seen.get(key(other), 0), common(other), listed(other)
    left, right = _beside(other, before, after, counts)
    letters, kind = min(len(word), 8), slip.rstrip("!.")
    said = [
        "other", f"slip {slip}", f"slip {kind} {letters}", f"common {rank}", f"seen {seen}", f"listed {known}",
        f"how {known} {rank} {seen}", f"slip {kind} {rank} {seen}", f"letters {letters} {rank}",
        f"beside {left} {right}", f"left {left} {seen}", f"right {right} {seen}", f"kinds {kinds(other)}",
        f"letters {letters} {seen} {known}", f"as {attested_as(other) if known < 2 else ''}",
        f"slip {kind} {listed(word)} {known}",
    ]  # fmt: skip
    return [f"other {each}" for each in said]


def _beside(word: str, before: str, after: str, counts: WordCounts) -> tuple[int, int]:
    """Return how often texts have a word after one neighbour, and before the other."""
    left = counts.beside.get(key(before, word), 0) if before else 0
    return left, counts.beside.get(key(word, after), 0) if after else 0
