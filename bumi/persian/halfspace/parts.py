"""Splits a word into the parts that half-spaces may have separated."""

from functools import lru_cache

from bumi.persian.halfspace.evidence import SUFFIXES, VERB_SIGNS, Counts, listed, stems, verb_parts, wholes
from bumi.persian.halfspace.features import plausible
from bumi.persian.loglinear.counts import key
from bumi.persian.morphology import number_words
from bumi.persian.word_forms import SETTLED, solid

_LONGEST = 28  # letters
_ORDINALS = ("", "م", "مین", "ی", "ها")
_MOST_PARTS = 4
_MOST_WAYS = 24
_UNKNOWN = -4  # buckets by which a part of an unknown word may be rarer next to half-spaces than alone
_PLURALS = frozenset(["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان"])
_PRONOUNS = frozenset(["مان", "تان", "شان"])
_VOWELS = "اویه"
_AFTER_HE_ALONE = frozenset(["ی", "ات", "اش", "ام"])  # elsewhere they are joined
_AFTER_HE = frozenset(["ام", "ای", "اند", "ایم", "اید"])


def parted(word: str, counts: Counts) -> list[tuple[str, ...]]:
    """Return the ways to split `word`, which is bare and has no half-space; each part is known or an ending."""
    if len(word) > _LONGEST or word in SETTLED or _numeral(word) or solid(word):
        return []
    found: list[tuple[str, ...]] = []
    least = 0 if listed(word) > 1 or key(word) in counts.alone else _UNKNOWN

    def go(start: int, parts: tuple[str, ...]) -> None:
        if len(found) > _MOST_WAYS:
            return
        rest = word[start:]
        if parts and plausible(parts[-1], rest, counts, least) and _may_end(rest, counts, parts[-1]):
            found.append((*parts, rest))
        if len(parts) == _MOST_PARTS - 1:
            return
        for end in range(start + 2, len(word)):
            part = word[start:end]
            if _may_stand(part, word[end:], counts) and (not parts or plausible(parts[-1], part, counts, least)):
                go(end, (*parts, part))

    go(0, ())
    return [parts for parts in found if parts[-1] != "های" or not _ends_in_ha(word)]


def _numeral(word: str) -> bool:
    """Return whether a word is a number in words, ordinals too: نهصدمین."""
    return any(word.removesuffix(ending) in number_words() for ending in _ORDINALS)


def _ends_in_ha(word: str) -> bool:
    """Return whether the ها of a word is part of its stem: گرانبهای."""
    return listed(word[:-1]) > 1 or word[:-1] in wholes()


def _may_stand(part: str, rest: str, counts: Counts) -> bool:
    """Return whether `part` is known, or shown to be a word by what follows."""
    return _known(part, counts) or rest in _PLURALS or (part.endswith("ه") and rest in _AFTER_HE)


def _may_end(part: str, counts: Counts, before: str) -> bool:
    if part in _PRONOUNS:
        return before[-1] in _VOWELS  # «کودکانشان» is written as one word
    if part in SUFFIXES:
        return part not in _AFTER_HE_ALONE or before.endswith("ه")
    if len(part) < 2:
        return False
    if _known(part, counts) or key(part) in counts.last or before in VERB_SIGNS or part.startswith("ال"):
        return True
    return any(key(shorter) in counts.last for stem in stems(part) for shorter in (stem, *stems(stem)))


def _known(part: str, counts: Counts) -> bool:
    number = key(part)
    return _listed(part) or counts.alone.get(number, 0) > 1 or number in counts.first


@lru_cache(maxsize=100_000)
def _listed(part: str) -> bool:
    if listed(part) > 1 or part in verb_parts() or part in VERB_SIGNS:
        return True
    return any(listed(stem) > 2 for stem in stems(part) if len(stem) > 2)
