"""The facts of a story for its facts box: when, where, cost, how to register, whom to call.

They are what the approved text says already: the labelled lines of its list of details, a sentence that says whom to
call, and the brief's own time and place where a sentence that rests on them has all their words.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bumi.persian.contacts import contacts
from bumi.persian.morphology import find_sentences
from bumi.persian.syntax import without_year
from bumi.persian.text import digits_to_persian, word_row
from bumi.piece import DETAILS, POINT, FactKind, Fields, Source, StoryFact

_LABELS = {kind.persian: kind for kind in FactKind} | {
    "زمان": FactKind.WHEN,
    "مکان": FactKind.WHERE,
    "مخاطبان": FactKind.AUDIENCE,
}
"""The kind of a fact by the label that the planner gives it (assets/words/patterns/planner/facts.yaml)."""

_FREE = re.compile(r"(?:ورود|ورودیه|شرکت|حضور|بازدید)(?: \S+){0,4} (?:آزاد|رایگان)(?: است)?")
_CALL_WORDS = 12  # a longer call to action is advice, and stays where it stands
_ORDER = list(FactKind)


class TimeAndPlaceOfBrief(NamedTuple):
    """Time and place in the words of the brief that an approved text answers; empty where it has none."""

    when: str = ""
    where: str = ""


def facts_of(fields: Fields, sources: Sequence[Source], told: TimeAndPlaceOfBrief) -> tuple[StoryFact, ...]:
    """Return the facts of an approved text, in the order of the box; nothing that the text does not say."""
    texts = fields.texts()
    sources = [each for each in sources if find_sentences(texts.get(each.field, ""), each.text) >= 0]
    found = [*_of_details(fields.body), *_of_brief(sources, told), *_of_calls(sources)]
    unlike = [each for at, each in enumerate(found) if not any(_says(other, each) for other in found[:at])]
    return tuple(sorted(unlike, key=lambda each: _ORDER.index(each.kind)))


def _of_details(body: str) -> Iterator[StoryFact]:
    """Yield the labelled lines of the list of details, and the one that says that there is nothing to pay."""
    for paragraph in body.split("\n\n"):
        leading, *lines = paragraph.split("\n")
        for line in lines if leading.strip() == DETAILS else ():
            text = line.removeprefix(POINT).strip()
            label, _, rest = text.partition(": ")
            if line.startswith(POINT) and rest and label in _LABELS:
                yield StoryFact(kind=_LABELS[label], text=rest, line=line)
            elif line.startswith(POINT) and _FREE.fullmatch(text):
                yield StoryFact(kind=FactKind.COST, text=text, line=line)


def _of_brief(sources: Sequence[Source], told: TimeAndPlaceOfBrief) -> Iterator[StoryFact]:
    for kind, text in ((FactKind.WHEN, told.when), (FactKind.WHERE, told.where)):
        words = set(word_row(without_year(digits_to_persian(text))).split())
        if words and any(kind in each.rests_on and words <= set(word_row(each.text).split()) for each in sources):
            yield StoryFact(kind=kind, text=digits_to_persian(text))


def _of_calls(sources: Sequence[Source]) -> Iterator[StoryFact]:
    """Yield the short sentences that say whom to call, and by which number."""
    for each in sources:
        calls = each.field == "body" and each.rests_on == ("call",) and not each.text.startswith(POINT)
        short = calls and len(each.text.split()) <= _CALL_WORDS
        if short and any(found.address.startswith("tel:") for found in contacts(each.text)):
            yield StoryFact(kind=FactKind.CONTACT, text=each.text.rstrip("."), line=each.text)


def _says(one: StoryFact, other: StoryFact) -> bool:
    """Whether a fact says all that another one of its kind does."""
    return one.kind is other.kind and set(word_row(other.text).split()) <= set(word_row(one.text).split())
