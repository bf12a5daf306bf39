"""One sentence of an answer against the brief: what it says, whom it quotes, and which parts it rests on."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from bumi.brief import Brief
from bumi.models.constraints.schema import Sentence
from bumi.models.scoring.rules import HEADER, Claimed, broken
from bumi.models.whole.quotations import HOLDER, Spoken
from bumi.persian.amounts import amounts, components
from bumi.persian.morphology import words

__all__ = ["Supports", "Verdict", "Verifier"]

Supports = Callable[[Brief, Mapping[str, str], str], str]
"""Says why a sentence on a brief does not follow from parts of it (by id), in Persian; empty where it does."""

_LONGEST = 500  # letters of a sentence


@dataclass(frozen=True)
class Verdict:
    """A sentence with its quotation filled in, the parts it rests on, and why it may not stand, if it may not."""

    text: str
    rests_on: tuple[str, ...]
    reasons: tuple[str, ...] = ()


class Verifier:
    """Judges the sentences of one piece, in their order; they may rest on `parts` of its brief, by id."""

    def __init__(self, brief: Brief, parts: Mapping[str, str], spoken: Spoken, supports: Supports) -> None:
        self._brief, self._parts, self._supports = brief, parts, supports
        self._spoken = spoken

    def judge(self, sentence: Sentence) -> Verdict:
        """Return what becomes of a sentence; one that only forgot to name a note is given it."""
        ids = tuple(id_ for id_ in dict.fromkeys(sentence.rests_on) if id_ in self._parts)
        filled = self._spoken.fill(sentence.text)
        verdict = Verdict(_finished(filled.text), (*ids, *(id_ for id_ in filled.quotes if id_ not in ids)))
        if reasons := (*self._form(sentence, verdict), *filled.reasons):
            return replace(verdict, reasons=reasons)
        if filled.whole:  # a pattern around a quotation, word for word
            return verdict
        return min(self._ways(verdict), key=lambda way: len(way.reasons))

    def headline(self, text: str) -> str:
        """Return why `text` may not stand over the piece; nothing where it may."""
        return next(broken(Claimed(text, self._parts, self._brief)), "")

    def _form(self, sentence: Sentence, verdict: Verdict) -> Iterator[str]:
        if not verdict.rests_on:
            yield "rests_on هیچ بخشی از سفارش را نام نمی‌برد؛ شناسه یادداشت‌هایش را بنویس"
        if len(verdict.text) > _LONGEST:
            yield "جمله بیش از اندازه بلند است؛ آن را دو جمله کن"
        if not words(HOLDER.sub("", sentence.text)) and not HOLDER.search(sentence.text):
            yield "جمله واژه‌ای ندارد؛ آن را بنویس"

    def _ways(self, verdict: Verdict) -> Iterator[Verdict]:
        """Yield the sentence judged by its own parts, and with one more that has a number it says without citing it."""
        first = self._judged(verdict)
        yield first
        if first.reasons:
            for id_ in self._uncited(verdict):
                yield self._judged(replace(verdict, rests_on=(*verdict.rests_on, id_)))

    def _uncited(self, verdict: Verdict) -> Iterator[str]:
        known = set[object]().union(*(components(part) for part in self._cited(verdict).values()))
        missing = [values for _, _, values in amounts(verdict.text) if not values & known]
        for id_, part in self._parts.items():
            if missing and id_ not in verdict.rests_on and any(values & components(part) for values in missing):
                yield id_

    def _judged(self, verdict: Verdict) -> Verdict:
        cited = self._cited(verdict)
        reasons = tuple(broken(Claimed(verdict.text, cited, self._brief)))
        if not reasons and (unsupported := self._supports(self._brief, cited, verdict.text)):
            reasons = (unsupported,)
        return replace(verdict, reasons=reasons)

    def _cited(self, verdict: Verdict) -> dict[str, str]:
        return {id_: part for id_, part in self._parts.items() if id_ in HEADER or id_ in verdict.rests_on}


def _finished(text: str) -> str:
    return text if re.search(r"[.!؟…»]$", text) else f"{text.rstrip('،؛: ')}."
