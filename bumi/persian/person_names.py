"""Names of persons: titles before them, given names, surnames, offices, and whether some words are a name."""

import re
from functools import cache

from bumi.persian.lexicon import listed_data, listed_lines
from bumi.persian.morphology import verb_roots, words
from bumi.persian.patterns import LETTER
from bumi.persian.text import ZWNJ, flat

_TITLES = re.compile(
    r"(?:(?:دکتر|مهندس|سردار|سرهنگ|سرتیپ(?: دوم)?|سرگرد|سروان|ستوان|امیر سرتیپ|حجت[‌ ]?الاسلام(?: والمسلمین"
    r"| و المسلمین)?|آیت[‌ ]?الله|آقای|خانم|حاج|استاد|سرکار خانم|جناب آقای)\s+)+"
)
_SURNAME = re.compile(rf"{LETTER}+(?:زاده|پور|نژاد|فر|نیا|راد|وند|یان|لو|نسب|منش|تبار|پناه|دوست|خواه|نخعی|ی)")
_CERTAIN_SURNAME = re.compile(rf"{LETTER}{{3,}}{ZWNJ}(?:زاده|پور|نژاد|نیا|نسب|وند|پناهی)")
"""A surname that is no other word: the given name before it need not be listed."""
_COMPOUND = re.compile(
    rf"{LETTER}{{2,}}(?:الدین|الله|الرضا|الزمان|الحسین|علی|قلی|محمد|حسین|رضا|السادات|{ZWNJ}بی{ZWNJ}?بی|{ZWNJ}خاتون)"
)
"""A given name made of two: «نورالدین», «چراغعلی»."""
_MOST_WORDS = 5  # of a name


def person_name(text: str, beside_office: bool = False) -> str:
    """Return the name of a person, without titles, where `text` looks like one, else "".

    Beside an office two or three words are a name also where the given name is not listed.
    """
    bare = without_titles(f"{text.strip()} ").strip()
    row = bare.split()
    if not 1 <= len(row) <= _MOST_WORDS or any(char.isdigit() for char in bare):
        return ""
    if not (_no_names() | offices()).isdisjoint(row) or len(words(bare)) != len(row):
        return ""
    if len(row) == 1:
        return bare if is_surname(bare) and bare not in verb_roots() else ""
    known = (
        is_given_name(row[0])
        or (len(row) == 2 and _CERTAIN_SURNAME.fullmatch(row[1]) is not None)
        or (bare != text.strip() and len(row) <= 4)
        or (beside_office and len(row) in (2, 3))
    )
    return bare if known else ""


def without_titles(text: str, count: int = 0) -> str:
    """Return `text` without its titles («دکتر», «مهندس»), the first `count` runs of them or all."""
    return _TITLES.sub("", text, count=count)


def is_surname(word: str) -> bool:
    """Say whether a word ends as surnames do."""
    return _SURNAME.fullmatch(word) is not None


def is_given_name(word: str) -> bool:
    """Say whether a word is a given name: listed, with «سید» before it, or made of two."""
    bare = word.removeprefix("سید").strip(ZWNJ)
    listed = word in given_names() or bare in given_names() or flat(word) in _flat_given_names()
    return _COMPOUND.fullmatch(word) is not None or word in ("سید", "سیده", "امیر") or listed


def begins_with_office(text: str) -> bool:
    """Say whether `text` begins with an office, titles apart: «مدیرکل راهداری»."""
    return without_titles(text).split(" ", 1)[0] in offices()


@cache
def given_names() -> frozenset[str]:
    """Return the given names of assets/words/given-names.txt."""
    return frozenset(" ".join(listed_lines("given-names")).split())


@cache
def _flat_given_names() -> frozenset[str]:
    return frozenset(flat(name).replace(" ", "") for name in given_names())


@cache
def offices() -> frozenset[str]:
    """Return the words with which an office that a person holds begins: «مدیرکل», «شهردار»."""
    return frozenset(listed_data("speakers")["offices"].split())


@cache
def _no_names() -> frozenset[str]:
    return frozenset(listed_data("speakers")["no_names"].split())
