"""The facts a text mentions, each with the words near it by how near they are: what tells one number from another."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bumi.checks.facts.places import counties_of, places
from bumi.persian.amounts import amounts
from bumi.persian.dates import days, weekdays
from bumi.persian.morphology import lemma, stop_words, verb_forms, words
from bumi.persian.spans import Spans
from bumi.persian.text import digits_to_latin
from bumi.province import province
from bumi.remembered import remembered

__all__ = ["KINDS", "Mention", "mentions"]

KINDS = ("number", "date", "weekday", "place")

_REACH = 14.0  # words; what is farther away says nothing of a fact
_BACK = 1.3  # a word before it is so much farther than one behind it: «۴۰ نفر»
_MARK = re.compile("[؛;.:،,→=+/()\n«»]")
_LABEL = re.compile(r"(?:[\w\u200c]+ ){0,3}([^\W\d][\w\u200c]*):")
_APART = 2.0  # words that a mark between is worth
_BESIDE, _BEFORE = 1.0, 0.5  # the weight of the very next word, whatever it is, and of the one before
_COUNTING = frozenset(
    ("نفر", "تا", "دستگاه", "مورد", "رأس", "عدد", "واحد", "تن", "بار", "تومان", "میلیون", "هزار", "ریال")
)
_COUNTED = 0.3  # the weight of such a word, which goes with many a number
_ANSWERS = frozenset(("شد", "کرد", "رسید", "گرفت"))  # verbs: no unit of a number

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Mention:
    """A fact at its place: the values it may have (two agree if they share one), and the weights of the words near.

    The values of a place are the counties it is in: a draft may name the county where the brief names the village.
    """

    kind: str
    start: int
    end: int
    values: frozenset[object]
    near: Weights


@remembered(many=256)
def mentions(text: str, about: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """Return the facts of a sentence or a note, in order of their kinds.

    A number without a noun of its own has that of the number before it («پارسال ۳۲ غرفه، امسال ۵۱»), or the label's.
    The words `about` belong to every fact a little, wherever they stand.
    """
    row = _Row(text)
    base = dict.fromkeys(about, _COUNTED)
    return tuple(mention for kind in KINDS for mention in _of_kind(row, kind, base))


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
    """The words of a text in a row, as lemmas where they carry meaning, and the marks between them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = words(text)
        self._starts = [start for start, _, _ in self._words]
        self._keys = [_key(word) for _, _, word in self._words]
        marks = [mark.start() for mark in _MARK.finditer(text)]
        self._marks = [bisect_left(marks, start) for start in self._starts]

    @property
    def label(self) -> str:
        """Return the word that a colon follows at the beginning: «غرفه‌ها: پارسال ۳۲، امسال ۵۱»."""
        label = _LABEL.match(self.text)
        return _key(label[1]) if label else ""

    def of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last word of a span."""
        first = max(0, bisect_left(self._starts, start + 1) - 1)
        return first, max(first, bisect_left(self._starts, end) - 1)

    def near(self, first: int, last: int) -> dict[str, float]:
        """Return the weights of the words about these: the reciprocal of how far away they stand."""
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
    return _COUNTED if word in _COUNTING else 1.0


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    """Return the lemma of a word that carries meaning, a number with its sign, or ""."""
    if any(char.isdigit() for char in word):
        return f"#{digits_to_latin(word)}"
    return "" if len(word) < 2 or word in stop_words() else lemma(word)
