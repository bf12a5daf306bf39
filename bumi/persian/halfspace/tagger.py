"""The half-space tagger: finds half-spaces that a text has lost, by the lexicon and a trained model."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Any

from bumi.persian.halfspace.evidence import Counts, bare, listed, stems, wholes
from bumi.persian.halfspace.features import context_features, pair_features, parts_features, plausible, whole_features
from bumi.persian.halfspace.parts import parted
from bumi.persian.halfspace.places import Place, places
from bumi.persian.halfspace.style import only_plural
from bumi.persian.loglinear.ranker import Choice, chosen, number
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import (
    belong_together,
    free,
    joined_if_anything_is,
    part_of_a_whole,
    respelled,
    spelled_out,
)

type Way = tuple[str, ...]
"""The halves of a place, bare; empty where it stays unchanged."""

type _Group = tuple[Any, ...]
"""A function that makes features, and its arguments."""

SORTS = tuple(
    f"{parts} {elsewhere}"
    for parts in ("listed", "seen", "to", "gap", "inside", "known")
    for elsewhere in ("kept", "mixed", "lost", "other", "alone")
)
"""The sorts of places: see `sort`."""

_SILENT = {"000": "alone", "001": "other", "002": "other"}
_THEY = {"آنها": ("آن", "ها"), "اینها": ("این", "ها")}  # acceptable when joined, except in a text that joins everything
_LOST = "0[1-4]"  # prefix of the state in a text that lost others in the same way
_NONE_KEPT = "0"  # prefix of the state in a text without half-spaces
_SPACES = re.compile("00[12]")  # the state in a text that has spaces for half-spaces and lost no others
_QUESTIONS = frozenset(("چی", "چه", "کی", "کو", "کجا", "چند", "چرا", "آیا", "چطور", "چگونه"))
_NOUNS = ("نامه",)
_KEPT = 50_000  # words and pairs whose features are cached
_NO_LEAST: Mapping[str, float] = MappingProxyType({})
_PARTED = {1: "i", 2: "g"}  # by the number of halves of a place: inside a word, in a gap


def certain(place: Place) -> Way:
    """Return the halves of a place if the rules are certain about them, else none."""
    if len(place.halves) == 2:
        sure = belong_together(*place.halves) or part_of_a_whole(place.before, *place.halves, place.after)
        none_kept = place.state[0] == _NONE_KEPT
        return place.halves if sure or (none_kept and joined_if_anything_is(*place.halves)) else ()
    (word,) = place.halves
    if word in _THEY and re.match(_LOST, place.state):
        return _THEY[word]
    spelled = respelled(word)
    if spelled == word or (_SPACES.match(place.state) and only_plural(spelled)):
        return ()
    return tuple(spelled.split(ZWNJ))


def sort(place: Place) -> str:
    """Return the sort of a place, one of SORTS: the kind of gap or word, and how the text keeps half-spaces elsewhere.

    A gap is in a listed word, in one that the lexicon has only seen, after «به», or elsewhere. A word is known if the
    lexicon has it with half-spaces. A text keeps its half-spaces, or only some, or has lost all in the same way or in
    the other, or gives no evidence.
    """
    if len(place.halves) == 1:
        parts = "known" if bare(place.halves[0]) in wholes() else "inside"
    elif place.halves[0] == "به":
        parts = "to"
    else:
        parts = ("gap", "seen", "seen", "listed")[listed(ZWNJ.join(map(bare, place.halves)))]
    lost, missing = place.state[0] == _NONE_KEPT, place.state[1]
    elsewhere = _SILENT.get(place.state, "lost") if lost else "kept" if missing in "01" else "mixed"
    return f"{parts} {elsewhere}"


class Tagger:
    """Tags each place by its halves, its neighbours, and how the text keeps its half-spaces elsewhere.

    `weights` are those of the ranker; without them there are only ways and their features, for training. `least` is
    the lowest probability of a half-space, by sort of place.
    """

    def __init__(self, counts: Counts, weights: Sequence[float] = (), least: Mapping[str, float] = _NO_LEAST) -> None:
        self.counts, self._weights, self._least = counts, weights, least
        self._remembered: dict[tuple[Any, ...], float] = {}
        self._pairs: dict[Way, Way] = {}
        self._ways: dict[str, list[Way]] = {}

    def missing(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans where a half-space belongs: spaces, or empty spans inside words."""
        for place in places(text):
            if not (way := certain(place)):
                ways = self.ways(place)
                if len(ways) < 2:
                    continue
                choice = self._choice(place, ways)
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
        """Return the ways to write a place, first as it is; only that where there is no evidence for another."""
        if len(place.halves) == 2:
            halves = self._likely(place.halves)
            silent = not halves or free(*place.halves) or spelled_out(place.before, halves[0], halves[1], place.after)
            return [()] if silent else [(), halves]
        word = bare(place.halves[0])
        if len(word) != len(place.halves[0]):
            return [()]
        if word not in self._ways:
            self._forget()
            self._ways[word] = [(), *parted(word, self.counts)]
        return self._ways[word]

    def rows(self, place: Place, ways: Sequence[Way]) -> list[list[int]]:
        """Return the features of each way of `ways` to write a place."""
        groups = self._groups(place, ways)
        return [[number(name) for features, *of in said for name in features(*of)] for said in groups]

    def _choice(self, place: Place, ways: Sequence[Way]) -> Choice:
        return chosen([sum(map(self._worth, said)) for said in self._groups(place, ways)])

    def _groups(self, place: Place, ways: Sequence[Way]) -> list[list[_Group]]:
        """Return the inputs of the features of each way."""
        kind, word, counts = _PARTED[len(place.halves)], bare(place.halves[0]), self.counts
        found: list[list[_Group]] = [[(whole_features, word, counts)] if kind == "i" else []]
        for way in ways[1:]:
            said: list[_Group] = [] if kind == "g" else [(parts_features, word, way)]
            said += [(pair_features, left, right, counts, kind) for left, right in pairwise(way)]
            said.append((context_features, way[-2], way[-1], place.before, place.after, place.state, kind))
            found.append(said)
        return found

    def _worth(self, group: _Group) -> float:
        """Return the summed weights of a group of features."""
        key = tuple(each for each in group if each is not self.counts)
        if key not in self._remembered:
            self._forget()
            features, *of = group
            self._remembered[key] = sum(self._weights[number(name)] for name in features(*of))
        return self._remembered[key]

    def _likely(self, halves: Way) -> Way:
        """Return two halves, bare, if there is evidence for a half-space between them."""
        if halves not in self._pairs:
            self._forget()
            left, right = map(bare, halves)
            apart = _stands_alone(right) and not listed(f"{left}{ZWNJ}{right}")
            likely = left and right and not apart and plausible(left, right, self.counts)
            self._pairs[halves] = (left, right) if likely else ()
        return self._pairs[halves]

    def _forget(self) -> None:
        if len(self._remembered) + len(self._ways) + len(self._pairs) > _KEPT:
            self._remembered.clear()
            self._ways.clear()
            self._pairs.clear()


def _stands_alone(right: str) -> bool:
    """Whether a second half of many words is as often a word alone: «قهوه‌چی», but «میوه چی؟»; «از دفتر نامه داد»."""
    return right in _QUESTIONS or not {right, *stems(right)}.isdisjoint(_NOUNS)
