"""Vocabulary of the speller: known words, from the lexicon with endings and from clean texts."""

from dataclasses import dataclass, field
from functools import cache, lru_cache

from bumi.persian.halfspace.evidence import SUFFIXES, common, listed, stems, wholes
from bumi.persian.loglinear.counts import Table, key
from bumi.persian.morphology import lexicon, number_words, verb_forms, verb_roots
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import respelled

ENDINGS = ("های", "هایی", "ها", "ان", "ات", "ی", "م", "ش", "شان", "مان", "تر", "ترین", "یی")
"""Endings that join a word without a half-space."""

_OFTEN = 4  # the bucket of five times and more: too often for an error
_OF_NOUNS = (
    "م", "ت", "ش", "ی", "یی", "ای", "یم", "یت", "یش", "مان", "تان", "شان", "ان", "انی", "انم", "انت", "انش", "انه",
)  # fmt: skip
_PREFIXES = ("بر", "در", "باز", "فرا", "فرو", "وا", "ور")
_VARIANTS = str.maketrans("أؤئة", "اویه")
_COMMON = 3  # in terms of `common`: a hundred times and more
_SHORTEST_STEM = 3
_PLURALS = ("ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان")


@dataclass(frozen=True)
class WordCounts:
    """Counts from texts, in buckets: of a word or half of one (`seen`), and of two side by side (`beside`)."""

    seen: Table = field(default_factory=dict)
    beside: Table = field(default_factory=dict)


def known(word: str, counts: WordCounts) -> bool:
    """Return whether a bare word (or half of one) certainly is a word, which needs no check."""
    return counts.seen.get(key(word), 0) >= _OFTEN or _known(word)


def meant_by(letters: str, counts: WordCounts) -> str:
    """Return the word possibly meant by these letters, with its half-spaces; empty if none."""
    if (whole := _spelled().get(letters, "")) or counts.seen.get(key(letters), 0) < 2:
        return whole
    return letters


@lru_cache(maxsize=100_000)
def attested_as(word: str) -> str:
    """Return how the lexicon knows a word: by itself, and by its best stem, with the ending left."""
    best = max(stems(word), key=lambda stem: (listed(stem), common(stem), len(stem)), default="")
    if not best or len(best) < 2:
        return f"{listed(word)}"
    return f"{listed(word)} {listed(best)} {min(common(best), 8) // 2} {word[len(best) :]}"


@lru_cache(maxsize=100_000)
def _known(word: str) -> bool:
    if listed(word) > 1 or word in number_words() or word in _joined_verbs() or word in SUFFIXES or word in wholes():
        return True
    if respelled(word) != word or (word.startswith("ال") and listed(word[2:]) > 1) or word[1:] in number_words():
        return True
    if any(word.endswith(ending) and listed(word.removesuffix(ending)) > 1 for ending in _PLURALS):
        return True
    if _inflected(word) or _verb(word):
        return True
    if word[0] in "وب" and len(word) > _SHORTEST_STEM and _ordinary(word[1:]):  # joined to the next word: «ونقاط»
        return True
    return (folded := word.translate(_VARIANTS)) != word and (listed(folded) > 1 or _inflected(folded))


def _ordinary(word: str) -> bool:
    return listed(word) > 2 and common(word) >= _COMMON


def _inflected(word: str) -> bool:
    """Return whether a word is an ordinary one with a noun ending: «انتخابش», «دوستانم», «سخنانی»."""
    stems = (word.removesuffix(ending) for ending in _OF_NOUNS if word.endswith(ending))
    return any(len(stem) >= _SHORTEST_STEM and _ordinary(stem) for stem in stems)


def _verb(word: str) -> bool:
    """Whether a word is an imperative, an infinitive, or a form of a prefixed verb: «بپرس», «مکن», «درآوردم»."""
    if word in _orders() or (word[-1] == "ن" and word[:-1] in verb_roots()):
        return True
    return any(word.startswith(prefix) and word.removeprefix(prefix) in _joined_verbs() for prefix in _PREFIXES)


@cache
def _orders() -> frozenset[str]:
    """Return the imperatives of the verbs, affirmative and negative."""
    forms = verb_forms()
    shown = (
        form.removeprefix(f"می{ZWNJ}")[:-2] for form in forms if form.startswith(f"می{ZWNJ}") and form[-2:] == "ند"
    )
    orders = set()
    for stem in filter(lambda stem: f"می{ZWNJ}{stem}د" in forms, shown):
        after = f"ی{stem.replace('آ', 'ا', 1)}" if stem[0] in "آا" else stem
        orders |= {f"{sign}{after}{end}" for sign in "بنم" for end in ("", "ید")}
    return frozenset(orders)


@cache
def _spelled() -> dict[str, str]:
    """Return the lexicon words and the verb forms as written, by their letters."""
    words = (*filter(lambda word: listed(word) > 1, lexicon()), *_joined_verbs())
    return {**wholes(), **dict(zip(words, words, strict=True))}


@cache
def _joined_verbs() -> frozenset[str]:
    parts = {part for form in verb_forms() for part in form.split(ZWNJ)}
    return frozenset(form.replace(ZWNJ, "") for form in verb_forms()) | parts
