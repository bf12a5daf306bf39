"""Evidence for joining two halves of a word: the lexicon, the verbs, and how often texts join them."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from bumi.persian.loglinear.counts import Table, bucket
from bumi.persian.morphology import lexicon, parts_of_speech, verb_forms
from bumi.persian.text import ZWNJ, normal
from bumi.persian.word_forms import attested

_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ENDINGS = (
    "هایشان", "هایمان", "هایتان", "هایی", "هایم", "هایت", "هایش", "های", "ها", "شان", "مان", "تان", "گان", "ترین",
    "تر", "ان", "ات", "ای", "ام", "اش", "اند", "ند", "ست", "یم", "ید", "ی", "م", "ت", "ش",
)  # fmt: skip
_UNKNOWN = frozenset("0")  # mark of words that the lexicon has only seen in texts

SUFFIXES = frozenset((
    "ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "هاست", "هایند", "تر", "ترین",
    "تری", "ترند", "تریم", "ای", "ام", "ات", "اش", "اند", "ایم", "اید", "مان", "تان", "شان", "ی",
))  # fmt: skip
"""Endings that a half-space may separate from their word."""

VERB_SIGNS = frozenset(
    f"{before}{no}می" for before in ("", "بر", "در", "باز", "فرا", "فرو", "وا", "ور") for no in ("", "ن")
)
"""Prefixes that a half-space separates from the verb."""


@dataclass(frozen=True)
class Counts:
    """Counts from texts, in buckets.

    `joined`: two halves with a half-space; `apart`: the same with a space; `alone`: a word without half-spaces;
    `first` and `last`: a half before and after a half-space.
    """

    joined: Table = field(default_factory=dict)
    apart: Table = field(default_factory=dict)
    alone: Table = field(default_factory=dict)
    first: Table = field(default_factory=dict)
    last: Table = field(default_factory=dict)


@lru_cache(maxsize=100_000)
def bare(word: str) -> str:
    """Return `word` as the lexicon would have it: normal letters, no marks."""
    return _MARKS.sub("", normal(word))


@lru_cache(maxsize=100_000)
def listed(word: str) -> int:
    """Return how the lexicon knows a word: 0 not at all, 1 as seen, 2 as a word, 3 as a word with a frequency."""
    if word in verb_forms():
        return 3
    if word not in attested():
        return int(word in lexicon())
    return 3 if lexicon()[word] and parts_of_speech()[word] != _UNKNOWN else 2


@lru_cache(maxsize=100_000)
def common(word: str) -> int:
    """Return the frequency of a word in the lexicon: 0 if unknown, else its magnitude, 1 to 10."""
    count = lexicon().get(word, 0)
    return 1 + int(math.log10(count)) if count else 0


@lru_cache(maxsize=100_000)
def stems(word: str) -> tuple[str, ...]:
    """Return `word` without its ending, for every ending it may have."""
    return tuple(word.removesuffix(each) for each in _ENDINGS if word.endswith(each) and len(word) > len(each) + 1)


@lru_cache(maxsize=100_000)
def kinds(word: str) -> str:
    """Return the parts of speech of a word: V for a form of a verb, those of its stem after +, or empty."""
    if named := _kinds(word):
        return named
    if word in verb_parts():
        return "V"
    return next((f"+{named}" for stem in stems(word) if (named := _kinds(stem))), "")


@lru_cache(maxsize=100_000)
def productive(left: str, right: str) -> tuple[int, int]:
    """Return in how many other lexicon words, in buckets, a half comes first, and the other or its stem last."""
    firsts, lasts = _productive()
    own = f"{left}{ZWNJ}{right}" in lexicon()
    last = max(lasts[each] - (own and each == right) for each in (right, *stems(right)))
    return bucket(firsts[left] - own), bucket(last)


@cache
def verb_parts() -> frozenset[str]:
    """Return what may follow می in a verb."""
    return frozenset(form.partition(ZWNJ)[2] for form in verb_forms() if form.startswith(f"می{ZWNJ}"))


@cache
def wholes() -> Mapping[str, str]:
    """Return the lexicon words with half-spaces, by their letters alone, as some write them."""
    return {word.replace(ZWNJ, ""): word for word in lexicon() if ZWNJ in word and listed(word) > 1}


@cache
def _productive() -> tuple[Counter[str], Counter[str]]:
    """Return how many lexicon words have each half before a half-space, and after one."""
    firsts: Counter[str] = Counter()
    lasts: Counter[str] = Counter()
    for word in lexicon():
        for left, right in pairwise(word.split(ZWNJ)):
            firsts[left] += 1
            lasts[right] += 1
    return firsts, lasts


def _kinds(word: str) -> str:
    found = parts_of_speech().get(word, _UNKNOWN)
    return "" if found == _UNKNOWN else ",".join(sorted(found))
