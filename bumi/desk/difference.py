"""Word-by-word difference of two texts, merged into changes that people can read."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from bumi.piece import Fields

_PARTS = (re.compile(r"(\S*)(\s*)"), re.compile(r"(.*)(\n*)"))  # words, or lines, each with the space after it
_SHORT = 20  # characters of unchanged text that are merged into the changes around them
_MOST_PAIRS = 200_000_000  # compared parts: one bit each, 25 MB


class TextChange(NamedTuple):
    """Some words that stayed, were added or were removed."""

    kind: Literal["same", "came", "went"]
    text: str


def changes(before: str, after: str) -> list[TextChange]:
    """Return the changes in order: «same» and «came» together are `after`, «same» and «went» are `before`."""
    return [
        change
        for stayed, old, new in _merged(_compared(before, after))
        for change in ([TextChange("same", new)] if stayed else [TextChange("went", old), TextChange("came", new)])
        if change.text
    ]


def field_changes(before: Fields, after: Fields) -> dict[str, list[TextChange]]:
    """Return the changes of every field that changed, by its name."""
    new = after.texts()
    return {name: changes(old, new[name]) for name, old in before.texts().items() if old != new[name]}


class _Part(NamedTuple):
    stayed: bool
    before: str
    after: str


def _compared(before: str, after: str) -> Iterator[_Part]:
    """Compare by words; by lines where words would take long, and as a whole where lines would too."""
    for part in _PARTS:
        old, new = part.findall(before), part.findall(after)
        if len(old) * len(new) <= _MOST_PAIRS:
            break
    else:
        old, new = [(before, "")], [(after, "")]
    for step in Indel.opcodes([word for word, _ in old], [word for word, _ in new]):
        went, came = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        if step.tag != "equal":
            yield _Part(False, _text(went), _text(came))
            continue
        for (word, space), (_, other) in zip(went, came, strict=True):
            yield _Part(True, word, word)
            yield _Part(space == other, space, other)


def _merged(parts: Iterator[_Part]) -> list[_Part]:
    """Merge two changes where only a word or two is the same between them.

    A rewritten sentence has an «و» here and there in common with the old one, which means nothing.
    """
    kept: list[_Part] = []
    for each in parts:
        if kept and each.stayed == kept[-1].stayed:
            each = _joined(kept.pop(), each)
        while not each.stayed and len(kept) > 1 and len(kept[-1].after) <= min(_SHORT, _size(kept[-2]), _size(each)):
            between = kept.pop()
            each = _joined(kept.pop(), between, each)
        kept.append(each)
    return kept


def _joined(*parts: _Part) -> _Part:
    before, after = ("".join(texts) for texts in zip(*((it.before, it.after) for it in parts), strict=True))
    return _Part(parts[0].stayed, before, after)


def _text(parts: Iterable[tuple[str, str]]) -> str:
    return "".join(word + space for word, space in parts)


def _size(part: _Part) -> int:
    return max(len(part.before), len(part.after))
