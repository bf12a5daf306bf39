"""The clauses of a sentence and of the notes it rests on, and the words by which they are held against each other."""

import re
from functools import lru_cache

from bumi.persian.morphology import lemma, stop_words, verb_roots, words
from bumi.persian.verbs import finite
from bumi.remembered import remembered

__all__ = ["clauses", "key", "keys"]

_BREAK = re.compile(r"[؛:.!؟()→=+/\n«»]|(?<!\w)(?:اما|ولی|هرچند|در حالی)(?!\w)")
_AND = "و"
_STEM = 4  # letters by which two lemmas are held to be of one word


@remembered()
def clauses(text: str) -> tuple[str, ...]:
    """Return the clauses of a sentence or a note, those without a word that carries meaning left out."""
    found: list[str] = []
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        found += _by_verbs(text[start:end])
        start = match.end() if match else end
    return tuple(clause for clause in found if keys(clause))


def _by_verbs(text: str) -> list[str]:
    """Cut behind each finite verb that «و» follows."""
    tokens = words(text)
    cuts = [0]
    for (_, end, word), following in zip(tokens, [*tokens[1:], None], strict=False):
        if finite(word) and following and following[2] == _AND:
            cuts.append(end)
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def keys(text: str) -> frozenset[str]:
    """Return the keys of the words of a text that carry meaning."""
    return frozenset(found for _, _, word in words(text) if (found := key(word)))


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """Return what tells a word that carries meaning from others; nothing for verbs and the words of grammar."""
    if any(char.isdigit() for char in word):
        return word
    root = lemma(word)
    return "" if len(word) < 2 or word in stop_words() or root in verb_roots() else root[:_STEM]
