"""The speller: decides for each unknown word whether a known one a letter away was meant."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bumi.persian.halfspace.evidence import bare, common, listed
from bumi.persian.halfspace.places import halves, neighbour
from bumi.persian.loglinear.counts import key
from bumi.persian.loglinear.ranker import choose, number
from bumi.persian.spelling.edits import one_edit_away
from bumi.persian.spelling.features import kept_features, other_features
from bumi.persian.spelling.vocabulary import ENDINGS, WordCounts, known, meant_by

SORTS = ("short", "seen", "new")
"""The sorts of unknown words: see `sort`."""

_SHORTEST = 2  # letters
_SHORT = 3
_LONGEST = 20
_MOST = 12  # candidates of a word
_TANVIN = "اً"
_NO_LEAST: Mapping[str, float] = MappingProxyType({})
_KEPT = 20_000  # words whose candidates are cached


@dataclass(frozen=True)
class Unknown:
    """An unknown word or half of one, with its neighbours (empty beyond a mark); all bare."""

    start: int
    end: int
    word: str
    before: str
    after: str


@dataclass(frozen=True)
class Meant:
    """The word probably meant by an unknown one."""

    start: int
    end: int
    word: str
    probability: float


def sort(word: str) -> str:
    """Return the sort of an unknown word, one of SORTS: at most three letters, seen by the lexicon, or other."""
    return "short" if len(word) <= _SHORT else "seen" if listed(word) else "new"


class Speller:
    """Ranks the words one slip away from an unknown one, and the unknown one itself.

    `weights` are those of the ranker; without them there are only candidates and their features, for training. `least`
    is the lowest probability of a slip, by sort of word.
    """

    def __init__(
        self, counts: WordCounts, weights: Sequence[float] = (), least: Mapping[str, float] = _NO_LEAST
    ) -> None:
        self._counts, self._weights, self._least = counts, weights, least
        self._remembered: dict[str, list[tuple[str, str]]] = {}

    def meant(self, text: str, names: Container[str] = ()) -> Iterator[Meant]:
        """Yield the probably misspelt words, except those in `names` (bare)."""
        for unknown in self.unknown(text):
            if unknown.word not in names and (others := self.others(unknown.word)):
                choice = choose(self._weights, self.rows(unknown, others))
                if choice.probability >= self._least.get(sort(unknown.word), 0):
                    yield Meant(unknown.start, unknown.end, others[choice.index - 1][0], choice.probability)

    def unknown(self, text: str) -> Iterator[Unknown]:
        """Yield the unknown words of a text."""
        found = halves(text)
        for at, half in enumerate(found):
            word = bare(half.text)
            if half.text.endswith(_TANVIN):  # «طبیعتاً»
                continue
            if half.lettered and _SHORTEST <= len(word) <= _LONGEST and not known(word, self._counts):
                before, after = bare(neighbour(found, at, -1)), bare(neighbour(found, at, 1))
                yield Unknown(half.start, half.end, word, before, after)

    def others(self, word: str) -> list[tuple[str, str]]:
        """Return the commonest (known word, slip that turns it into `word`)."""
        if word not in self._remembered:
            if len(self._remembered) > _KEPT:
                self._remembered.clear()
            found: dict[str, str] = {}
            for other, slip in one_edit_away(word):
                if meant := meant_by(other, self._counts):
                    found.setdefault(meant, slip)
            for ending in ENDINGS:
                stem = word.removesuffix(ending)
                if stem != word and len(stem) > _SHORTEST:
                    for other, slip in one_edit_away(stem):
                        if listed(other) > 2 and common(other):
                            found.setdefault(other + ending, slip)
            ranked = sorted(found, key=lambda other: (-common(other) - self._counts.seen.get(key(other), 0), other))
            self._remembered[word] = [(other, found[other]) for other in ranked[:_MOST]]
        return self._remembered[word]

    def rows(self, unknown: Unknown, others: Sequence[tuple[str, str]]) -> list[list[int]]:
        """Return the features of an unknown word as typed, then those of each candidate."""
        word, before, after = unknown.word, unknown.before, unknown.after
        rows = [kept_features(word, before, after, self._counts)]
        rows += [other_features(word, other, slip, before, after, self._counts) for other, slip in others]
        return [[number(name) for name in row] for row in rows]
