"""Scores spelling correction by the words of parallel text.

An edit is a changed word; differences of spacing, half-spaces and Arabic or Persian letters are ignored.
"""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from bumi.persian.text import ZWNJ

_FOLD = str.maketrans({"ي": "ی", "ك": "ک", ZWNJ: ""})
_MARKS = '.,،؛:!؟?«»()"'


@dataclass(frozen=True)
class Score:
    """Counts of words: all, wrong, changed, found wrong, corrected, and changed though right."""

    words: int = 0
    errors: int = 0
    changed: int = 0
    found: int = 0
    fixed: int = 0
    false: int = 0

    def __add__(self, more: "Score") -> "Score":
        return Score(*(getattr(self, name) + getattr(more, name) for name in self.__dataclass_fields__))

    @property
    def detection(self) -> float:
        """F1 of finding wrong words."""
        return 2 * self.found / max(1, self.changed + self.errors)

    @property
    def correction(self) -> float:
        """F1 of correcting them."""
        return 2 * self.fixed / max(1, self.changed + self.errors)

    @property
    def false_alarms(self) -> float:
        """Share of the right words that were changed."""
        return self.false / max(1, self.words - self.errors)


def score(wrong: Sequence[str], right: Sequence[str], output: Sequence[str]) -> Score:
    """Return the score of the lines `output`, made from the lines `wrong`, against the right ones."""
    return sum((_line(*lines) for lines in zip(wrong, right, output, strict=True)), Score())


def _line(wrong: str, right: str, output: str) -> Score:
    gold, ours = _edits(wrong, right), _edits(wrong, output)
    return Score(
        words=len(wrong.split()),
        errors=len(gold),
        changed=len(ours),
        found=len(gold.keys() & ours.keys()),
        fixed=sum(at in ours and ours[at] == word for at, word in gold.items()),
        false=len(ours.keys() - gold.keys()),
    )


def _edits(source: str, target: str) -> dict[int, str | None]:
    """Return each changed word by its position, with its replacement (None: part of the one before)."""
    before, after = ([word.translate(_FOLD).strip(_MARKS) for word in line.split()] for line in (source, target))
    found: dict[int, str | None] = {}
    for kind, i, j, k, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal" or "".join(before[i:j]) == "".join(after[k:last]):
            continue
        if j - i == last - k:
            found |= {
                at: word for at, was, word in zip(range(i, j), before[i:j], after[k:last], strict=True) if was != word
            }
        else:
            found |= {at: "".join(after[k:last]) if at == i else None for at in range(i, max(j, i + 1))}
    return found
