"""Perturb true sentences into false ones by rule, by type of fault: training data of the support check.

Faults that rules make badly are written by hand in models/data/faults, and so are all for measuring.
"""

import random
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from bumi.persian.calendar import MONTHS, WEEKDAYS
from bumi.persian.patterns import CONTINUOUS
from bumi.persian.text import ZWNJ, digits_to_latin, digits_to_persian
from bumi.province import province

TYPES = (
    *("number", "swap", "unit", "negation", "condition", "certainty", "scope", "agent"),
    *("role", "cause", "status", "limit", "order", "trend", "inclusion", "relation"),
)
"""The types of fault."""

Rule = Callable[[str, random.Random], str | None]

_FILE = Path(__file__).with_suffix(".yaml")
_NUMBER = re.compile(r"[۰-۹0-9]+(?:[٫.,/:٬][۰-۹0-9]+)*")
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_STEPS = (-10, -5, -3, -2, -1, 1, 2, 3, 5, 10)
_LONG = re.compile(rf"[\w{ZWNJ}]{{4,}}")
_CONDITION = re.compile(r"(?:^|، |\s)((?:در صورت|اگر|چنانچه|به شرط|مگر)[^،.]{4,60})،?\s?")
_CAUSE = re.compile(r"(?:به دلیل|به علت|به خاطر|بر اثر|برای) ([^،.]{4,30})")
_SHORTEST = 15  # characters of a sentence that lost its condition
_DENIED = MappingProxyType({"است": "نیست", "هستند": "نیستند", "دارد": "ندارد", "دارند": "ندارند", "خواهد": "نخواهد"})
_AFFIRMED = MappingProxyType({denied: said for said, denied in _DENIED.items()})
_LASTING, _NOT = CONTINUOUS


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    return words


def _other_number(number: str, rng: random.Random) -> str | None:
    """Return a number similar to `number`: one digit changed, two exchanged, or a slightly larger or smaller one."""
    latin = digits_to_latin(number)
    digits = [at for at, char in enumerate(latin) if char.isdigit()]
    for _ in range(20):
        kind, made = rng.random(), list(latin)
        if kind < 0.5:
            made[rng.choice(digits)] = rng.choice("123456789")
        elif kind < 0.7 and len(digits) > 1:
            one, two = rng.sample(digits, 2)
            made[one], made[two] = made[two], made[one]
        elif latin.isdigit():
            made = list(str(max(1, int(latin) + rng.choice((*_STEPS, int(latin))))))
        if (other := "".join(made)) != latin and not other.startswith("0"):
            return digits_to_persian(other) if number[0] in _PERSIAN else other
    return None


def renumbered(premise: str, sentence: str, rng: random.Random) -> tuple[str, str] | None:
    """Return both texts with one common number replaced by the same other number, so that it stays true."""
    common = [number for number in _NUMBER.findall(sentence) if number in _NUMBER.findall(premise)]
    other = _other_number(number := rng.choice(common), rng) if common else None
    if not other:
        return None
    alone = re.compile(rf"(?<![۰-۹0-9]){re.escape(number)}(?![۰-۹0-9])")
    return alone.sub(other, premise), alone.sub(other, sentence)


def _number(text: str, rng: random.Random) -> str | None:
    found = [*_NUMBER.finditer(text)]
    if not found:
        return None
    chosen = rng.choice(found)
    other = _other_number(chosen.group(), rng)
    return text[: chosen.start()] + other + text[chosen.end() :] if other else None


def _exchanged(text: str, one: re.Match[str], two: re.Match[str]) -> str:
    first, last = sorted((one, two), key=lambda it: it.start())
    between = text[first.end() : last.start()]
    return text[: first.start()] + last.group() + between + first.group() + text[last.end() :]


def _swap(text: str, rng: random.Random) -> str | None:
    """Exchange two numbers."""
    found = [*_NUMBER.finditer(text)]
    if len({it.group() for it in found}) < 2:
        return None
    one, two = rng.sample(found, 2)
    return _exchanged(text, one, two) if one.group() != two.group() else None


def _relation(text: str, rng: random.Random) -> str | None:
    """Exchange two words that are not verbs."""
    found = [it for it in _LONG.finditer(text) if not it.group().startswith((_LASTING, _NOT))]
    found = [it for it in found if it.group() not in _words()["verbs"]["past"]][:-1]
    if len(found) < 5:
        return None
    one, two = rng.sample(found, 2)
    return _exchanged(text, one, two) if one.group() != two.group() and abs(one.start() - two.end()) > 4 else None


