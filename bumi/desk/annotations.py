"""Annotated text: the sentences of a field with their sources in the brief, and the findings within them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bumi.brief import Brief
from bumi.desk.labels import PART_NAMES
from bumi.finding import Finding, Severity
from bumi.persian.text import digits_to_persian
from bumi.piece import Source

_WEIGHT = {severity: weight for weight, severity in enumerate(reversed(Severity))}


@dataclass(frozen=True)
class TextRun:
    """A part of a text that lies wholly within one finding, or within none."""

    text: str
    finding: Finding | None


@dataclass(frozen=True)
class Segment:
    """A sentence with sources (`source` is its index among them), or the text between two such sentences.

    `start` is where it begins in the text of its field.
    """

    start: int
    runs: tuple[TextRun, ...]
    source: int | None

    @property
    def end(self) -> int:
        """Where it ends in the text of its field."""
        return self.start + sum(len(run.text) for run in self.runs)

    @property
    def bare(self) -> bool:
        """Whether it has words without a source."""
        return self.source is None and any(run.text.strip() for run in self.runs)


@dataclass(frozen=True)
class SentenceSources:
    """The sources of one sentence: the id, the name and the text of each part of the brief."""

    text: str
    plain: bool
    parts: tuple[tuple[str, str, str], ...]


def segments(text: str, field: str, sources: Sequence[Source], findings: Iterable[Finding]) -> list[Segment]:
    """Return the whole text of a field, in order, split at its sentences and findings."""
    marked = sorted((it for it in findings if it.field == field and it.end > it.start), key=_order)
    cut, at = [], 0
    for number, source in enumerate(sources):
        start = text.find(source.text, at) if source.field == field and source.text else -1
        if start >= 0:
            cut += [(at, start, None), (start, start + len(source.text), number)]
            at = start + len(source.text)
    cut.append((at, len(text), None))
    return [Segment(start, tuple(_runs(text, start, end, marked)), number) for start, end, number in cut if end > start]


def text_runs(text: str, field: str, findings: Iterable[Finding]) -> tuple[TextRun, ...]:
    """Return the text of a field split at its findings only."""
    marked = sorted((it for it in findings if it.field == field and it.end > it.start), key=_order)
    return tuple(_runs(text, 0, len(text), marked))


def sentence_sources(sources: Iterable[Source], brief: Brief) -> list[SentenceSources]:
    """Return the sources of each sentence, in the order of `sources`."""
    parts = brief.parts()
    return [
        SentenceSources(
            source.text, source.plain, tuple((id, part_name(id), parts[id]) for id in source.rests_on if id in parts)
        )
        for source in sources
    ]


def part_name(id: str) -> str:
    """Return the Persian name of a part of a brief: «نکته ۲» for n2."""
    if id in PART_NAMES:
        return PART_NAMES[id]
    return digits_to_persian(f"{'گفته' if id.startswith('q') else 'نکته'} {id[1:]}")


def _order(finding: Finding) -> tuple[int, int]:
    return -_WEIGHT[finding.severity], finding.start


def _runs(text: str, start: int, end: int, marked: list[Finding]) -> Iterable[TextRun]:
    """Split `text[start:end]` where a finding begins or ends; of overlapping findings the most severe is shown."""
    here = [it for it in marked if it.start < end and it.end > start]
    edges = sorted({start, end, *(edge for it in here for edge in (it.start, it.end) if start < edge < end)})
    for first, last in pairwise(edges):
        yield TextRun(text[first:last], next((it for it in here if it.start <= first and it.end >= last), None))
