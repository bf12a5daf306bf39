"""Spans of text, and those that a copy editor leaves alone: quotations, addresses and Latin."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

PERSIAN = "\u0621-\u063a\u0641-\u065f\u0670پچژکگیۀ"  # letters and marks, for use within [...]
_UNTOUCHABLE = re.compile(
    r"(?:https?://|www\.)[^\s«»<>\"]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])@\w+"
    r"|(?<![\w.-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:/[^\s«»<>\"]*)?"
    "|[A-Za-z][!-~]*(?:[ ][!-~]*[A-Za-z][!-~]*)*"
)
_QUOTE_STEP = re.compile(r"[«»]|[\r\n]+")


class Spans:
    """Spans in order, without overlaps; `at in spans` is a binary search."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = list(spans)
        self._starts = [start for start, _ in self._spans]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._spans)

    def __contains__(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._spans[index][1]

    def touch(self, start: int, end: int) -> bool:
        """Say whether any character of the span (of an empty one, its position) lies in one of these."""
        index = bisect_right(self._starts, max(start, end - 1)) - 1
        return index >= 0 and start < self._spans[index][1]


def quoted(text: str) -> Spans:
    """Return the outermost « » pairs, marks included; a quotation does not run over a line break."""
    spans: list[tuple[int, int]] = []
    opened = depth = 0
    for step in _QUOTE_STEP.finditer(text):
        mark = step.group()
        if mark == "«":
            opened = opened if depth else step.start()
            depth += 1
        elif mark == "»" and depth:
            depth -= 1
            if not depth:
                spans.append((opened, step.end()))
        elif mark != "»":
            depth = 0
    return Spans(spans)


def untouchable(text: str) -> Spans:
    """Return web addresses, e-mail addresses, handles and runs of Latin words with what is between them."""
    return Spans((m.start(), m.end()) for m in _UNTOUCHABLE.finditer(text))
