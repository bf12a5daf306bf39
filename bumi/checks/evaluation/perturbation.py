"""The perturbation test: replaces one fact of a true draft, which the checks have to find.

The replacement is a fact that the brief does not have, or another fact of the same draft. Checks are tuned on pairs
that are not `held_out` and measured on those that are.
"""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from bumi.brief import Brief
from bumi.checks.facts.dates import known_days
from bumi.checks.facts.places import counties_of, places, standing
from bumi.finding import Finding
from bumi.persian.amounts import amounts, components
from bumi.persian.dates import days, weekdays
from bumi.persian.spans import quoted
from bumi.persian.text import flat
from bumi.piece import Fields
from bumi.province import province

Pair = tuple[Brief, Fields]

_FIELDS = ("headline", "lede", "body", "caption")
_TRIED = 40  # facts of other drafts
_PARTS = 3  # one pair of three is held out


class DraftFact(NamedTuple):
    """A number, date, weekday, name, place or agency of a draft, with its position."""

    kind: str
    field: str
    start: int
    end: int
    text: str


class Perturbation(NamedTuple):
    """A draft in which `becomes` replaces a fact; `near` is True where that is a fact of the same draft."""

    brief: Brief
    fact: DraftFact
    becomes: str
    near: bool
    fields: Fields

    def seen(self, findings: Iterable[Finding]) -> bool:
        """Return whether a finding overlaps the replacement, or reports the wrong speaker of a quotation."""
        start, end = self.fact.start, self.fact.start + len(self.becomes)
        here = [it for it in findings if it.field == self.fact.field]
        return any((it.start < end and start < it.end) or it.code == "wrong-speaker" for it in here)


def pair_of(data: Mapping[str, Any]) -> Pair:
    """Return the brief and the draft of a pair (models/data/pairs/FORMAT.md)."""
    draft = data["draft"]
    lede = " ".join(sentence["text"] for sentence in draft["lede"])
    body = "\n\n".join(" ".join(sentence["text"] for sentence in paragraph) for paragraph in draft["body"])
    written = {name: draft[name] for name in ("kicker", "headline", "caption", "hashtags")}
    return Brief.model_validate(data["brief"] | {"kind": data["kind"]}), Fields(**written, lede=lede, body=body)


def held_out(brief: Brief) -> bool:
    """Return whether the pair of this brief belongs to the third that is not used for tuning."""
    return blake2b(brief.topic.encode(), digest_size=4).digest()[0] % _PARTS == 0


def facts(brief: Brief, fields: Fields) -> list[DraftFact]:
    """Return the facts of a draft that can be replaced: those outside quotations, except «یک»."""
    return [fact for field in _FIELDS for fact in _facts_of(brief, field, getattr(fields, field))]


def perturbations(pairs: Sequence[Pair], seed: int = 1) -> Iterator[Perturbation]:
    """Yield the drafts with each fact replaced in turn, by an unknown fact and by one of the same draft."""
    draw = random.Random(seed)
    found = [facts(*pair) for pair in pairs]
    pool: dict[tuple[str, str], list[DraftFact]] = {}
    for fact in (fact for of_pair in found for fact in of_pair):
        pool.setdefault(_shape(fact), []).append(fact)
    for (brief, fields), own in zip(pairs, found, strict=True):
        for fact in own:
            alike = pool[_shape(fact)]
            others = (it for it in draw.sample(alike, min(_TRIED, len(alike))) if not _value(it) & _value(fact))
            stranger = next((it for it in others if not _known(it, brief)), None)
            neighbours = [it for it in own if it.kind == fact.kind and not _value(it) & _value(fact)]
            for other, near in ((stranger, False), (draw.choice(neighbours or [None]), True)):
                if other:
                    yield Perturbation(brief, fact, other.text, near, _exchanged(fields, fact, other.text))


def _facts_of(brief: Brief, field: str, text: str) -> Iterator[DraftFact]:
    done = [*quoted(text)]
    for kind, spans in _spans(brief, text):
        for start, end in spans:
            if all(end <= first or last <= start for first, last in done):
                done.append((start, end))
                yield DraftFact(kind, field, start, end, text[start:end])


def _spans(brief: Brief, text: str) -> Iterator[tuple[str, Iterable[tuple[int, int]]]]:
    """Yield the spans of each kind; a caller skips those that overlap an earlier one."""
    yield "agency", _standing([brief.agency], text)
    yield "name", _standing([quote.speaker for quote in brief.quotes], text)
    yield "date", ((day.start, day.end) for day in days(text))
    yield "weekday", ((start, end) for start, end, _ in weekdays(text))
    yield "number", ((start, end) for start, end, _ in amounts(text) if text[start:end] != "یک")
    yield "place", places(text)


def _standing(names: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in standing(names).finditer(text))


def _shape(fact: DraftFact) -> tuple[str, str]:
    """Return a key that a fact shares with its possible replacements: its kind and the shape of a number."""
    digits = fact.kind == "number" and fact.text[0].isdigit()
    return fact.kind, re.sub(r"\d", "0", fact.text) if digits else fact.text[:0]


def _value(fact: DraftFact) -> frozenset[object]:
    """Return the values of a fact; two facts agree if they share one, as a town and its county do."""
    match fact.kind:
        case "number":
            return frozenset[object]().union(*(values for _, _, values in amounts(fact.text)))
        case "date":
            return frozenset[object]().union(*(day.keys for day in days(fact.text)))
        case "weekday":
            return frozenset(number for _, _, number in weekdays(fact.text))
        case "place":
            return counties_of(fact.text)
        case _:
            return frozenset((flat(fact.text),))


def _known(fact: DraftFact, brief: Brief) -> bool:
    match fact.kind:
        case "number":
            return any(components(part) & _value(fact) for part in brief.parts().values())
        case "date":
            return bool(known_days(brief).keys & _value(fact))
        case "weekday":
            return bool(known_days(brief).weekdays & _value(fact))
        case "place":
            return brief.county in _value(fact) or fact.text in f"{province().name} {brief.facts()}"
        case _:
            return flat(fact.text) in flat(brief.facts())


def _exchanged(fields: Fields, fact: DraftFact, becomes: str) -> Fields:
    text: str = getattr(fields, fact.field)
    return fields.model_copy(update={fact.field: text[: fact.start] + becomes + text[fact.end :]})
