"""Classify nouns by assets/words/nouns.yaml: times, places, events, people, actions, and the verbs they take."""

import re
from collections.abc import Iterable
from functools import cache

from bumi.persian.lexicon import listed_data

__all__ = ["are_people", "is_action", "is_event", "is_scene", "is_span", "is_time", "unselected"]

_DONE = "انجام"
_SPANNING = frozenset(("تا", "الی", "و"))
_PLURAL = "(?:\u200cها|ها|ان)"
_ENDING = "(?:\u200c.*|ها.*|ی|ان|ات|م|ش|شان)?"  # plural, ezafe, «ی», possessives


def unselected(clause: Iterable[str]) -> frozenset[str]:
    """Return the verbs of assets/words/nouns.yaml that collocate with no word of `clause`."""
    nouns = [*clause]
    return frozenset(verb for verb in _patterns("verbs") if not any(map(_patterns("verbs")[verb].fullmatch, nouns)))


@cache
def are_people(noun: str) -> bool:
    """Whether `noun` is a plural that names people."""
    people = listed_data("nouns")["classes"]["people"]
    return re.fullmatch(f"(?:{'|'.join(each.replace('*', '.+') for each in people)}){_PLURAL}", noun) is not None


@cache
def is_action(noun: str) -> bool:
    """Whether `noun` names an action that is done: a repair, a payment."""
    return _patterns("verbs")[_DONE].fullmatch(noun) is not None


@cache
def is_event(noun: str) -> bool:
    """Whether `noun` takes place: a workshop, a festival."""
    return _is("events", noun)


@cache
def is_scene(noun: str) -> bool:
    """Whether something can take place in `noun`: an event, a place, a period."""
    return any(_is(name, noun) for name in ("events", "places", "times", "scenes"))


@cache
def is_time(noun: str) -> bool:
    """Whether `noun` names a time: a weekday, a part of the day, a month."""
    return _is("times", noun)


def is_span(when: str) -> bool:
    """Whether `when` is a period and not a moment: «۱ تا ۳۰ آبان», «شنبه و یکشنبه», «۸ تا ۱۲»."""
    return not _SPANNING.isdisjoint(when.split())


def _is(name: str, noun: str) -> bool:
    return _patterns("classes")[name].fullmatch(noun) is not None


@cache
def _patterns(group: str) -> dict[str, re.Pattern[str]]:
    data: dict[str, dict[str, list[str]]] = listed_data("nouns")
    classes = {f"{{{name}}}": nouns for name, nouns in data["classes"].items()}
    return {
        name: re.compile("|".join(_forms(noun) for each in listed for noun in classes.get(each, [each])))
        for name, listed in data[group].items()
    }


def _forms(noun: str) -> str:
    """Return a pattern of `noun` in all its forms; «*گر» is any word that ends so."""
    return noun.replace("*", ".+") + _ENDING
