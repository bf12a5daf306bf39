"""Two prepositions in a row, of which one was forgotten in rewriting."""

import re
from collections.abc import Iterator

from bumi.checks.grammar.clause import Clause, Fault
from bumi.finding import Severity
from bumi.persian.grammar_words import grammar_words
from bumi.persian.morphology import lexicon
from bumi.persian.text import ZWNJ
from bumi.persian.verbs import finite

__all__ = ["doubled_prepositions"]

_RIGHT = frozenset({("به", "از"), ("از", "برای")})  # «به از این نمی‌شود», «از برای»
_DEED = re.compile(f".+(?:[دت]ن|[دت]ه|گی|گان|گیری|ترین?|{ZWNJ}.+ی)[\u064e-\u0650]?")  # «از با تجربه‌ترین»
_REACH = 8  # words in which what is done to the place may follow


def doubled_prepositions(clause: Clause) -> Iterator[Fault]:
    """Find «از با» and the like, but not before a deed that has its own preposition: «با به کار بستن»."""
    words = clause.words
    for at in range(len(words) - 2):
        first, second = words[at], words[at + 1]
        if not _doubled(first, second) or not clause.beside(at, at + 2) or _goes_on(second, words[at + 2 :][:_REACH]):
            continue
        message = f"«{first}» و «{second}» کنار هم آمده‌اند و یکی بس است؛ آن را که نادرست است بردارید"
        if first != "در":
            yield Fault("prepositions", at, at + 1, message)
        elif (not at or finite(words[at - 1])) and not grammar_words().doors & {*words[at + 2 :][:_REACH]}:
            yield Fault("prepositions", at, at + 1, message, severity=Severity.ADVISES)


def _doubled(first: str, second: str) -> bool:
    listed = grammar_words()
    apart = first != second and (first, second) not in _RIGHT
    return apart and first in listed.first_prepositions and second in listed.second_prepositions


def _goes_on(preposition: str, rest: list[str]) -> bool:
    """Say whether a deed, an adjective («با تجربه») or an adverb («به ترتیب») begins with the second preposition."""
    adjective = any(f"{preposition}{joint}{rest[0]}" in lexicon() for joint in ("", ZWNJ))
    return adjective or rest[0] in grammar_words().after_preposition or any(map(_DEED.fullmatch, rest))
