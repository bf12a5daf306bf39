"""Alignment of the facts of a draft with those of its brief, to find exchanged facts.

A mention of a number, day or place is described by the words near it, weighted by distance. Each mention of a draft is
compared with all mentions of its kind in the brief by the words that both have near them. Where a mention of another
value is clearly nearer than all of its own value, and the draft has no better place for that value, the two facts were
likely exchanged: «۱۷ اثر از ۴۸ هنرجو» of «۴۸ اثر، ۱۷ هنرجو».
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import fsum, sqrt
from typing import NamedTuple

from bumi.brief import Brief
from bumi.checks.facts.places import counties_of, places
from bumi.current_province import per_province
from bumi.persian.amounts import COUNTING, amounts, readings
from bumi.persian.dates import days, weekdays
from bumi.persian.morphology import content_lemmas, lemma, sentences, stop_words, verb_forms, words
from bumi.persian.spans import Spans, quoted
from bumi.persian.text import digits_to_latin
from bumi.province import province
from bumi.remembered import remembered

_KINDS = ("number", "date", "weekday", "place")
_SURE = {"number": 0.12, "date": 0.05, "weekday": 0.0, "place": 0.1}  # tuned on pairs that are not held out
_LEVEL = 0.3  # damps small likenesses
_MORE_OFTEN = 0.15  # penalty where a draft has a value more often than the brief
_AS_GOOD = 0.95  # a fact of the brief is unclaimed where its own mentions are less alike than this share
_ELSEWHERE = 0.9  # weight of a correct mention in another field relative to one in the brief
_RIGHT = -0.1  # highest doubt of a mention that counts as right
_FIELDS = ("headline", "lede", "body", "caption")
_HEADS = frozenset(("topic", "agency", "county", "when", "where"))  # parts about the whole event
_HELD = ("برگزار", "برپا")
_REACH = 14.0  # words; anything farther away is ignored
_BACK = 1.3  # factor for words before it, which count as farther than those after it: «۴۰ نفر»
_MARK = re.compile("[؛;.:،,→=+/()\n«»]")
_LABEL = re.compile(r"(?:[\w\u200c]+ ){0,3}([^\W\d][\w\u200c]*):")
_APART = 2.0  # words that a punctuation mark between counts as
_BESIDE, _BEFORE = 1.0, 0.5  # the weight of the next word, whatever it is, and of the one before
_COUNTED = 0.3  # the weight of a common word that goes with many numbers
_ANSWERS = frozenset(("شد", "کرد", "رسید", "گرفت"))  # verbs, which are not units of a number

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Mention:
    """A fact in a text: the values it may have (two facts agree if they share one), and the weights of the words near.

    The values of a place are its counties: a draft may name the county where the brief names the village.
    """

    kind: str
    start: int
    end: int
    values: frozenset[object]
    near: Weights


@per_province(remembered(many=256))
def mentions(text: str, about: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """Return the facts of a sentence or a note, in order of their kinds.

    A number without a noun takes that of the number before it («پارسال ۳۲ غرفه، امسال ۵۱»), or that of the label. The
    words `about` count a little for every fact, wherever they are.
    """
    row = _Row(text)
    base = dict.fromkeys(about, _COUNTED)
    return tuple(mention for kind in _KINDS for mention in _of_kind(row, kind, base))


def _of_kind(row: "_Row", kind: str, base: Weights) -> Iterator[Mention]:
    unit = row.label
    for start, end, values in _found(kind, row.text):
        first, last = row.of(start, end)
        near = {**base, **row.near(first, last)}
        own = row.unit(last)
        unit = own or unit
        if unit and not own and kind == "number":
            near |= {f">{unit}": _weight(unit), unit: _weight(unit)}
        yield Mention(kind, start, end, values, near)


def _found(kind: str, text: str) -> Iterable[tuple[int, int, frozenset[object]]]:
    match kind:
        case "date":
            return ((day.start, day.end, frozenset(day.written_keys)) for day in days(text))
        case "weekday":
            return ((start, end, frozenset((number,))) for start, end, number in weekdays(text))
        case "place":
            read = ((start, end, frozenset[object](counties_of(text[start:end]))) for start, end in places(text))
            return (it for it in read if text[it[0] : it[1]] not in province().name)
        case _:
            dates = Spans((day.start, day.end) for day in days(text))
            numbers = ((start, end, frozenset[object](values)) for start, end, values in amounts(text))
            return (it for it in numbers if it[0] not in dates and text[it[0] : it[1]] != "یک")


class _Row:
    """The words of a text in order, content words as lemmas, and the marks between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = words(text)
        self._starts = [start for start, _, _ in self._words]
        self._keys = [_key(word) for _, _, word in self._words]
        marks = [mark.start() for mark in _MARK.finditer(text)]
        self._marks = [bisect_left(marks, start) for start in self._starts]

    @property
    def label(self) -> str:
        """The word before a colon at the start: «غرفه‌ها: پارسال ۳۲، امسال ۵۱»."""
        label = _LABEL.match(self.text)
        return _key(label[1]) if label else ""

    def of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last word of a span."""
        first = max(0, bisect_left(self._starts, start + 1) - 1)
        return first, max(first, bisect_left(self._starts, end) - 1)

    def near(self, first: int, last: int) -> dict[str, float]:
        """Return the weights of the words around these: the reciprocal of their distance."""
        weights: dict[str, float] = {}
        for at in range(max(0, first - int(_REACH)), min(len(self._words), last + int(_REACH) + 1)):
            key, beside = self._keys[at], last if at > last else first
            if first <= at <= last or not key:
                continue
            far = at - last if at > last else (first - at) * _BACK
            far += _APART * abs(self._marks[at] - self._marks[beside])
            if far <= _REACH:
                weights[key] = max(weights.get(key, 0), _weight(key) / far)
        if last + 1 < len(self._words) and self._marks[last] == self._marks[last + 1]:
            following = lemma(self._words[last + 1][2])
            weights[f">{following}"] = _BESIDE * _weight(following)
        if first:
            weights[f"<{lemma(self._words[first - 1][2])}"] = _BEFORE
        return weights

    def unit(self, last: int) -> str:
        """Return the noun that follows a number, or ""."""
        if last + 1 >= len(self._words) or self._marks[last] != self._marks[last + 1]:
            return ""
        key, word = self._keys[last + 1], self._words[last + 1][2]
        return "" if key.startswith("#") or key in _ANSWERS or word in verb_forms() else key


def _weight(word: str) -> float:
    return _COUNTED if word in COUNTING else 1.0


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    """Return the lemma of a word that carries meaning, a number with its sign, or ""."""
    if any(char.isdigit() for char in word):
        return f"#{digits_to_latin(word)}"
    return "" if len(word) < 2 or word in stop_words() else lemma(word)


class Misplaced(NamedTuple):
    """A mention in a draft, and the mention in the brief, in its text, to which its nearby words belong."""

    mention: Mention
    told: Mention
    text: str


class _Judged(NamedTuple):
    """A mention, and how much more (-1 to 1) it resembles `other` than the mentions of its own value."""

    mention: Mention
    doubt: float
    other: tuple[Mention, str]


def misplaced(field: str, fields: Mapping[str, str], brief: Brief) -> Iterator[Misplaced]:
    """Yield the mentions of a field that were likely exchanged with another fact; quotations are skipped."""
    others = (fields[other] for other in _FIELDS if other != field and other in fields)
    right = [it.mention for other in others for it in _alone(other, brief) if it.doubt < _RIGHT]
    for mention, doubt, other in _judged(fields[field], brief, right):
        if doubt > _SURE[mention.kind]:
            yield Misplaced(mention, *other)


@per_province(remembered(many=64, few=4))
def _alone(text: str, brief: Brief) -> tuple[_Judged, ...]:
    return tuple(_judged(text, brief, ()))


def _judged(text: str, brief: Brief, elsewhere: Iterable[Mention]) -> Iterator[_Judged]:
    """Yield the mentions that resemble another value of the brief; right ones `elsewhere` count for their values."""
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


@per_province(remembered(many=64, few=4))
def _compared(text: str, brief: Brief) -> list[tuple["_Known", list[Mention], list[list[float]]]]:
    """Return for each kind the mentions of the brief, those of the text, and the likeness of each pair."""
    said, found = _said(text), []
    for kind in _KINDS:
        known = _known(brief, kind)
        own = [mention for mention in said if mention.kind == kind]
        found.append((known, own, [[known.likeness(mention, told) for told, _ in known.told] for mention in own]))
    return found


def _said(text: str) -> list[Mention]:
    """Return the mentions of a text outside quotations, each with the words of its sentence."""
    quotations = quoted(text)
    return [
        replace(mention, start=start + mention.start, end=start + mention.end)
        for start, end in sentences(text)
        for mention in mentions(text[start:end])
        if start + mention.start not in quotations
    ]


class _Known:
    """The mentions of one kind in a brief, and the weight of each word near them: less where it is near several."""

    def __init__(self, brief: Brief, kind: str) -> None:
        about = (*sorted(content_lemmas(f"{brief.topic} {brief.where}")), *_HELD)
        read = ((text, mentions(text, about if part in _HEADS else ())) for part, text in brief.parts().items())
        self.told = [(_meant(mention, text), text) for text, found in read for mention in found if mention.kind == kind]
        times = Counter(word for mention, _ in self.told for word in mention.near)
        self._telling = {word: 1 / sqrt(number) for word, number in times.items()}

    def likeness(self, one: Mention, other: Mention) -> float:
        """Return the total weight of the words that two mentions share."""
        near, far = one.near, other.near
        shared = near.keys() & far.keys()
        return fsum(min(near[word], far[word]) * self._telling.get(word, 1) for word in shared)  # exact in any order


def _meant(mention: Mention, text: str) -> Mention:
    """Return a number of the brief with all values it may have: 17 and 30 where it says ۱۷:۳۰."""
    meant = (values for start, _, values in readings(text) if start == mention.start and mention.kind == "number")
    return replace(mention, values=mention.values.union(*meant))


@per_province(lru_cache(maxsize=256))
def _known(brief: Brief, kind: str) -> _Known:
    return _Known(brief, kind)
