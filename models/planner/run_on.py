"""Clauses that speech puts side by side without a mark: «بلیت ندارد ثبت‌نام هم نمی‌خواهد» gets its semicolon."""

import re

from bumi.models.planner.lists import words as listed
from bumi.persian.text import ZWNJ
from bumi.persian.verbs import finite, is_past

__all__ = ["parted"]

_SAYS = re.compile(rf"ن?می{ZWNJ}(?:توان|گوی|شو)\w*|(?:گفت|خواست|دید|توانست)(?:ند)?")
_WISHED = re.compile("ب(?!ود|رد).*(?:د|ند|ید)|ن?(?:باش|شو|کن|ده)(?:د|ند|ید)")
_SUPPOSES = frozenset(("که", "اگر", "وقتی", "چون", "هر", "تا", "چنانچه"))  # before a verb whose clause another goes on
_HAS = ("دارد", "دارند", "داشت", "داشتند")  # «دارند لوله می‌اندازند» is one verb
_ENDS = "،؛.:؟!)"
_LEAST = 2  # words of a clause


def parted(note: str) -> str:
    """Return a note with a semicolon behind each verb that another clause follows with nothing between.

    Of 5,639 sentences of a newsroom two would get one; a clause that another verb governs has «که» or a subjunctive.
    """
    if "«" in note:
        return note
    words, made, begun = note.split(" "), list[str](), 0
    for at, word in enumerate(words):
        closed = word[-1:] in _ENDS
        parts = not closed and at - begun + 1 >= _LEAST and _is_over(words, begun, at)
        made.append(f"{word}؛" if parts else word)
        begun = at + 1 if closed or parts else begun
    return " ".join(made)


def _is_over(words: list[str], begun: int, at: int) -> bool:
    """Whether the clause from `begun` ends with the word `at`, and what follows up to a mark has a verb of its own."""
    word, before = words[at], words[at - 1]
    if not finite(word) or _SAYS.fullmatch(word) or _WISHED.fullmatch(word):
        return False
    if before in listed("governing") or _SUPPOSES.intersection(words[begun:at]) or words[at + 1 : at + 2][:1] == [""]:
        return False
    clause = _clause(words[at + 1 :])
    if (
        len(clause) < _LEAST
        or clause[0] in listed("linking")
        or finite(clause[0])
        or any(map(_WISHED.fullmatch, clause))
    ):
        return False
    goes_on = any(each.startswith((f"می{ZWNJ}", f"نمی{ZWNJ}")) for each in clause)
    if goes_on and (word in _HAS or is_past(word)):  # «باد تند شد راه بسته می‌شود» is a condition
        return False
    return any(finite(each) or is_past(each) for each in clause[1:])


def _clause(words: list[str]) -> list[str]:
    found = list[str]()
    for word in words:
        if not word[:1].isalnum():
            break
        found.append(word.rstrip(_ENDS))
        if word[-1] in _ENDS:
            break
    return found
