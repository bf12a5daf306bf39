"""A sentence as input of the grammar rules: its words in order, and the text between them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bumi.checks.context import Context
from bumi.checks.rule import Match, Search
from bumi.persian.morphology import sentences, words
from bumi.persian.word_patterns import level
from bumi.remembered import remembered

_END = re.compile(r"[ \t]*(?:[.؛!؟،:…»)]|$)")
_AND = ("و", "که", "اما", "ولی")


@dataclass(frozen=True)
class Clause:
    """A sentence of a text, by the span of its code points."""

    text: str
    start: int
    end: int

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The span of each word in the text."""
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
        """Return whether only spaces separate these words and all words between them."""
        return first >= 0 and last < len(self.words) and all(self._joints[first:last])

    def closes(self, at: int) -> bool:
        """Return whether a mark or nothing follows the word."""
        return _END.match(self.text, self.spans[at][1], self.end) is not None

    def pauses(self, at: int) -> bool:
        """Return whether a comma or a colon follows the word."""
        return self.text[self.spans[at][1] : self.end].lstrip(" ").startswith(("،", ":"))

    def ends(self, at: int) -> bool:
        """Return whether a verb here is the last word of its clause: a mark follows, or «و» and the like."""
        return self.closes(at) or (self.beside(at, at + 1) and self.words[at + 1] in _AND)


def in_clauses(search: Callable[[Clause], Iterable[Match]]) -> Search:
    """Return the search by a function that reads a clause and gives the first and last word of each match."""

    def searched(context: Context) -> Iterator[Match]:
        for clause in _clauses(context.text):
            for match in search(clause):
                start, end = clause.spans[match.start][0], clause.spans[match.end][1]
                yield match._replace(start=start, end=end)

    return searched


@remembered(many=64)
def _clauses(text: str) -> tuple[Clause, ...]:
    return tuple(Clause(text, *span) for span in sentences(text))
