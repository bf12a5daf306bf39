"""Classify nouns (assets/words/nouns.yaml), and turn a noun phrase of action into a clause.

Headlines name actions, sentences tell them: «قطع موقت آب» becomes «آب ... به طور موقت قطع می‌شود». Where a topic begins
with a noun of action (assets/words/actions.yaml), the rest is the subject and the noun becomes the verb; time and place
stand between the two.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import lemma, parts_of_speech, verb_roots

_DONE = "انجام"
_SPANNING = frozenset(("تا", "الی", "و"))
_PLURAL = "(?:\u200cها|ها|ان)"
_ENDING = "(?:\u200c.*|ها.*|ی|ان|ات|م|ش|شان)?"  # plural, ezafe, «ی», possessives
_AND = "و"
_END = "پایان"
_FROM = "از"
_HELD = ("برگزار", "اجرا", "انجام")
_LINKS = ("و", "یا", "با", "در", "به", "برای", "بی", "تا", "هنگام", "پس", "پیش", "بعد", "قبل")
_SINGULAR = re.compile("(?<=شو)د$|(?<=شد)$")
_DEEDS = tuple(
    "سازی دهی رسانی گذاری برداری اندازی یابی گیری کاری بندی زنی کوبی نویسی گشایی نشانی روبی ریزی پاشی".split()  # noqa: SIM905
)
_ORDINAL = re.compile(r"نخستین|\w+مین|اولین")  # «دومین همایش»
_MARKS = ("،", "؛", ":", "؟", "(", ")", " -", "- ")


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


class ActionClause(NamedTuple):
    """A subject, and the verb with its adverb of manner."""

    subject: str
    verb: str


def as_clause(topic: str, when: str, ahead: bool) -> ActionClause | None:
    """Return `topic` as a clause, in the present where it is `ahead`, else in the past.

    None where the topic does not begin with a noun of action, where its words cannot be reordered safely, or where
    `when` is a period over which that action cannot go on.
    """
    words = topic.split()
    if any(mark in topic for mark in _MARKS) or len(words) < 2:
        return None
    if words[0] in _actions()["lost"]:
        return None
    if words[0] in _actions()["momentary"] and is_span(when):
        return _held(words[1:]) if words[0] == _END and not ahead else None
    manner, subject = _manner(words[2:] if words[1] == _actions()["become"] else words[1:])
    verb = _verb(words, subject[:1] == [_FROM], ahead)
    if not verb or not subject or not _may_begin(subject):
        return None
    if are_people(subject[0]):
        verb = _SINGULAR.sub("ند", verb)
    return ActionClause(" ".join(subject), f"{manner} {verb}".strip())


def as_held(topic: str, ahead: bool) -> ActionClause | None:
    """Return a topic that begins with an event as a clause: «جشنواره پرتقال», «برگزار می‌شود»."""
    first = next((word for word in topic.split() if not _ORDINAL.fullmatch(word)), "")
    verbs = next((each["verbs"] for each in _actions()["held"] if first in each["nouns"].split()), None)
    verb = str(verbs[not ahead]) if verbs else ""
    return ActionClause(topic, verb) if verb and not has_second_action(topic) else None


def without_stage(topic: str) -> str:
    """Return `topic` without its first noun where that names a moment («آغاز ثبت‌نام ...»), else nothing."""
    first, _, rest = topic.partition(" ")
    return rest if first in _actions()["momentary"] else ""


def has_second_action(topic: str) -> bool:
    """Whether `topic` joins a second action by «و», which has another verb: «حریق و پیشگیری از آن»."""
    return any(before == _AND and names_action(word) for before, word in pairwise(topic.split()))


def names_action(topic: str) -> bool:
    """Whether `topic` begins with an action that can be announced: «از کاهش تلفات جاده‌ای خبر داد»."""
    actions, first = _actions(), topic.split()[0]
    if topic.split()[1:2] == [actions["become"]]:
        return True
    known = {*actions["done"], *actions["of"], *actions["itself"], *actions["news"].split()}
    return (
        first in known
        or first.endswith(_DEEDS)
        or (first[-3:] in ("شدن", "یدن", "ردن", "تن") and lemma(first) in verb_roots())
    )


def _held(subject: list[str]) -> ActionClause | None:
    """Return the clause that `subject` was held, done or run: «پایان» of a period is told so."""
    verb = next((verb for verb in _HELD if verb not in unselected(subject[:1])), None)
    return ActionClause(" ".join(subject), f"{verb} شد") if verb else None


def _verb(words: list[str], of: bool, ahead: bool) -> str:
    actions = _actions()
    if words[1] == actions["become"]:
        done = words[0]
    else:
        if forms := actions["itself"].get(words[0]):
            return "" if of else str(forms[not ahead])
        done = actions["of" if of else "done"].get(words[0], "")
    return done and f"{done} {'می‌شود' if ahead else 'شد'}"


def _manner(words: list[str]) -> tuple[str, list[str]]:
    """Return the adverb of manner and the remaining words."""
    said = _actions()["manner"].get(words[0], "") if words else ""
    return said, words[1:] if said else words


def _may_begin(subject: list[str]) -> bool:
    """Whether a sentence may begin with `subject`: a noun, or «از» and a noun, without a second action."""
    actions = _actions()
    first, rest = subject[subject[0] == _FROM :][:1], subject[1:]
    second = any(
        before == _AND and word in (*actions["done"], *actions["of"], *actions["itself"])
        for before, word in pairwise(rest)
    )
    return bool(first) and first[0] not in _LINKS and not _describes(first[0]) and not second


def _describes(word: str) -> bool:
    """Whether `word` can only be an adjective or an adverb."""
    kinds = parts_of_speech().get(word, frozenset("N"))
    return (
        word in _actions()["adjectives"] or word.startswith("غیر") or ("N" not in kinds and bool(kinds & {"AJ", "ADV"}))
    )


@cache
def _actions() -> dict[str, Any]:
    actions: dict[str, Any] = listed_data("actions")
    return actions


def is_infinitive(word: str) -> bool:
    """Whether `word` is the infinitive of a known verb: «آمدن»."""
    return word.endswith("ن") and lemma(word) in verb_roots()


def is_any_infinitive(word: str) -> bool:
    """Whether `word` is an infinitive, negated or not: «نیامدن»."""
    bare = word.replace("نیا", "آ", 1) if word.startswith("نیا") else word.removeprefix("ن")
    return word.endswith("ن") and not {lemma(word), lemma(bare)}.isdisjoint(verb_roots())
