"""Conditions that an officer leaves unmarked: «آب بالا بیاید پل بسته می‌شود»."""

import re

from bumi.language import verb_forms
from models.constraints.words import NO, words_of

__all__ = ["is_condition", "is_subjunctive"]

_SUBJUNCTIVE = re.compile("ب(?!ود|رد).*(?<!ی)(?:د|ند)|ن?(?:باش|شو|کن|ده)(?:د|ند)|نرس(?:د|ند)")
_COME = ("بیاید", "بیایند")  # irregular: «بیایید» is the order
_BECAME, _PRESENT_TENSE = ("شد", "نشد"), re.compile("(?:بر|در|باز)?ن?می‌")  # «هوا بد شد جمعه بعد می‌افتد»
_SEQUENT = ("و", "بعد", "سپس")  # behind a verb that is wished, not supposed
_MARKED = frozenset(
    "اگر چون تا وقتی که مگر جز به‌جز حتی نه باید چنانچه شاید هر هرکس هرچه کسی کسانی بدون قبل پیش".split()  # noqa: SIM905
)


def is_condition(clause: str) -> bool:
    """Whether `clause`, without a mark inside, is a condition and its outcome that nothing marks as such."""
    words = words_of(clause)
    verbs = [at for at, word in enumerate(words) if word.closing]
    if len(verbs) < 2 or not _MARKED.isdisjoint(word.text for word in words[: verbs[0]]):
        return False
    first, behind, second = (words[at].text for at in (verbs[0], verbs[0] + 1, verbs[1]))
    if behind in _SEQUENT or second == NO:
        return False
    became = first in _BECAME and _PRESENT_TENSE.match(second) is not None
    return became or (_is_supposed(first) and not _is_supposed(second))


def is_subjunctive(verb: str) -> bool:
    """Whether `verb` has the form of a subjunctive of the third person; a few past ones have it too."""
    return _SUBJUNCTIVE.fullmatch(verb) is not None


def _is_supposed(verb: str) -> bool:
    is_past = verb.startswith(verb_forms().get(verb, "?"))  # «بریدند»
    return (verb in _COME or is_subjunctive(verb)) and not is_past
