"""Verbs where a sentence has them: an officer who speaks as he types puts them before time, place and count.

Written Persian is verb-final: «جاده باز است فعلاً» is «جاده فعلاً باز است».
"""

import re
from functools import cache

from bumi.language import parts_of_speech, verb_forms
from bumi.wordlists import listed_data
from models.constraints import is_subjunctive, is_time

__all__ = ["verb_final"]

_MOST = 7  # words behind the verb: what is longer is a clause of its own
_JOINING = frozenset(
    "که و یا اما ولی چون زیرا اگر مگر جز به‌جز حتی نه هم یکی یعنی وگرنه بلکه چنانچه مثل مثلاً باید".split()  # noqa: SIM905
)
_STAYING = ("گفت", "خواست", "دانست", "توانست", "دید", "پرسید", "فهمید")  # have a clause behind them
_LIGHT = ("شد", "کرد", "داد", "گرفت", "زد", "داشت", "خورد", "بود", "کشید")  # and a noun or an adjective before them
_BECOMING = ("شد", "کرد", "بود", "ماند")  # and an adjective or «برگزار»
_GOING = ("رفت", "آمد", "رسید", "برگشت", "فرستاد", "برد", "آورد")
_NO_GOALS = frozenset(
    "از به تا در با برای تو زیر بعد قبل پس پیش سر روی بالا بالاتر پایین داخل بیرون عقب جلو پیشواز سراغ هر".split()  # noqa: SIM905
)
_OUTWARD = ("رفت", "آمد")  # nouns at the beginning: «رفت ۸ صبح، برگشت ظهر»
_WAYS = ("بیرون", "داخل", "بالا", "پایین", "عقب", "جلو", "همراه")
_UNTIL = "تا"
_THEN = ("بعد", "سپس")
_CERTAIN = re.compile("ن?می‌.+|.+(?:ستند|دند|تند|یم)|[بن](?!.*(?:یا|گو|جو)ید$).+ید|است|شد|رفت|آمد|ماند|افتاد")


def verb_final(clause: str) -> str:
    """Return `clause`, words without a mark among them, with its last verb at its end where that is sure to be right.

    What makes one predicate with the verb goes along («باز است»), and who goes somewhere goes «به» it.
    """
    words = clause.split()
    verbs = (
        i for i, word in enumerate(words) if _is_verb(word) or (is_subjunctive(word) and words[i + 1 :][:1] == [_UNTIL])
    )
    at = max(verbs, default=len(words) - 1)
    before, verb, behind = words[:at], words[at], words[at + 1 :]
    if not 0 < len(behind) <= _MOST or not _JOINING.isdisjoint((*before, *behind)) or _is_more(behind):
        return clause
    root = verb_forms().get(verb, "")
    together = bool(before) and (
        before[-1] in _WAYS or (root in _BECOMING and before[-1] in _complements() and not _is_count(before[-2:-1]))
    )
    if (
        not root
        or root in _STAYING
        or (verb in _OUTWARD and not before)
        or (root in _LIGHT and before and not (together or _is_count(before[-1:])))
    ):
        return clause
    goal = ["به"] if root in _GOING and _is_goal(behind[0]) else []
    kept = before[:-1] if together else before
    return " ".join([*kept, *goal, *behind, *before[len(kept) :], verb])


def _is_verb(word: str) -> bool:
    """Whether `word` can only be a finite verb that states or orders."""
    noun = "N" in parts_of_speech().get(word, frozenset())
    return word in verb_forms() and not noun and _CERTAIN.fullmatch(word) is not None


def _is_count(words: list[str]) -> bool:
    return any(word[0].isdigit() for word in words)


def _is_more(behind: list[str]) -> bool:
    """Whether what stands behind a verb says something of its own: a verb, a predicate, a next step, a quotation."""
    own = any(word in verb_forms() for word in behind) or behind[-1] in _complements()
    return own or behind[0] in _THEN or "«" in behind[0]


def _is_goal(word: str) -> bool:
    return word not in _NO_GOALS and not is_time(word) and not word[0].isdigit()


@cache
def _complements() -> frozenset[str]:
    """Return what makes one predicate with a light verb: «برگزار شد», «رایگان است»."""
    lists = listed_data("weaving")
    adjectives = (word for word, kinds in parts_of_speech().items() if "AJ" in kinds and "N" not in kinds)
    return frozenset((*lists["passive"]["words"], *lists["active"]["words"], *lists["states"], *adjectives))
