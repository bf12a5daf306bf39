"""Word counts in compact form: eight buckets of frequency, under hashed keys."""

from collections.abc import Mapping
from zlib import crc32

type Table = Mapping[int, int]
"""Buckets by key; missing keys are bucket 0."""

_SMALL = (0, 1, 2, 3, 3, 4, 4, 4, 4, 4)


def bucket(count: int) -> int:
    """Return 0 to 7 for a count: none, 1, 2, 3-4, 5-9, 10-29, 30-99, more."""
    return _SMALL[count] if count < len(_SMALL) else 5 if count < 30 else 6 if count < 100 else 7


def key(*words: str) -> int:
    """Return the hash under which words are counted; the words cannot be recovered from it."""
    return crc32("\x1f".join(words).encode())


def table(counts: Mapping[tuple[str, ...], int]) -> Table:
    """Return the buckets of counts."""
    return {key(*words): bucket(count) for words, count in counts.items()}
