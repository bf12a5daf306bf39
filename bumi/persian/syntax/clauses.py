"""Split a text into clauses at marks and finite verbs, and stem its content words for comparison."""

import re
from functools import lru_cache

from bumi.persian.morphology import lemma, stop_words, verb_roots, words
from bumi.persian.verbs import finite
from bumi.remembered import remembered

__all__ = ["clauses", "stem", "stems"]

_BREAK = re.compile(r"[؛:.!؟()→=+/\n«»]|(?<!\w)(?:اما|ولی|هرچند|در حالی)(?!\w)")
_AND = "و"
_STEM = 4  # letters that two lemmas of one word share


@remembered()
def clauses(text: str) -> tuple[str, ...]:
    """Return the clauses of a sentence or a note that have a content word."""
    found: list[str] = []
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        found += _by_verbs(text[start:end])
        start = match.end() if match else end
    return tuple(clause for clause in found if stems(clause))


def _by_verbs(text: str) -> list[str]:
    """Cut behind each finite verb that «و» follows."""
    tokens = words(text)
    cuts = [0]
    for (_, end, word), following in zip(tokens, [*tokens[1:], None], strict=False):
        if finite(word) and following and following[2] == _AND:
            cuts.append(end)
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(found for _, _, word in words(text) if (found := stem(word)))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the first letters of the lemma of a content word; empty for verbs and function words."""
    if any(char.isdigit() for char in word):
        return word
    root = lemma(word)
    return "" if len(word) < 2 or word in stop_words() or root in verb_roots() else root[:_STEM]
