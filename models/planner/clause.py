"""A topic that names what is done, as a clause: «قطع موقت آب» is told as «آب ... به طور موقت قطع می‌شود».

Headlines name actions, and sentences tell them. Where a topic begins with a noun of action (assets/words/actions.yaml),
what follows is its subject, and the noun becomes the verb at the end; when and where find their place between the two.
"""

import re
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from bumi.models.planner.nouns import are_people, is_span, unselected
from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import lemma, parts_of_speech, verb_roots

__all__ = ["Clause", "as_clause", "as_held", "is_news", "tells_twice", "without_stage"]

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


class Clause(NamedTuple):
    """What is spoken of, and what becomes of it."""

    subject: str
    verb: str


def as_clause(topic: str, when: str, ahead: bool) -> Clause | None:
    """Return `topic` as a clause, in the present where it is `ahead` and else in the past.

    None where the topic does not begin with a noun of action, where its words may not simply change places, or where
    `when` is a span of time over which that action cannot go on.
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
    return Clause(" ".join(subject), f"{manner} {verb}".strip())


def as_held(topic: str, ahead: bool) -> Clause | None:
    """Return a topic that begins with an event of its own as a clause: «جشنواره پرتقال», «برگزار می‌شود»."""
    first = next((word for word in topic.split() if not _ORDINAL.fullmatch(word)), "")
    verbs = next((each["verbs"] for each in _actions()["held"] if first in each["nouns"].split()), None)
    verb = str(verbs[not ahead]) if verbs else ""
    return Clause(topic, verb) if verb and not tells_twice(topic) else None


def without_stage(topic: str) -> str:
    """Return a topic without the moment that it begins with, nothing where it begins with none: «آغاز ثبت‌نام ...»."""
    first, _, rest = topic.partition(" ")
    return rest if first in _actions()["momentary"] else ""


def tells_twice(topic: str) -> bool:
    """Whether a second action is in `topic`, of which the verb of the first is not said: «حریق و پیشگیری از آن»."""
    return any(before == _AND and is_news(word) for before, word in pairwise(topic.split()))


def is_news(topic: str) -> bool:
    """Whether `topic` begins with an action that somebody can tell of: «از کاهش تلفات جاده‌ای خبر داد»."""
    actions, first = _actions(), topic.split()[0]
    if topic.split()[1:2] == [actions["become"]]:
        return True
    known = {*actions["done"], *actions["of"], *actions["itself"], *actions["news"].split()}
    return (
        first in known
        or first.endswith(_DEEDS)
        or (first[-3:] in ("شدن", "یدن", "ردن", "تن") and lemma(first) in verb_roots())
    )


def _held(subject: list[str]) -> Clause | None:
    """Return that what has ended after a span of time was held: the end itself was a moment."""
    verb = next((verb for verb in _HELD if verb not in unselected(subject[:1])), None)
    return Clause(" ".join(subject), f"{verb} شد") if verb else None


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
    """Return how it is done, and the rest."""
    said = _actions()["manner"].get(words[0], "") if words else ""
    return said, words[1:] if said else words


def _may_begin(subject: list[str]) -> bool:
    """Whether a sentence may begin with `subject`: with a noun, or «از» and a noun, and no second action in it."""
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
