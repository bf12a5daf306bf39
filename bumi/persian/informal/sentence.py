"""A sentence for rewriting informal Persian: its words, clauses and verbs."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bumi.persian.informal.forms import derived, orders, plain, said_roots, vocabulary
from bumi.persian.morphology import verb_forms, verb_roots
from bumi.persian.text import ZWNJ

type Written = tuple[str, bool]
"""The written form of a word, "" where it stays, and whether the word is certainly informal."""

LEAVE: Written = ("", False)
MEANT = ("این", "اون", "آن", "همین", "همون", "همان")

_ENDS = re.compile(r"\s*(?:$|[^\w\s«»])| (?:که|چون|چونکه|ولی|اما|اگه|اگر|تا|برا|برای|واسه|پس|وگرنه|نه|و)(?!\w)")
_STOPS = re.compile(r"\s*(?:$|[.؛!؟\n])")
_PAUSE = re.compile(rf"[^\w\s){ZWNJ}]")  # no pause after «)»
_CONTINUOUS = re.compile("(?:بر|در|فرو|باز|وا|ور)?ن?می")
_PARTICLE = re.compile("(?:بر|باز|در)(ن?)(.{3,})")
_FAR = 40  # words on each side that are considered


class InformalSentence(NamedTuple):
    """A sentence and its words with their spans; «می» and its verb are one word."""

    text: str
    words: tuple[tuple[int, int, str], ...]
    openings: frozenset[int] = frozenset()  # the words that a clause begins with, the first and those after a mark
    said: bool = False  # whether the text about it is certainly informal
    close: bool = False  # whether that text addresses one reader as a friend

    @classmethod
    def of(cls, text: str, words: Sequence[tuple[int, int, str]]) -> "InformalSentence":
        """Return the sentence `text` with its words."""
        gaps = ((at, text[before[1] : word[0]]) for at, (before, word) in enumerate(pairwise(words), 1))
        return cls(text, tuple(words), frozenset(at for at, gap in gaps if gap != " " and _PAUSE.search(gap)))

    def word(self, at: int) -> str:
        """Return a word, "" beyond the ends."""
        return self.words[at][2] if 0 <= at < len(self.words) else ""

    def opens(self, at: int) -> bool:
        """Say whether a clause begins with a word: the first one, or the one after a mark."""
        return not 0 < at < len(self.words) or at in self.openings

    def ends(self, at: int) -> bool:
        """Say whether a clause may end with a word."""
        return _ENDS.match(self.text, self.words[at][1]) is not None

    def closes(self, at: int) -> bool:
        """Say whether a mark, or nothing, follows a word."""
        return self.opens(at + 1)

    def stops(self, at: int) -> bool:
        """Say whether a full stop or a semicolon follows a word, or nothing."""
        return _STOPS.match(self.text, self.words[at][1]) is not None

    def named_with(self, at: int) -> bool:
        """Say whether a parenthesis follows a word, as after the title of a work."""
        return self.text[self.words[at][1] :].lstrip().startswith("(")

    def opening(self, at: int) -> int:
        """Return where the clause of a word begins: after a mark or «که», at most `_FAR` words before."""
        first = max(0, at - _FAR)
        while at > first and not self.opens(at) and self.word(at - 1) != "که":
            at -= 1
        return at

    def before(self, at: int) -> list[str]:
        """Return the words of a clause before a word."""
        return [word for _, _, word in self.words[self.opening(at) : at]]

    def adverb(self, at: int) -> bool:
        """Say whether a word begins a new phrase, so that the one before may end: «جا کمه زودتر اسم بنویسین»."""
        return self.word(at) in vocabulary().adverbs

    def earlier(self, at: int) -> list[str]:
        """Return the words before a word, in any clause, at most `_FAR`."""
        return [word for _, _, word in self.words[max(0, at - _FAR) : at]]

    def after(self, at: int) -> list[str]:
        """Return the words after a word, in any clause, at most `_FAR`."""
        return [word for _, _, word in self.words[at + 1 : at + 1 + _FAR]]

    def rest(self, at: int) -> list[str]:
        """Return the words of a clause after a word."""
        rest = list[str]()
        for place in range(at + 1, min(at + 1 + _FAR, len(self.words))):
            if self.opens(place):
                break
            rest.append(self.word(place))
        return rest

    def around(self, at: int) -> list[str]:
        """Return a word with the words around it, at most `_FAR` on each side."""
        return [word for _, _, word in self.words[max(0, at - _FAR) : at + 1 + _FAR]]


def acts(word: str) -> bool:
    """Say whether a word may be a verb, informal or formal."""
    return bool(root(word)) or _CONTINUOUS.match(word) is not None or plain(word) in orders()


def root(word: str) -> str:
    """Return the past root of a verb, informal or formal, "" for any other word."""
    return _root_of(word) if len(word) > 1 else ""


def last_root(sentence: InformalSentence, at: int) -> str:
    """Return the past root of the last verb of a sentence, "" where it has none."""
    return next(filter(None, map(root, reversed(sentence.around(at)))), "")


@cache
def _root_of(word: str) -> str:
    written = orders().get(plain(word)) or derived().get(word) or word
    if known := said_roots().get(written):
        return known
    if (particle := _PARTICLE.fullmatch(word)) and (verb := derived().get(f"{particle[1] or 'ب'}{particle[2]}")):
        return _root_of(verb)
    return verb_forms().get(written, "") or (written[:-1] if written[:-1] in verb_roots() else "")