def _turned(word: str) -> str | None:
    """Return a verb negated, or a negated one affirmed; None for other words."""
    known = {*_words()["verbs"]["past"], *_words()["verbs"]["subjunctive"]}
    if turned := _DENIED.get(word) or _AFFIRMED.get(word):
        return turned
    if word.startswith(_NOT) or (word.startswith("ن") and word[1:] in known):
        return word[1:]
    return f"ن{word}" if word.startswith(_LASTING) or word in known else None


def _negation(text: str, rng: random.Random) -> str | None:
    if rng.random() < 0.4 and (turned := _opposite("negation")(text, rng)):
        return turned
    found = [(it, turned) for it in re.finditer(rf"[\w{ZWNJ}]+", text) if (turned := _turned(it.group()))]
    if not found:
        return None
    word, other = rng.choice(found)
    return text[: word.start()] + other + text[word.end() :]


def _condition(text: str, rng: random.Random) -> str | None:  # same signature as the other rules
    found = _CONDITION.search(text)
    without = (text[: found.start(1)] + text[found.end() :]).strip(" ،") if found else ""
    return without if len(without) > _SHORTEST else None


def _cause(text: str, rng: random.Random) -> str | None:
    found = _CAUSE.search(text)
    return text[: found.start(1)] + rng.choice(_words()["causes"]) + text[found.end(1) :] if found else None


def _replaced(text: str, word: str, other: str, rng: random.Random) -> str | None:
    """Return `text` with one `word` replaced by `other`; a space at its end is part of it."""
    if word.strip() not in text:
        return None
    found = [*_alone(word).finditer(text)]
    chosen = rng.choice(found) if found else None
    return text[: chosen.start()] + other + text[chosen.end() :] if chosen else None


@cache
def _alone(word: str) -> re.Pattern[str]:
    """Return the pattern of `word` as a whole word; a space at its end is part of it."""
    ending = " " if word.endswith(" ") else rf"(?![\w{ZWNJ}])"
    return re.compile(rf"(?<![\w{ZWNJ}]){re.escape(word.strip())}{ending}")


def _opposite(name: str) -> Rule:
    def rule(text: str, rng: random.Random) -> str | None:
        every = [tuple(pair) for pair in _words()["opposites"].get(name, [])]
        every += [(two, one) for one, two in every]
        every += [tuple(pair) for pair in _words()["losses"].get(name, [])]
        made = (_replaced(text, one, two, rng) for one, two in rng.sample(every, len(every)))
        return next(filter(None, made), None)

    return rule


def _group(name: str) -> Rule:
    def rule(text: str, rng: random.Random) -> str | None:
        for group in rng.sample(every := _words()["groups"].get(name, []), len(every)):
            for word in rng.sample(group, len(group)):
                if made := _replaced(text, word, rng.choice([it for it in group if it != word]), rng):
                    return made
        return None

    return rule


def _name(names: Callable[[], Iterable[str]]) -> Rule:
    def rule(text: str, rng: random.Random) -> str | None:
        every = [*names()]
        found = [name for name in every if name in text and _alone(name).search(text)]
        if not found:
            return None
        name = max(found, key=len) if rng.random() < 0.5 else rng.choice(found)
        return _replaced(text, name, rng.choice([it for it in every if it != name]), rng)

    return rule


def _agencies() -> Iterable[str]:
    return (name for agency in province().agencies for name in (agency.name, *agency.aliases))


def _counties() -> Iterable[str]:
    return (county.name for county in province().counties)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "number": _number,
        "swap": _swap,
        "unit": _group("unit"),
        "negation": _negation,
        "condition": _condition,
        "certainty": _opposite("certainty"),
        "scope": _opposite("scope"),
        "agent": _name(_agencies),
        "role": _group("role"),
        "cause": _cause,
        "status": _opposite("status"),
        "limit": _opposite("limit"),
        "order": _opposite("order"),
        "trend": _opposite("trend"),
        "inclusion": _opposite("inclusion"),
        "relation": _relation,
        "county": _name(_counties),
        "day": _name(lambda: WEEKDAYS),
        "month": _name(lambda: MONTHS),
    }
)
"""A rule for each type and for three kinds of names: from a sentence and a random source to a false one, or None."""
