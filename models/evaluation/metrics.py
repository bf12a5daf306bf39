"""How good the writer is, in figures with a bar each: what an editor would not sign is counted and shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bumi.brief import Brief
from bumi.finding import Finding
from bumi.models.evaluation.names import unknown_names
from bumi.models.scoring import evidence, opening, values
from bumi.persian.morphology import content_lemmas
from bumi.persian.numbers import spelled_out
from bumi.persian.text import digits_to_persian
from bumi.piece import Draft, Fields

__all__ = [
    "ALIKE",
    "COVERED",
    "DEV_PERPLEXITY",
    "FIRST_GOOD",
    "INVENTED",
    "LESSON_PERPLEXITY",
    "PLAIN",
    "REPEATED",
    "UNKNOWN_NAMES",
    "Bar",
    "Check",
    "Figure",
    "figures",
]

Check = Callable[[Fields, Brief], Iterable[Finding]]
"""Finds the numbers, dates and quotations of a piece that its brief does not have."""


class Bar(NamedTuple):
    """What a figure must come to: `bound` at most, or with `least` at least; a `share` is of 1."""

    number: int
    name: str
    bound: float
    least: bool = False
    share: bool = False


INVENTED = Bar(1, "عدد، تاریخ و نقل‌قولی که سفارش ندارد", 0)
COVERED = Bar(2, "یادداشت‌های گفته‌شده", 0.98, least=True, share=True)
UNKNOWN_NAMES = Bar(3, "نام‌هایی که سفارش و داده استان ندارند", 0)
REPEATED = Bar(6, "موضوع با نام کامل در سه جمله پیاپی", 0)
ALIKE = Bar(6, "لیدهایی که چون لیدی دیگر آغاز می‌شوند", 0)
PLAIN = Bar(5, "یادداشت‌هایی که مدل جمله‌شان را ننوشت", float("inf"), share=True)  # without a bar: a list is no fault
# Without a bar: two adapters are held against each other by them (models/evaluation/gate.py).
DEV_PERPLEXITY = Bar(7, "سرگشتگی در برابر جمله‌های سنجش، هر واژه‌پاره", float("inf"))
LESSON_PERPLEXITY = Bar(8, "سرگشتگی در برابر جمله‌های کنارگذاشته دبیران، هر واژه‌پاره", float("inf"))
FIRST_GOOD = Bar(9, "فهرست‌های داوری‌شده‌ای که محتمل‌ترین جمله‌شان چاپ‌شدنی است", 0, least=True, share=True)

_LEAST_OF_NOTE = 0.6  # of a note's content lemmas, where it counts as said; of its numbers all
_RUN = 3  # sentences


@dataclass(frozen=True)
class Figure:
    """What was measured against `bar`; `faults` says where it falls short, a line each."""

    bar: Bar
    value: float
    faults: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the bar is reached."""
        return self.value >= self.bar.bound if self.bar.least else self.value <= self.bar.bound


def figures(briefs: Sequence[Brief], drafts: Sequence[Draft], check: Check) -> list[Figure]:
    """Return the figures of `drafts`, one for each of `briefs`; ValueError where there are not as many of each."""
    pairs = list(zip(briefs, drafts, strict=True))
    invented = [fault for brief, draft in pairs for fault in _invented(brief, draft, check)]
    lost = [fault for brief, draft in pairs for fault in _lost(brief, draft)]
    notes = sum(len(brief.notes) for brief in briefs)
    unknown = [fault for brief, draft in pairs for fault in _unknown(brief, draft)]
    plain = [(brief, source) for brief, draft in pairs for source in draft.sources if source.plain]
    sentences = sum(len(draft.sources) for draft in drafts)
    repeated = [brief.topic for brief, draft in pairs if _repeats_topic(brief, draft)]
    alike = list(_alike(drafts))
    return [
        Figure(INVENTED, len(invented), tuple(invented)),
        Figure(COVERED, _share(notes - len(lost), notes), tuple(lost)),
        Figure(UNKNOWN_NAMES, len(unknown), tuple(unknown)),
        Figure(PLAIN, _share(len(plain), sentences), tuple(_line(brief, it.text) for brief, it in plain)),
        Figure(REPEATED, len(repeated), tuple(repeated)),
        Figure(ALIKE, len(alike), tuple(alike)),
    ]


def _invented(brief: Brief, draft: Draft, check: Check) -> Iterator[str]:
    """Yield what the checks find, and every number they let pass that the brief does not have by its value."""
    found, known = list(check(draft.fields, brief)), values(spelled_out(brief.facts()))
    for finding in found:
        yield _line(brief, finding.matched, finding.field)
    for field, text in draft.fields.texts().items():
        told = values(" ، ".join(finding.matched for finding in found if finding.field == field))
        for value in sorted(values(text) - known - told):
            yield _line(brief, digits_to_persian(value), field)


def _lost(brief: Brief, draft: Draft) -> Iterator[str]:
    """Yield the notes that the sentences resting on them do not say."""
    for number, note in enumerate(map(spelled_out, brief.notes), 1):
        said = " ".join(source.text for source in draft.sources if f"n{number}" in source.rests_on)
        wordless = not content_lemmas(note)
        covered = wordless or evidence(said, note).coverage >= _LEAST_OF_NOTE
        if not said or not covered or values(note) - values(said):
            yield _line(brief, note)


def _unknown(brief: Brief, draft: Draft) -> Iterator[str]:
    for field, text in draft.fields.texts().items():
        for name in unknown_names(text, brief):
            yield _line(brief, name, field)


def _repeats_topic(brief: Brief, draft: Draft) -> bool:
    """Whether the whole topic is named in three sentences running, where a later one would refer back to it."""
    topic, run = content_lemmas(brief.topic), 0
    for source in draft.sources:
        run = run + 1 if topic and topic <= content_lemmas(source.text) else 0
        if run == _RUN:
            return True
    return False


def _alike(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield the openings of ledes that an earlier lede has too."""
    openings = Counter(opening(draft.fields.lede) for draft in drafts)
    for words, times in openings.items():
        yield from [words] * (times - 1)


def _share(some: int, of: int) -> float:
    return some / of if of else 1.0


def _line(brief: Brief, words: str, field: str = "") -> str:
    return ": ".join(part for part in (brief.topic, field, words) if part)
