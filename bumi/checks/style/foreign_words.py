"""Foreign words with Persian equivalents that newsrooms use, and their endings (assets/words/foreign.yaml)."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import lemma, words
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import CANNOT_JOIN

Foreign = tuple[int, int, tuple[str, ...]]
"""The start and end of a foreign word in a text, and its equivalents."""

_PLURALS = ("ها", "های", "هایی", "هایش", "هایشان")
_ENDINGS = ("", "ٔ", "ی", *_PLURALS, "شان", "ای", "یی")  # «کاندیدا» and its ی before «کاندید» and its ای
_LIGHT_VERBS = ("کرد", "شد")


def foreign(text: str) -> Iterator[Foreign]:
    """Yield the foreign words with their equivalents; «چک» only with its verb, since it also means cheque."""
    spaced = [*words(text), (len(text) + 1, 0, "")]
    done = 0
    for (start, end, word), (after, stop, following) in pairwise(spaced):
        if start < done:
            continue
        if text[end:after] == " " and (equivalents := _pair(word, following)):
            done = stop
            yield start, done, equivalents
        elif equivalents := _equivalents(word):
            yield start, end, equivalents


def _pair(word: str, following: str) -> tuple[str, ...]:
    whole = _equivalents(f"{word} {following}")
    if not whole and (parts := _table().get(f"{word} کردن")) and lemma(following) in _LIGHT_VERBS:
        return tuple(f"{part} {following}" for part in parts)
    return whole


@lru_cache(maxsize=100_000)
def _equivalents(word: str) -> tuple[str, ...]:
    """Return the equivalents of a word, with its ending; empty for a Persian word."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending).rstrip(ZWNJ) if ending else word
        if (ending == "" or stem != word) and (equivalents := _table().get(stem)):
            return tuple(filter(None, (_with_ending(it, ending, stem) for it in equivalents)))
    return ()


def _with_ending(word: str, ending: str, was_on: str) -> str:
    """Return `word` with the ending of another word, "" where it cannot take it."""
    head, gap, rest = word.partition(" ")
    if gap:
        return word if not ending else f"{head}{_half_space(head)}های {rest}" if ending in ("ها", "های") else ""
    if ending == "ٔ" or (ending == "ی" and (_silent(was_on) or was_on[-1] in "او")):
        return f"{word}ی" if word[-1] in "او" else word
    if ending in ("ی", "ای", "یی"):
        return f"{word}{ZWNJ}ای" if _silent(word) or word[-1] == "ی" else f"{word}{'یی' if word[-1] in 'او' else 'ی'}"
    return f"{word}{_half_space(word) if ending in _PLURALS or _silent(word) else ''}{ending}" if ending else word


def _silent(word: str) -> bool:
    """Return whether a word ends with a silent ه: رایانه, not کارگاه."""
    return word.endswith("ه") and word[-2:-1] not in "اوی"


def _half_space(word: str) -> str:
    return "" if word[-1] in CANNOT_JOIN else ZWNJ


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    """Return the equivalents by foreign word, a compound in each of its spellings."""
    table: dict[str, tuple[str, ...]] = {}
    for word, equivalents in listed_data("foreign").items():
        spellings = {word.replace(ZWNJ, gap) for gap in (ZWNJ, "", " ")}
        table |= dict.fromkeys(spellings, tuple(equivalents.split("، ")))
    return table
