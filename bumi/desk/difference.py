"""The difference of two texts, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from bumi.piece import Fields

__all__ = ["Change", "changes", "field_changes"]

_WORD = re.compile(r"\s+|[^\s]+")


class Change(NamedTuple):
    """Some words that stayed, came or went."""

    kind: Literal["same", "came", "went"]
    text: str


def changes(before: str, after: str) -> list[Change]:
    """Return how `after` is made of `before`; what stayed and came is `after`, what stayed and went is `before`."""
    return list(_changes(_WORD.findall(before), _WORD.findall(after)))


def field_changes(before: Fields, after: Fields) -> dict[str, list[Change]]:
    """Return the changes of every field that changed, by its name."""
    new = after.texts()
    return {name: changes(old, new[name]) for name, old in before.texts().items() if old != new[name]}


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change("same", "".join(before[i1:i2]))
            continue
        if i2 > i1:
            yield Change("went", "".join(before[i1:i2]))
        if j2 > j1:
            yield Change("came", "".join(after[j1:j2]))
