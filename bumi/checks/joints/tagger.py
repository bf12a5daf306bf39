"""The tagger: which half-spaces a text has lost, by the lexicon and by what it learnt of clean texts."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from types import MappingProxyType

from bumi.checks.joints.evidence import Counts, bare, listed
from bumi.checks.joints.features import context_features, pair_features, parts_features, plausible, whole_features
from bumi.checks.joints.parts import parted
from bumi.checks.joints.places import Place, places
from bumi.checks.learnt.ranker import choose, number
from bumi.checks.wordforms import belong_together, joined_if_anything_is, part_of_a_whole, respelled, spelled_out
from bumi.text import ZWNJ

__all__ = ["SORTS", "Tagger", "Way", "certain", "sort"]

type Way = tuple[str, ...]
"""The halves of a place, bare; none where it stays as it is."""

SORTS = tuple(
    f"{parts} {elsewhere}"
    for parts in ("listed", "seen", "to", "gap", "inside")
    for elsewhere in ("kept", "mixed", "lost", "other", "alone")
)
"""The sorts of places: see `sort`."""

_SILENT = {"000": "alone", "001": "other"}
_THEY = {"آنها": ("آن", "ها"), "اینها": ("این", "ها")}  # as good joined, but not where everything is
_LOST = "0[1-4]"  # as the state of a place begins in a text that lost others in the same way
_NONE_KEPT = "0"  # as the state of a place begins in a text without half-spaces
_KEPT = 50_000  # words and pairs whose features are remembered
_NO_LEAST: Mapping[str, float] = MappingProxyType({})
_PARTED = {1: "i", 2: "g"}  # by the halves of a place: inside a word, in a gap


def certain(place: Place) -> Way:
    """Return the halves of a place where the rules leave no doubt about them, none where they do."""
    if len(place.halves) == 2:
        sure = belong_together(*place.halves) or part_of_a_whole(place.before, *place.halves, place.after)
        none_kept = place.state[0] == _NONE_KEPT
        return place.halves if sure or (none_kept and joined_if_anything_is(*place.halves)) else ()
    (word,) = place.halves
    if word in _THEY and re.match(_LOST, place.state):
        return _THEY[word]
    return tuple(spelled.split(ZWNJ)) if (spelled := respelled(word)) != word else ()


def sort(place: Place) -> str:
    """Return the sort of a place, one of SORTS: what is parted, and how the text keeps its half-spaces elsewhere.

    A gap is that of a listed word, of one that the lexicon has only seen, the one after «به», or another. A text keeps
    its half-spaces, or only some, or has lost all in the same way or in the other, or says nothing.
    """
    if len(place.halves) == 1:
        parts = "inside"
    elif place.halves[0] == "به":
        parts = "to"
    else:
        parts = ("gap", "seen", "seen", "listed")[listed(ZWNJ.join(map(bare, place.halves)))]
    lost, missing = place.state[0] == _NONE_KEPT, place.state[1]
    elsewhere = _SILENT.get(place.state, "lost") if lost else "kept" if missing in "01" else "mixed"
    return f"{parts} {elsewhere}"


class Tagger:
    """Decides each place by its halves, its neighbours, and how the text keeps its half-spaces elsewhere.

    `weights` are those of the ranker; without them there are only ways and their features, to learn from. `least` is
    how probable a half-space has to be, by the sort of the place.
    """

    def __init__(self, counts: Counts, weights: Sequence[float] = (), least: Mapping[str, float] = _NO_LEAST) -> None:
        self.counts, self._weights, self._least = counts, weights, least
        self._remembered: dict[tuple[object, ...], list[int]] = {}
        self._ways: dict[str, list[Way]] = {}

    def missing(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans that a half-space should stand in: of spaces, or empty ones inside words."""
        for place in places(text):
            if not (way := certain(place)):
                ways = self.ways(place)
                if len(ways) < 2:
                    continue
                choice = choose(self._weights, self.rows(place, ways))
                if choice.probability < self._least[sort(place)]:
                    continue
                way = ways[choice.index]
            if len(place.halves) == 2:
                yield place.start + len(place.halves[0]), place.end - len(place.halves[1])
            else:
                yield from ((place.start + at,) * 2 for at in accumulate(map(len, way[:-1])))

    def choices(self, text: str) -> Iterator[tuple[Place, list[Way]]]:
        """Yield the places of a text that can be written in more ways than one, with those ways."""
        yield from ((place, ways) for place in places(text) if len(ways := self.ways(place)) > 1)

    def ways(self, place: Place) -> list[Way]:
        """Return the ways to write a place, the first as it is; only that where nothing speaks for another."""
        halves = tuple(map(bare, place.halves))
        if len(halves) == 2:
            likely = all(halves) and plausible(*halves, self.counts)
            return [(), halves] if likely and not spelled_out(place.before, *halves, place.after) else [()]
        word = halves[0]
        if len(word) != len(place.halves[0]):
            return [()]
        if word not in self._ways:
            self._forget()
            self._ways[word] = [(), *parted(word, self.counts)]
        return self._ways[word]

    def rows(self, place: Place, ways: Sequence[Way]) -> list[list[int]]:
        """Return the features of each way of `ways` to write a place."""
        kind = _PARTED[len(place.halves)]
        word = bare(place.halves[0])
        as_it_is = self._numbers(whole_features, word, self.counts) if kind == "i" else []
        rows = [as_it_is]
        for way in ways[1:]:
            row = [] if kind == "g" else self._numbers(parts_features, word, way)
            for left, right in pairwise(way):
                row = row + self._numbers(pair_features, left, right, self.counts, kind)
            around = (way[-2], way[-1], place.before, place.after, place.state, kind)
            rows.append(row + self._numbers(context_features, *around))
        return rows

    def _numbers(self, features: Callable[..., list[str]], *of: object) -> list[int]:
        key = (features, *(each for each in of if not isinstance(each, Counts)))
        if key not in self._remembered:
            self._forget()
            self._remembered[key] = [number(name) for name in features(*of)]
        return self._remembered[key]

    def _forget(self) -> None:
        if len(self._remembered) + len(self._ways) > _KEPT:
            self._remembered.clear()
            self._ways.clear()
