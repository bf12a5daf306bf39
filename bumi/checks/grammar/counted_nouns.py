"""Counted nouns: after a number a Persian noun is in the singular."""

import re
from collections.abc import Iterator

from bumi.checks.grammar.agreement import people
from bumi.checks.grammar.clause import Clause
from bumi.checks.rule import Match
from bumi.persian.grammar_words import grammar_words
from bumi.persian.morphology import lexicon, parts_of_speech
from bumi.persian.text import ZWNJ
from bumi.persian.verbs import finite
from bumi.persian.word_forms import CANNOT_JOIN, respelled

_ONE = "یک"
_DIGITS = re.compile("[۲-۹]|[۱-۹][۰-۹]{1,2}")
_PLURAL = re.compile(f"(.+?(?:{ZWNJ}|(?<=[{CANNOT_JOIN}])))(ها|های|هایی|هایش|هایشان)")
_WHOLE = ("ها", "های", "ان")  # after these only the ending is removed
_COMPOUND = re.compile(".*(?:ی|ساله|روزه|ماهه|نفره|ساعته)")  # «دو بعدی‌ها»


def counted_plurals(clause: Clause) -> Iterator[Match]:
    """Yield «سه کتاب‌ها» and «یک کتاب‌ها»; «فصل سه کتاب‌ها», where the number is a name, is skipped."""
    words = clause.words
    for at in range(len(words) - 1):
        number, noun = words[at], words[at + 1]
        if not _counts(clause, at) or not (one := _singular(noun)) or _is_compound(number, one):
            continue
        said = f"{number} {one}"
        values = {"said": said, "number": number, "noun": noun}
        if number != _ONE:
            yield Match(at, at + 1, (said,) if noun.endswith(_WHOLE) else (), values)
        elif not noun.endswith("هایی"):  # «یک آدم‌هایی» is spoken Persian, not an error
            yield Match(at, at + 1, (said, noun), values, variant="one")


def _counts(clause: Clause, at: int) -> bool:
    """Return whether the number here can only count the next word, and does not name the word before."""
    number, before, listed = clause.words[at], clause.words[max(0, at - 2) : at], grammar_words()
    if not clause.beside(max(0, at - 1), at + 1):
        return False
    if _DIGITS.fullmatch(number):
        return any(word in listed.before_digits for word in before[-1:])
    if number not in listed.numbers and number != _ONE:
        return False
    lead = before[-1] if before else "و"
    return number not in before and (lead in listed.before_number or finite(lead))  # not «یک به یک»


def _singular(noun: str) -> str:
    """Return the noun of a plural, "" for any other word."""
    if plural := _PLURAL.fullmatch(respelled(noun)):
        one = plural[1].removesuffix(ZWNJ)
        return one if "N" in parts_of_speech().get(one, ()) and one not in grammar_words().no_nouns else ""
    endings = (("گان", "ه"), ("یان", ""), ("ان", "")) if noun in people() else ()
    stems = (f"{noun.removesuffix(many)}{one}" for many, one in endings if noun.endswith(many))
    return next((stem for stem in stems if stem in parts_of_speech()), "")


def _is_compound(number: str, one: str) -> bool:
    together = any(f"{number}{joint}{one}" in lexicon() for joint in ("", ZWNJ))
    return together or one in grammar_words().named_by_number or _COMPOUND.fullmatch(one) is not None
