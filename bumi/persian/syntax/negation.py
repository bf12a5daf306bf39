"""Recognise negation: words that deny, negative verbs, and words that may stand for a denial."""

import re
from collections.abc import Collection
from functools import lru_cache

from bumi.persian.listed_patterns import ListedPatterns
from bumi.persian.morphology import parts_of_speech, verb_forms, words
from bumi.persian.syntax.sentences import stem
from bumi.persian.text import ZWNJ

_DENIES = re.compile(r"(?<![\w\u200c])(?:ممنوع\w*|نه|خیر|فاقد|بدون|بی|غیرمجاز|قدغن)(?![\w\u200c])")
_pattern = ListedPatterns("persian/syntax/negation")
_MAY_DENY = _pattern("may_deny")
_ALLOWS = frozenset(("رایگان", "آزاد", "مجاز", "لازم", "نیاز", "همه", "تنها"))  # that a denial may deny
_LEADS = re.compile(r"(?:فاقد|بدون|بی|نه(?= \w))(?![\w\u200c])")  # before what they deny; all others stand behind it
_NOUNS = frozenset(("نخست", "نشست", "نیز", "نوبت", "نرم", "نو", "نه", "نهاد", "نای", "نام", "نما", "نبش", "نظر"))
_SURELY = frozenset(("نباید", "نیست", "نبود", "نشد", "نکرد", "نداد"))
_NO_VERB = frozenset(("N", "AJ", "ADV", "NUM", "P", "CONJ"))
_NEGATIONS = _pattern("negations")


def denials(text: str) -> list[int]:
    """Return where words of `text` deny, as offsets in rising order."""
    places = {match.start() for match in _DENIES.finditer(text)}
    return sorted(places | {at for at, _, word in words(text) if is_negative_verb(word)})


def precedes_its_focus(text: str, at: int) -> bool:
    """Whether the denial at this offset stands before what it denies («بدون ...»); all others stand behind it."""
    return _LEADS.match(text, at) is not None


def may_deny(text: str, denied: Collection[str] = ()) -> int:
    """Count the words of `text` that deny or may stand for a denial.

    `denied` are stems that a denial is of: a word of these is not counted («رایگان نیست»).
    """
    found = _MAY_DENY.finditer(text)
    places = {match.start() for match in found if not (match.group() in _ALLOWS and stem(match.group()) in denied)}
    return len(places | {at for at, _, word in words(text) if is_negative_verb(word) or word.startswith(("نا", "غیر"))})


@lru_cache(maxsize=50_000)
def is_negative_verb(word: str) -> bool:
    """Whether `word` is a negative verb; a noun that only looks like one is none."""
    if word in _SURELY or word.startswith("نمی\u200c"):
        return True
    root = verb_forms().get(word)
    if root is None or not word.startswith("ن") or word in _NOUNS:
        return False
    return word.startswith("نن") or not (root.startswith("ن") or parts_of_speech().get(word, frozenset()) & _NO_VERB)


def count_negations(text: str) -> int:
    """Return how many different words of denial and verbs with a negative prefix `text` has."""
    joined, forms = text.replace(ZWNJ, ""), verb_forms()
    denied = (word for word in re.findall(r"\w+", joined) if word[0] == "ن" and word not in forms)
    return len(set(_NEGATIONS.findall(joined)) | {word for word in denied if word[1:] in forms})
