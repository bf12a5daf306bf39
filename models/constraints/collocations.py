"""Which verbs go with which nouns: a clause takes «صادر شد» where something stands in it that is issued.

Selectional restriction (Katz and Fodor, 1963, doi:10.2307/411200), as lists of the nouns that a journalist says each
verb of (assets/words/selection.yaml).
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from bumi.wordlists import listed_data

__all__ = [
    "LINE",
    "are_people",
    "is_action",
    "is_circumstance",
    "is_event",
    "is_person",
    "is_place",
    "is_scene",
    "is_time",
    "momentary_words",
    "selecting_words",
    "unselected",
]

_DONE = "انجام"
LINE = "[۰-۹]{3,}(?:-[۰-۹]+)?"
_PLURAL = "(?:\u200cها|ها|ان)"
_ENDING = "(?:\u200c.*|ها.*|ی|ان|ات|م|ش|شان)?"  # plural, ezafe, «ی», possessives


def unselected(clause: Iterable[str]) -> frozenset[str]:
    """Return the words that go with no word of `clause`, of those that go with certain nouns only."""
    return selecting_words().difference(*map(_selecting, clause))


def momentary_words() -> frozenset[str]:
    """Return the words that say what is done at a moment."""
    return frozenset(listed_data("selection")["moments"])


@cache
def selecting_words() -> frozenset[str]:
    """Return the words that go with certain nouns only."""
    return frozenset(_patterns())


@cache
def are_people(noun: str) -> bool:
    """Whether `noun` is a plural of people."""
    people = listed_data("selection")["classes"]["people"]
    return re.fullmatch(f"(?:{'|'.join(each.replace('*', '.+') for each in people)}){_PLURAL}", noun) is not None


@cache
def is_action(noun: str) -> bool:
    """Whether `noun` is something that is done: a repair, a payment."""
    return _DONE in _selecting(noun)


@cache
def is_person(noun: str) -> bool:
    """Whether `noun` is of people, one or many."""
    return _class("people").fullmatch(noun) is not None


@cache
def is_place(noun: str) -> bool:
    """Whether something can be in `noun`: a hall, a square, a village."""
    return _class("places").fullmatch(noun) is not None


@cache
def is_event(noun: str) -> bool:
    """Whether `noun` takes place: a workshop, a festival."""
    return _class("events").fullmatch(noun) is not None


@cache
def is_scene(noun: str) -> bool:
    """Whether something can be said to be in `noun`: an event, a place, a stretch of time."""
    return any(_class(name).fullmatch(noun) for name in ("events", "places", "times", "scenes"))


@cache
def is_time(noun: str) -> bool:
    """Whether `noun` says when: a weekday, a part of the day, a month."""
    return _class("times").fullmatch(noun) is not None


@cache
def is_circumstance(word: str) -> bool:
    """Whether `word` says when, how often or for how long, and nothing of what."""
    return word[0].isdigit() or is_time(word) or word in listed_data("selection")["classes"]["circumstances"]


@cache
def _class(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_forms, listed_data("selection")["classes"][name])))


@cache
def _selecting(noun: str) -> frozenset[str]:
    return frozenset(word for word, nouns in _patterns().items() if nouns.fullmatch(noun))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data: dict[str, dict[str, Any]] = listed_data("selection")
    classes = {f"{{{name}}}": nouns for name, nouns in data["classes"].items()}
    patterns = {}
    for word, listed in data["selects"].items():
        nouns = (noun for each in listed for noun in classes.get(each, [each]))
        patterns[word] = re.compile("|".join(map(_forms, nouns)))
    return patterns


def _forms(noun: str) -> str:
    """Return a pattern of `noun` in all its forms; «*گر» is any word that ends so."""
    return LINE if noun == "{line}" else noun.replace("*", ".+") + _ENDING
