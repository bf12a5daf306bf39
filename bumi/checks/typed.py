"""A text as it is stored, and where each of its characters was typed: what is judged is what readers would get."""

import unicodedata
from bisect import bisect_right

from bumi.finding import Finding
from bumi.persian.characters import LETTERS
from bumi.persian.text import normal, normal_runs

__all__ = ["Typed"]


class Typed:
    """What somebody typed: `stored` is its normal form, `finding` brings a finding there back to the typed text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs: list[tuple[int, int, int, int, bool]] = []  # start, end as stored, then as typed; one for one?
        parts: list[str] = []
        done = length = 0
        for start, end, form in normal_runs(text):
            if text[start] == form[:1]:
                start, form = start + 1, form[1:]
            if text[start:end] != form:
                length += start - done
                parts += [text[done:start], form]
                alike = len(form) == end - start and all(map(str.__eq__, form, map(normal, text[start:end])))
                self._runs.append((length, length + len(form), start, end, alike))
                length, done = length + len(form), end
        self.stored = "".join([*parts, text[done:]])
        self._starts = [run[0] for run in self._runs]

    def finding(self, found: Finding) -> Finding:
        """Return a finding of `stored` as one of the typed text; a fix of what was typed otherwise is not safe."""
        if not self._runs:
            return found
        start = self._start(found.start)
        end = self._end(found.end) if found.end > found.start else start
        matched = self._text[start:end]
        safe = found.safe and _shape(matched) == _shape(found.matched)
        return found.model_copy(update={"start": start, "end": end, "matched": matched, "safe": safe})

    def _start(self, at: int) -> int:
        """Return where the stored character `at` begins in the typed text."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return at
        first, last, start, end, alike = self._runs[index]
        if at >= last:
            return end + at - last
        return start + at - first if alike else start

    def _end(self, at: int) -> int:
        """Return where the stored character before `at` ends in the typed text."""
        index = bisect_right(self._starts, at - 1) - 1
        if index >= 0 and at - 1 < self._runs[index][1]:
            first, _, start, end, alike = self._runs[index]
            return start + at - first if alike else end
        return self._start(at - 1) + 1


def _shape(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(LETTERS)
