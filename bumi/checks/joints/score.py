"""How well half-spaces are restored, measured at the boundaries between letters.

Quotation marks, diacritics and the shapes of letters and digits make no difference. A line whose letters changed
counts as if nothing in it had been restored.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bumi.text import ZWNJ, digits_to_latin

__all__ = ["Score", "score"]

_FOLD = str.maketrans("يكىۀ?,;%", "یکیه؟،؛٪")
_IGNORED = frozenset("\u200d\u200e\u200f\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0640\"'«»“”")


@dataclass(frozen=True)
class Score:
    """Counts of boundaries: half-spaces hit, missed and put where none belongs, other changes; and of words."""

    hit: int = 0
    missed: int = 0
    wrong: int = 0
    other: int = 0
    words: int = 0

    def __add__(self, more: "Score") -> "Score":
        return Score(*(getattr(self, name) + getattr(more, name) for name in self.__dataclass_fields__))

    @property
    def precision(self) -> float:
        """The share of the half-spaces in the output that belong there."""
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of the half-spaces that belong there which the output has."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hit / (2 * self.hit + self.wrong + self.missed) if self.hit else 0.0

    @property
    def touch(self) -> float:
        """Changes that are not in the gold text, per 1,000 words; of an undamaged text all of it is harm."""
        return 1000 * (self.wrong + self.missed + self.other) / max(1, self.words)


def score(gold: Sequence[str], output: Sequence[str]) -> Score:
    """Return the score of the lines `output` against those that are right."""
    return sum((_line(*pair) for pair in zip(gold, output, strict=True)), Score())


def _line(gold: str, output: str) -> Score:
    letters, want = _boundaries(gold)
    got_letters, got = _boundaries(output)
    same = letters == got_letters
    hit = missed = wrong = other = 0
    for at in range(1, len(letters)):
        if letters[at - 1].isalnum() and letters[at].isalnum():
            wanted, has = want.get(at, ""), got.get(at, "") if same else ""
            hit += wanted == has == ZWNJ
            missed += wanted == ZWNJ != has
            wrong += has == ZWNJ != wanted
            other += same and wanted != has and ZWNJ not in (wanted, has)
    return Score(hit, missed, wrong, other, len(gold.split()))


def _boundaries(line: str) -> tuple[str, dict[int, str]]:
    text = digits_to_latin(unicodedata.normalize("NFC", line).translate(_FOLD).replace("...", "…"))
    letters: list[str] = []
    boundaries: dict[int, str] = {}
    for char in text:
        if char == ZWNJ:
            boundaries.setdefault(len(letters), ZWNJ)
        elif char.isspace():
            boundaries[len(letters)] = " "
        elif char not in _IGNORED:
            letters.append(char)
    return "".join(letters), boundaries
