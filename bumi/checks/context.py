"""The input of a check: the text of one field, its brief and the province's data; and typed texts in stored form.

The checks read the stored form of a text, which is what readers get; `Typed` maps a finding to its place in the
typed text.
"""

import dataclasses
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from bumi.brief import Brief
from bumi.finding import Finding
from bumi.persian.characters import LETTERS
from bumi.persian.informal import spoken
from bumi.persian.phrases import Replacement
from bumi.persian.spans import Spans, quoted, untouchable
from bumi.persian.text import normal, normal_runs, word_row
from bumi.piece import Lookalike
from bumi.province import Province

if TYPE_CHECKING:
    from bumi.checks.facts.support import Judge


@dataclasses.dataclass(frozen=True)
class Context:
    """The input of a check for one field of a piece; a check reads nothing else.

    `fields` are the texts of the piece by name; `brief` is None where a text has none. `lookalikes` are similar
    pieces of the newsroom. `judge` decides whether a sentence follows from a brief; without it this is not checked.
    """

    text: str
    field: str
    province: Province
    brief: Brief | None = None
    fields: Mapping[str, str] = dataclasses.field(default_factory=dict)
    lookalikes: tuple[Lookalike, ...] = ()
    judge: "Judge | None" = None

    @cached_property
    def quoted(self) -> Spans:
        """The spans between « and », marks included."""
        return quoted(self.text)

    @cached_property
    def quotations(self) -> Spans:
        """The texts between « and », without the marks."""
        return Spans((start + 1, end - 1) for start, end in self.quoted)

    @cached_property
    def verbatim(self) -> Spans:
        """The spans between « and » that the brief has word for word: a quotation or a title."""
        if self.brief is None or not [*self.quoted]:
            return Spans(())
        facts = word_row(self.brief.facts())
        return Spans((start, end) for start, end in self.quoted if word_row(self.text[start + 1 : end - 1]) in facts)

    @cached_property
    def said(self) -> tuple[Replacement, ...]:
        """The spoken forms outside quotations, with their written forms."""
        return tuple(spoken(self.text, self.quotations))

    @cached_property
    def spoken(self) -> Spans:
        """The spans of these forms."""
        return Spans((start, end) for start, end, _ in self.said)

    @cached_property
    def untouchable(self) -> Spans:
        """The spans of web addresses, emails, handles and runs of Latin words."""
        return untouchable(self.text)

    @cached_property
    def public_lines(self) -> tuple[str, ...]:
        """The lines that agencies of the province publish."""
        return tuple(line for agency in self.province.agencies for line in agency.lines)


class Typed:
    """A typed text: `stored` is its normal form, `finding` maps a finding in that form to the typed text."""

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
        """Return a finding in `stored` as one in the typed text; its fix is not safe where the two differ there."""
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
