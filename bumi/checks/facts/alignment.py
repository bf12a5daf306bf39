"""Facts in the place of another: a number, day or place of the brief among words that belong to a different one.

Each mention of a draft is compared with all of its kind in the brief by the words that both have near them. Where one
of another value is clearly nearer than all of its own, and the draft does not say that one in a better place, the two
are likely to have been exchanged: «۱۷ اثر از ۴۸ هنرجو» of «۴۸ اثر، ۱۷ هنرجو».
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from math import fsum, sqrt
from typing import NamedTuple

from bumi.brief import Brief
from bumi.checks.facts.mentions import KINDS, Mention, mentions
from bumi.persian.amounts import readings
from bumi.persian.morphology import content_lemmas, sentences
from bumi.persian.spans import quoted
from bumi.remembered import remembered

__all__ = ["Misplaced", "misplaced"]

_SURE = {"number": 0.12, "date": 0.05, "weekday": 0.0, "place": 0.1}  # tuned on pairs that are not kept apart
_LEVEL = 0.3  # so that what is little more than nothing does not count for much
_MORE_OFTEN = 0.15  # what it counts that a draft says a value more often than the brief
_AS_GOOD = 0.95  # of a likeness
_ELSEWHERE = 0.9  # the worth of a right mention in another field beside one of the brief
_RIGHT = -0.1  # of what is more like its own
_FIELDS = ("headline", "lede", "body", "caption")
_HEADS = frozenset(("topic", "agency", "county", "when", "where"))  # parts that speak of the whole event
_HELD = ("برگزار", "برپا")


class Misplaced(NamedTuple):
    """A mention of a draft, and the one of the brief, in its text, to which the words near it belong."""

    mention: Mention
    told: Mention
    text: str


class _Judged(NamedTuple):
    """A mention, and how much more (-1 to 1) it is like `other` than like its own."""

    mention: Mention
    doubt: float
    other: tuple[Mention, str]


def misplaced(field: str, fields: Mapping[str, str], brief: Brief) -> Iterator[Misplaced]:
    """Yield what in a field likely stands in the place of another fact; quotations are not judged."""
    others = (fields[other] for other in _FIELDS if other != field and other in fields)
    right = [it.mention for other in others for it in _alone(other, brief) if it.doubt < _RIGHT]
    for mention, doubt, other in _judged(fields[field], brief, right):
        if doubt > _SURE[mention.kind]:
            yield Misplaced(mention, *other)


@remembered(many=64, few=4)
def _alone(text: str, brief: Brief) -> tuple[_Judged, ...]:
    return tuple(_judged(text, brief, ()))


def _judged(text: str, brief: Brief, elsewhere: Iterable[Mention]) -> Iterator[_Judged]:
    """Yield the mentions that something else in the brief is like; right ones `elsewhere` speak for their values."""
    for known, own, likeness in _compared(text, brief):
        best = [
            max(
                (row[at] for mention, row in zip(own, likeness, strict=True) if mention.values & told.values), default=0
            )
            for at, (told, _) in enumerate(known.told)
        ]
        often = Counter(value for mention in own for value in mention.values)
        for mention, row in zip(own, likeness, strict=True):
            mine = [at for at, (told, _) in enumerate(known.told) if told.values & mention.values]
            free = [at for at in range(len(row)) if at not in mine and best[at] < _AS_GOOD * row[at]]
            if not free:
                continue
            spoken = (_ELSEWHERE * known.likeness(mention, it) for it in elsewhere if it.values & mention.values)
            other = max(free, key=row.__getitem__)
            same = max([0.0, *(row[at] for at in mine), *spoken])
            doubt = (row[other] - same) / (row[other] + same + _LEVEL)
            more = max(often[value] for value in mention.values) > len(mine) > 0
            yield _Judged(mention, doubt + _MORE_OFTEN * more, known.told[other])


@remembered(many=64, few=4)
def _compared(text: str, brief: Brief) -> list[tuple["_Known", list[Mention], list[list[float]]]]:
    """Return for each kind what the brief tells, what the text mentions, and how alike each two of them are."""
    said, found = _said(text), []
    for kind in KINDS:
        known = _known(brief, kind)
        own = [mention for mention in said if mention.kind == kind]
        found.append((known, own, [[known.likeness(mention, told) for told, _ in known.told] for mention in own]))
    return found


def _said(text: str) -> list[Mention]:
    """Return the mentions of a text outside its quotations, each with the words of its sentence."""
    quotations = quoted(text)
    return [
        replace(mention, start=start + mention.start, end=start + mention.end)
        for start, end in sentences(text)
        for mention in mentions(text[start:end])
        if start + mention.start not in quotations
    ]


class _Known:
    """The mentions of one kind in a brief, and how much each word tells of one: less where it is near several."""

    def __init__(self, brief: Brief, kind: str) -> None:
        about = (*sorted(content_lemmas(f"{brief.topic} {brief.where}")), *_HELD)
        read = ((text, mentions(text, about if part in _HEADS else ())) for part, text in brief.parts().items())
        self.told = [(_meant(mention, text), text) for text, found in read for mention in found if mention.kind == kind]
        times = Counter(word for mention, _ in self.told for word in mention.near)
        self._telling = {word: 1 / sqrt(number) for word, number in times.items()}

    def likeness(self, one: Mention, other: Mention) -> float:
        """Return how many words two mentions have near them in common, by their weights."""
        near, far = one.near, other.near
        shared = near.keys() & far.keys()
        return fsum(min(near[word], far[word]) * self._telling.get(word, 1) for word in shared)  # in any order alike


def _meant(mention: Mention, text: str) -> Mention:
    """Give a number of the brief all that it may mean: 17 and 30 where it says ۱۷:۳۰."""
    meant = (values for start, _, values in readings(text) if start == mention.start and mention.kind == "number")
    return replace(mention, values=mention.values.union(*meant))


@lru_cache(maxsize=256)
def _known(brief: Brief, kind: str) -> _Known:
    return _Known(brief, kind)
