"""Whether a sentence tells as done what is to come, or as to come what is done, by the kind of its piece."""

import re
from collections.abc import Sequence
from functools import cache

from bumi.models.scoring.patterns import pattern
from bumi.persian.lexicon import listed_data
from bumi.persian.morphology import words
from bumi.persian.verbs import is_past
from bumi.words import Kind

__all__ = ["mistimed"]

_AHEAD = (Kind.EVENT, Kind.NOTICE, Kind.EXPLAINER)


def mistimed(kind: Kind, sentence: str, notes: Sequence[str]) -> str:
    """Return the last word of a `sentence` without quotations whose tense neither `kind` nor a note has, or nothing.

    Notes have few verbs, so what they leave open the kind decides: what was planned is told as done more often than
    any other untruth of tense.
    """
    said = [word for _, _, word in words(sentence)]
    if not said:
        return ""
    if kind in _AHEAD and is_past(said[-1]) and not _is_told(sentence):
        return "" if any(_is_past(note) for note in notes) else said[-1]
    if kind is Kind.RECAP and (future := _listed("future").search(sentence)):
        return "" if any(_listed("ahead").search(note) for note in notes) else future.group()
    return ""


def _is_told(sentence: str) -> bool:
    """Whether the past verb is one of saying, or a stem behind «خواهد», «باید» or «می‌توان»."""
    return bool(_listed("saying").search(sentence) or _listed("modal").search(sentence))


def _is_past(note: str) -> bool:
    return bool(_listed("past").search(note)) or any(is_past(word) for _, _, word in words(note))


@cache
def _listed(name: str) -> re.Pattern[str]:
    return pattern(listed_data("faithfulness")["tense"][name])
