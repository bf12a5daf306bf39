"""Finding listed phrases in text, with spaces or half-spaces between their words."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bumi.persian.characters import MARKS
from bumi.persian.text import ZWNJ

Replacement = tuple[int, int, str]
"""The start and end of a match in a text, and its replacement, "" for nothing."""

_TOKEN = re.compile(f"[\\w{MARKS}]+")
_MARK = re.compile(f"[{MARKS}]")
_GAPS = (" ", ZWNJ)


class Phrases:
    """Phrases with their replacements; longer phrases win over shorter ones, and untouched phrases hide others."""

    def __init__(self, phrases: Mapping[str, str], untouched: Iterable[str] = ()) -> None:
        self._written = {_key(phrase): written for phrase, written in phrases.items()}
        self._untouched = frozenset(map(_key, untouched))
        self._longest: dict[str, int] = {}  # phrase that begins with a word, in words
        for key in (*self._written, *self._untouched):
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def find(self, text: str) -> Iterator[Replacement]:
        """Yield the matches in order and without overlaps, never within a word or a compound."""
        spans = [match.span() for match in _TOKEN.finditer(text)]
        tokens = [_MARK.sub("", text[start:end]) for start, end in spans]
        at = 0
        while at < len(tokens):
            size = self._size(text, spans, tokens, at)
            key = tuple(tokens[at : at + size])
            if key in self._written:
                yield spans[at][0], spans[at + size - 1][1], self._written[key]
            at += max(1, size)

    def _size(self, text: str, spans: list[tuple[int, int]], tokens: list[str], at: int) -> int:
        """Return the number of words of the phrase at this word, 0 for none."""
        longest = self._longest.get(tokens[at], 0)
        if not longest or (spans[at][0] and text[spans[at][0] - 1] == ZWNJ):
            return 0
        run = 1
        while run < longest and at + run < len(tokens) and text[spans[at + run - 1][1] : spans[at + run][0]] in _GAPS:
            run += 1
        sizes = (size for size in range(run, 0, -1) if not text.startswith(ZWNJ, spans[at + size - 1][1]))
        return next((size for size in sizes if self._known(tuple(tokens[at : at + size]))), 0)

    def _known(self, key: tuple[str, ...]) -> bool:
        return key in self._written or key in self._untouched


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(_MARK.sub("", phrase).replace(ZWNJ, " ").split())
