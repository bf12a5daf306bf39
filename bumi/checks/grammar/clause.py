"""One sentence as the rules of grammar see it: its words in a row, and what they find wrong there."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from bumi.finding import Severity
from bumi.persian.morphology import words
from bumi.persian.word_patterns import level

__all__ = ["Clause", "Fault"]

_END = re.compile(r"[ \t]*(?:[.؛!؟،:…»)]|$)")
_AND = ("و", "که", "اما", "ولی")


class Fault(NamedTuple):
    """What is wrong from the word `first` to the word `last`; without suggestions where none is certain."""

    code: str
    first: int
    last: int
    message: str
    suggestions: tuple[str, ...] = ()
    severity: Severity = Severity.WARNS


@dataclass(frozen=True)
class Clause:
    """A sentence of a text, by the span of its code points."""

    text: str
    start: int
    end: int

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in the text."""
        return [(self.start + start, self.start + end) for start, end, _ in self._words]

    @cached_property
    def words(self) -> list[str]:
        """The words, with Persian letters and digits."""
        return [word for _, _, word in self._words]

    @cached_property
    def _words(self) -> tuple[tuple[int, int, str], ...]:
        return words(level(self.text[self.start : self.end]))

    @cached_property
    def _joints(self) -> list[bool]:
        return [self.text[end:start] in (" ", "\u00a0") for (_, end), (start, _) in pairwise(self.spans)]

    def beside(self, first: int, last: int) -> bool:
        """Say whether nothing but a space stands between these words and all that are between them."""
        return first >= 0 and last < len(self.words) and all(self._joints[first:last])

    def closes(self, at: int) -> bool:
        """Say whether a mark follows the word, or nothing."""
        return _END.match(self.text, self.spans[at][1], self.end) is not None

    def pauses(self, at: int) -> bool:
        """Say whether a comma or a colon follows the word."""
        return self.text[self.spans[at][1] : self.end].lstrip(" ").startswith(("،", ":"))

    def ends(self, at: int) -> bool:
        """Say whether a verb here is the last word of its clause: a mark follows, or «و» and the like."""
        return self.closes(at) or (self.beside(at, at + 1) and self.words[at + 1] in _AND)
