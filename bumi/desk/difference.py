"""The difference of two texts, word by word, as a person would tell it."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from bumi.piece import Fields

__all__ = ["Change", "changes", "field_changes"]

_PARTS = (re.compile(r"(\S*)(\s*)"), re.compile(r"(.*)(\n*)"))  # words, or lines, and the space behind each
_CRUMB = 20  # characters
_MOST_PAIRS = 200_000_000  # of parts held against each other: a bit each, 25 MB


class Change(NamedTuple):
    """Some words that stayed, came or went."""

    kind: Literal["same", "came", "went"]
    text: str


def changes(before: str, after: str) -> list[Change]:
    """Return how `after` is made of `before`; what stayed and came is `after`, what stayed and went is `before`."""
    return [
        change
        for stayed, old, new in _without_crumbs(_stretches(before, after))
        for change in ([Change("same", new)] if stayed else [Change("went", old), Change("came", new)])
        if change.text
    ]


def field_changes(before: Fields, after: Fields) -> dict[str, list[Change]]:
    """Return the changes of every field that changed, by its name."""
    new = after.texts()
    return {name: changes(old, new[name]) for name, old in before.texts().items() if old != new[name]}


class _Stretch(NamedTuple):
    stayed: bool
    before: str
    after: str


def _stretches(before: str, after: str) -> Iterator[_Stretch]:
    """Tell what stayed and what did not, by words; by lines where that would take long, and else as a whole."""
    for part in _PARTS:
        old, new = part.findall(before), part.findall(after)
        if len(old) * len(new) <= _MOST_PAIRS:
            break
    else:
        old, new = [(before, "")], [(after, "")]
    for step in Indel.opcodes([word for word, _ in old], [word for word, _ in new]):
        went, came = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        if step.tag != "equal":
            yield _Stretch(False, _text(went), _text(came))
            continue
        for (word, space), (_, other) in zip(went, came, strict=True):
            yield _Stretch(True, word, word)
            yield _Stretch(space == other, space, other)


def _without_crumbs(stretches: Iterator[_Stretch]) -> list[_Stretch]:
    """Return the stretches, two changes as one where no more stayed between them than a word or two.

    A sentence put in other words has an «و» here and there in common with the old one, which says nothing.
    """
    kept: list[_Stretch] = []
    for each in stretches:
        if kept and each.stayed == kept[-1].stayed:
            each = _joined(kept.pop(), each)
        while not each.stayed and len(kept) > 1 and len(kept[-1].after) <= min(_CRUMB, _size(kept[-2]), _size(each)):
            between = kept.pop()
            each = _joined(kept.pop(), between, each)
        kept.append(each)
    return kept


def _joined(*stretches: _Stretch) -> _Stretch:
    before, after = ("".join(texts) for texts in zip(*((it.before, it.after) for it in stretches), strict=True))
    return _Stretch(stretches[0].stayed, before, after)


def _text(parts: Iterable[tuple[str, str]]) -> str:
    return "".join(word + space for word, space in parts)


def _size(stretch: _Stretch) -> int:
    return max(len(stretch.before), len(stretch.after))
