"""The planner's words (assets/words/planning.yaml) as they are looked up: one by one, or as a pattern of them all."""

from functools import cache

from bumi.persian.lexicon import listed_data

__all__ = ["any_of", "words"]


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of the list `name`."""
    return frozenset(listed_data("planning")[name])


@cache
def any_of(name: str) -> str:
    """Return a pattern of the words of the list `name`, whole, the longest first."""
    return rf"(?:{'|'.join(sorted(words(name), key=len, reverse=True))})(?![\w\u200c])"
