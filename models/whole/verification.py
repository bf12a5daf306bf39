"""Verifies one sentence of an answer against the brief: its claims, its quotation, and the parts it cites."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bumi.brief import Brief, Quote
from bumi.models.constraints.schema import Sentence
from bumi.models.planner import Attribution, quotations
from bumi.models.scoring.rules import HEADER, Claimed, broken
from bumi.persian.amounts import amounts, components
from bumi.persian.morphology import words
from bumi.persian.text import word_row

HOLDER = re.compile(r"«?\{+\s*(q\d+)\s*\}+»?")
_PRONOUNS = frozenset(("وی", "او", "ایشان"))
_STOPPED_TWICE = re.compile(r"([.!؟…]»)\.$")

Supports = Callable[[Brief, Mapping[str, str], str], str]
"""Returns why a sentence does not follow from parts of a brief (by id), in Persian; empty where it does."""
_LONGEST = 500  # letters of a sentence


@dataclass(frozen=True)
class Filled:
    """A sentence with its quotations filled in, their ids, and the reason against it.

    `whole` means that nothing in it is by the model: a pattern names the speaker.
    """

    text: str
    quotes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    whole: bool = False


class Spoken:
    """Fills in the quotations of one brief, each once, and keeps track of the last speaker."""

    def __init__(self, quotes: Iterable[Quote], attribution: Attribution) -> None:
        self._quotes: Mapping[str, Quote] = {f"q{i}": quote for i, quote in enumerate(quotes, 1)}
        self._attribution = attribution
        self._done: list[str] = []

    def fill(self, text: str) -> Filled:
        """Return `text` with placeholders replaced by quotations; a copied quotation counts as a placeholder."""
        text = self._held(text)
        ids = HOLDER.findall(text)
        if not ids:
            return Filled(text)
        if len(ids) > 1 or ids[0] not in self._quotes:
            return Filled(text, reasons=("هر جمله یک نقل‌قول از سفارش دارد و نه بیشتر؛ جای‌نگهدارش را درست کن",))
        (id_,) = ids
        if id_ in self._done:
            return Filled(text, reasons=(f"نقل‌قول {id_} یک بار آمده است؛ این جمله را بی آن بنویس",))
        if not words(HOLDER.sub("", text)):
            return Filled(self._said(id_), (id_,), whole=True)
        reason = self._misattributed(HOLDER.sub(" ", text), id_)
        quote = self._quotes[id_].text
        said = _stopped(HOLDER.sub(lambda _: f"«{quote}»", text))
        return Filled(said, (id_,), (reason,) if reason else ())

    def stands(self, ids: Iterable[str]) -> None:
        """Record a verified sentence with these quotations, so that they are not used again."""
        self._done += [id_ for id_ in ids if id_ in self._quotes]

    def quoted(self, text: str) -> tuple[str, ...]:
        """Return the ids of the quotations that `text` has word for word."""
        row = word_row(text)
        return tuple(id_ for id_, quote in self._quotes.items() if word_row(quote.text) in row)

    def missing(self) -> dict[str, str]:
        """Return the sentences of the quotations not used yet, by id."""
        return {id_: self._said(id_) for id_ in self._quotes if id_ not in self._done}

    def _said(self, id_: str) -> str:
        """Return the quotation with its speaker, in house style: the full name, or «وی» where that is clear."""
        before = [self._quotes[done] for done in self._done]
        return quotations((*before, self._quotes[id_]), self._attribution)[-1].text

    def _held(self, text: str) -> str:
        """Return `text` with a placeholder for each quotation that was copied whole."""
        for id_, quote in self._quotes.items():
            for match in re.finditer("«[^»]*»", text):
                if word_row(match.group()) == word_row(quote.text):
                    return f"{text[: match.start()]}{{{{{id_}}}}}{text[match.end() :]}"
        return text

    def _misattributed(self, text: str, id_: str) -> str:
        """Return why the words around a quotation do not attribute it to its speaker; empty where they do."""
        own = self._quotes[id_].speaker
        speakers = dict.fromkeys(quote.speaker for quote in self._quotes.values())
        named = [speaker for speaker in speakers if word_row(speaker.split()[-1]) in word_row(text)]
        said_last = self._quotes[self._done[-1]].speaker if self._done else ""
        if own in named:
            return ""
        pronoun = any(word in _PRONOUNS for _, _, word in words(text))
        if named or not (pronoun and said_last in ("", own)):
            return f"گوینده نقل‌قول {id_} «{own}» است؛ نام او را بنویس یا تنها {{{{{id_}}}}} را بگذار"
        return ""


def _stopped(text: str) -> str:
    """Return a sentence with one full stop where it ends with a quotation: inside its marks, or after them."""
    text = _STOPPED_TWICE.sub(r"\1", text)
    return f"{text}." if text.endswith("»") and text[-2:-1] not in ".!؟…" else text


@dataclass(frozen=True)
class Verdict:
    """A sentence with its quotation filled in, the parts it rests on, and the reason against it, if any."""

    text: str
    rests_on: tuple[str, ...]
    reasons: tuple[str, ...] = ()


class Verifier:
    """Judges the sentences of one piece in order; they may rest on `parts` of its brief, by id."""

    def __init__(self, brief: Brief, parts: Mapping[str, str], spoken: Spoken, supports: Supports) -> None:
        self._brief, self._parts, self._supports = brief, parts, supports
        self._spoken = spoken

    def judge(self, sentence: Sentence) -> Verdict:
        """Return the verdict on a sentence; if it only lacks the id of a note, that is added."""
        ids = tuple(id_ for id_ in dict.fromkeys(sentence.rests_on) if id_ in self._parts)
        filled = self._spoken.fill(sentence.text)
        verdict = Verdict(_finished(filled.text), (*ids, *(id_ for id_ in filled.quotes if id_ not in ids)))
        if reasons := (*self._form(sentence, verdict), *filled.reasons):
            return replace(verdict, reasons=reasons)
        if filled.whole:  # a pattern around a quotation, word for word
            return verdict
        return min(self._ways(verdict), key=lambda way: len(way.reasons))

    def headline(self, text: str) -> str:
        """Return the reason against `text` as the headline; empty if there is none."""
        return next((found.reason for found in broken(Claimed(text, self._parts, self._brief))), "")

    def _form(self, sentence: Sentence, verdict: Verdict) -> Iterator[str]:
        if not verdict.rests_on:
            yield "rests_on هیچ بخشی از سفارش را نام نمی‌برد؛ شناسه یادداشت‌هایش را بنویس"
        if len(verdict.text) > _LONGEST:
            yield "جمله بیش از اندازه بلند است؛ آن را دو جمله کن"
        if not words(HOLDER.sub("", sentence.text)) and not HOLDER.search(sentence.text):
            yield "جمله واژه‌ای ندارد؛ آن را بنویس"

    def _ways(self, verdict: Verdict) -> Iterator[Verdict]:
        """Yield the sentence judged by its own parts, and with one more that has a number it uses without citing it."""
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
        reasons = tuple(found.reason for found in broken(Claimed(verdict.text, cited, self._brief)))
        if not reasons and (unsupported := self._supports(self._brief, cited, verdict.text)):
            reasons = (unsupported,)
        return replace(verdict, reasons=reasons)

    def _cited(self, verdict: Verdict) -> dict[str, str]:
        return {id_: part for id_, part in self._parts.items() if id_ in HEADER or id_ in verdict.rests_on}


def _finished(text: str) -> str:
    return text if re.search(r"[.!؟…»]$", text) else f"{text.rstrip('،؛: ')}."
