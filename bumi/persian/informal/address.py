"""A reader whom a note addresses as one friend is addressed as readers are: «نزن» is «نزنید», «خودت» «خودتان»."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from bumi.persian.informal.forms import joined_stem, vocabulary
from bumi.persian.morphology import lexicon, parts_of_speech, verb_forms, verb_roots
from bumi.persian.text import ZWNJ

__all__ = ["is_past", "orders", "plain", "yours"]

_MARKS = re.compile("[\u064b-\u0652]")
_CONTINUOUS = (f"می{ZWNJ}", f"نمی{ZWNJ}")
_SHORT = 2  # letters of an order that is one without doubt, its prefix not counted
_HAVING = ("داری", "نداری", "هستی", "نیستی", "باشی")
_WORD = 1_000  # how often the lexicon has seen what is another word
_BEYOND = {"وایسا": "بایستید", "برو": "بروید", "نرو": "نروید", "بریز": "بریزید", "باش": "باشید", "ببر": "ببرید"}
_BEYOND |= {
    "بگو": "بگویید",
    "نگو": "نگویید",
    "ببین": "ببینید",
    "نبین": "نبینید",
    "بگذار": "بگذارید",
    "نگذار": "نگذارید",
}


@cache
def orders() -> Mapping[str, str]:
    """Return what is said to one person (نزن, بیار, بگو) with what is written to many (نزنید, بیاورید, بگویید)."""
    found = dict[str, str]()
    for one, many in _orders():
        if one.removeprefix("ن") not in verb_roots() and (
            one in _BEYOND or (lexicon().get(one, 0) < _WORD and one not in vocabulary().no_orders)
        ):
            found.setdefault(one, many)
    return MappingProxyType(found)


@cache
def yours() -> Mapping[str, str]:
    """Return the verbs of «تو» (می‌خری, باشی, زدی) with those of «شما»; «برگشتی» is none, an adjective."""
    of_one = (form for form, root in verb_forms().items() if root in _verbs() and form.endswith("ی"))
    kinds = parts_of_speech()
    nouns = frozenset(("N", "AJ"))
    return MappingProxyType(
        {
            form: f"{form[:-1]}ید"
            for form in of_one
            if _is_said(form)
            and not form.endswith(f"ه{ZWNJ}ای")
            and not (is_past(form) and nouns & kinds.get(form, frozenset()))
        }
    )


def is_past(form: str) -> bool:
    """Say whether a verb of «تو» is of the past: «زدی», «برگشتی»."""
    return form[:-1].removeprefix("ن") in verb_roots() or form[:-1] in verb_forms()


def plain(word: str) -> str:
    """Return a word without the marks of its vowels (نبُر: نبر)."""
    return _MARKS.sub("", word)


def _is_said(form: str) -> bool:
    return form.startswith(_CONTINUOUS) or is_past(form) or _is_prefixed(form) or form in _HAVING


def _is_prefixed(form: str) -> bool:
    """Say whether a form begins with «ب» or «ن» that is no letter of its stem."""
    return form[0] in "بن" and verb_forms().get(f"می{ZWNJ}{form}") != verb_forms()[form]


def _orders() -> Iterator[tuple[str, str]]:
    yield from _BEYOND.items()
    for stem, sounds in vocabulary().present.items():
        for sound in sounds.split():
            if len(sound) >= _SHORT:
                yield from ((joined_stem(sign, sound), joined_stem(sign, f"{stem}ید")) for sign in "بن")
    forms = verb_forms()
    for form, root in forms.items():
        one = form.removesuffix("ید")
        if one == form or root not in _verbs() or forms.get(one) == root or f"{one}ند" not in forms:
            continue
        if ZWNJ not in form and _is_prefixed(form) and (one[-1] not in "او" or root == "شد"):
            yield one.removesuffix("ی") if one[-2:] in ("وی", "ای") else one, form


@cache
def _verbs() -> frozenset[str]:
    return vocabulary().verbs | {*vocabulary().past, "دید", "آورد", "شست", "بود"}
