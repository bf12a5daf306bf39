"""Places in a text where a half-space may be missing: every gap between two words, and every word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bumi.persian.morphology import words
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import belong_together, respelled
from bumi.remembered import remembered

GAP = re.compile("[ \t\u00a0]+")
"""Separators between two words that belong together."""

_LETTERS = re.compile("[ء-غف-يآپچژکگیۀ\u064b-\u065f\u0670]+")
_OF = "\u0654"  # the mark of an ezafe: «واژه‌نامهٔ»
_SHORTEST = 4  # letters of a word that is split


@dataclass(frozen=True)
class Place:
    """A span of a text: a gap with the two halves beside it, or one word, which is a single half.

    `before` and `after` are the neighbours, empty beyond a mark; `state` is how the text keeps half-spaces.
    """

    start: int
    end: int
    halves: tuple[str, ...]
    before: str
    after: str
    state: str


@dataclass(frozen=True)
class Half:
    """A word, or a part of one with half-spaces; `link` joins it to the one before: a half-space, a space or empty."""

    start: int
    text: str
    link: str

    @property
    def end(self) -> int:
        """The end of its span."""
        return self.start + len(self.text)

    @property
    def lettered(self) -> bool:
        """Whether it has only Persian letters."""
        return _LETTERS.fullmatch(self.text) is not None


@remembered()
def halves(text: str) -> tuple[Half, ...]:
    """Return the words of a text in order, those with half-spaces as their parts."""
    found: list[Half] = []
    for start, _, word in words(text):
        for part in word.split(ZWNJ):
            if part:
                between = text[found[-1].end : start] if found else ""
                link = ZWNJ if between and not between.strip(ZWNJ) else " " if GAP.fullmatch(between) else ""
                found.append(Half(start, part, link))
            start += len(part) + 1
    return tuple(found)


def neighbour(found: Sequence[Half], at: int, step: int) -> str:
    """Return the half before (-1) or after (1) the one `at` this place, empty beyond a mark."""
    other = at + step
    linked = 0 <= other < len(found) and found[max(at, other)].link
    return found[other].text if linked else ""


def places(text: str) -> Iterator[Place]:
    """Yield the places of a text in order; each part of a word with half-spaces is a place, too."""
    found = halves(text)
    plain = [half.text.removesuffix(_OF) for half in found]
    pairs = zip(found[1:], pairwise(plain), strict=True) if found else ()
    split = [half.link == " " and belong_together(*pair) for half, pair in pairs]
    lost = [respelled(word) != word for word in plain]
    kept, all_split, all_lost = sum(half.link == ZWNJ for half in found), sum(split), sum(lost)
    for at, half in enumerate(found):
        if not half.lettered:
            continue
        before, after, word = neighbour(found, at, -1), neighbour(found, at, 1), half.text.removesuffix(_OF)
        if len(word) >= _SHORTEST:
            state = _state(kept, all_lost - lost[at], all_split)
            yield Place(half.start, half.start + len(word), (word,), before, after, state)
        if after and word == half.text and found[at + 1].link == " " and found[at + 1].lettered:
            state, parts = _state(kept, all_split - split[at], all_lost), (word, after.removesuffix(_OF))
            yield Place(
                half.start, found[at + 1].start + len(parts[1]), parts, before, neighbour(found, at + 1, 1), state
            )


def _state(kept: int, missing: int, otherwise: int) -> str:
    """Return how well a text keeps its half-spaces apart from the place itself, by the certain rules.

    `missing` are those lost in the same way (a space, or nothing), `otherwise` those lost in the other.
    """
    if not kept:
        return f"0{min(missing, 4)}{min(otherwise, 2)}"
    share = missing / (kept + missing)
    level = 0 if not missing else 1 if share < 0.1 else 2 if share < 0.3 else 3 if share < 0.6 else 4
    return f"{1 if kept < 3 else 2 if kept < 9 else 3}{level}"
