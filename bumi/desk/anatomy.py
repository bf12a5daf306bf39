"""A text taken apart for the eye: its sentences with what they rest on, and the findings within them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bumi.brief import Brief
from bumi.finding import Finding, Severity
from bumi.persian.text import digits_to_persian
from bumi.piece import Source

__all__ = ["Evidence", "Run", "Stretch", "evidence", "part_name", "runs", "stretches"]

_WEIGHT = {severity: weight for weight, severity in enumerate(reversed(Severity))}
_PARTS = {
    "topic": "موضوع",
    "agency": "دستگاه",
    "county": "شهرستان",
    "lede": "خبر در یک جمله",
    "when": "زمان",
    "where": "مکان",
    "call": "فراخوان",
}


@dataclass(frozen=True)
class Run:
    """Some text in which nothing changes: it is all within one finding, or within none."""

    text: str
    finding: Finding | None


@dataclass(frozen=True)
class Stretch:
    """A sentence that rests on something (`source` is its place among the sources), or what stands between."""

    runs: tuple[Run, ...]
    source: int | None

    @property
    def bare(self) -> bool:
        """Say whether it has words that rest on nothing."""
        return self.source is None and any(run.text.strip() for run in self.runs)


@dataclass(frozen=True)
class Evidence:
    """What one sentence rests on: the parts of the brief, by id and name and word for word."""

    text: str
    plain: bool
    parts: tuple[tuple[str, str, str], ...]


def stretches(text: str, field: str, sources: Sequence[Source], findings: Iterable[Finding]) -> list[Stretch]:
    """Return the text of a field, in order and without loss, cut at its sentences and findings."""
    marked = sorted((it for it in findings if it.field == field and it.end > it.start), key=_order)
    cut, at = [], 0
    for number, source in enumerate(sources):
        start = text.find(source.text, at) if source.field == field and source.text else -1
        if start >= 0:
            cut += [(at, start, None), (start, start + len(source.text), number)]
            at = start + len(source.text)
    cut.append((at, len(text), None))
    return [Stretch(tuple(_runs(text, start, end, marked)), number) for start, end, number in cut if end > start]


def runs(text: str, field: str, findings: Iterable[Finding]) -> tuple[Run, ...]:
    """Return the text of a field cut at its findings alone."""
    marked = sorted((it for it in findings if it.field == field and it.end > it.start), key=_order)
    return tuple(_runs(text, 0, len(text), marked))


def evidence(sources: Iterable[Source], brief: Brief) -> list[Evidence]:
    """Return what each sentence rests on, in the order of `sources`."""
    parts = brief.parts()
    return [
        Evidence(
            source.text, source.plain, tuple((id, part_name(id), parts[id]) for id in source.rests_on if id in parts)
        )
        for source in sources
    ]


def part_name(id: str) -> str:
    """Return what people call a part of a brief: «نکته ۲» for n2."""
    if id in _PARTS:
        return _PARTS[id]
    return digits_to_persian(f"{'گفته' if id.startswith('q') else 'نکته'} {id[1:]}")


def _order(finding: Finding) -> tuple[int, int]:
    return -_WEIGHT[finding.severity], finding.start


def _runs(text: str, start: int, end: int, marked: list[Finding]) -> Iterable[Run]:
    """Cut `text[start:end]` where a finding begins or ends; where several overlap, the weightiest is shown."""
    here = [it for it in marked if it.start < end and it.end > start]
    edges = sorted({start, end, *(edge for it in here for edge in (it.start, it.end) if start < edge < end)})
    for first, last in pairwise(edges):
        yield Run(text[first:last], next((it for it in here if it.start <= first and it.end >= last), None))
