"""People in the plural, and their verb in the singular."""

from collections.abc import Iterator
from functools import cache

from bumi.checks.clause import Clause, Fault
from bumi.checks.grammarwords import grammar_words
from bumi.checks.verbs import finite, is_past, plurals
from bumi.checks.wordforms import CANNOT_JOIN
from bumi.language import verb_forms
from bumi.text import ZWNJ

__all__ = ["disagreement", "people"]

_KURD = "کرد"  # a verb too
_PASSIVE = ("شده", "نشده", "بوده", "نبوده")
_REACH = 4  # words between a subject and its verb


def disagreement(clause: Clause) -> Iterator[Fault]:
    """Find people as the first words of a sentence with a verb of one person; things in the plural may have it.

    Behind another noun people are no subject: «گروه دانش‌آموزان شرکت کرد» is right.
    """
    words = clause.words
    who = next((at for at, word in enumerate(words) if word not in grammar_words().before_people), len(words))
    if words[who : who + 1] and words[who] in people():
        nearest = (at for at in range(who + 1, min(who + _REACH + 2, len(words))) if _is_verb(clause, at))
        if (verb := next(nearest, 0)) and clause.beside(who, verb):
            yield from _faults(clause, who, verb)


def _is_verb(clause: Clause, at: int) -> bool:
    word = clause.words[at]
    return finite(word) or is_past(word) or (word == "خواهد" and any(map(is_past, clause.words[at + 1 : at + 2])))


def _faults(clause: Clause, who: int, verb: int) -> Iterator[Fault]:
    words, listed = clause.words, grammar_words()
    between, word = words[who + 1 : verb], words[verb]
    another = (listed.another_subject & {*between, word}) or (listed.published & set(between))
    perfect = f"{words[verb - 1]}{ZWNJ}اند" if between and word == "است" else ""
    done = perfect in verb_forms() and words[verb - 1] not in _PASSIVE
    loose = len(between) > 1 and word in listed.being and not done
    if another or loose or not (_ends(clause, verb, bool(between)) or word in listed.modal or word == "خواهد"):
        return
    first, forms = (verb - 1, (perfect,)) if perfect in verb_forms() else (verb, plurals(word))
    if forms:
        better = "» یا «".join(forms)
        message = f"«{words[who]}» جمع و انسان است و فعل جمع می‌خواهد؛ «{better}» بنویسید"
        yield Fault("agreement", first, verb, message, forms)


def _ends(clause: Clause, verb: int, led: bool) -> bool:
    """Say whether a verb ends its clause, and is none of a pair («رفت و آمد») and no noun («رسید، پول بیاورند»)."""
    word, last = clause.words[verb], verb == len(clause.words) - 1
    if word in grammar_words().past_or_noun:
        return last and (led or word != _KURD)
    return clause.closes(verb) or (clause.ends(verb) and not (is_past(word) and clause.words[verb + 1] == "و"))


@cache
def people() -> frozenset[str]:
    """Return the plurals of people, without an ezafe that is written."""
    return grammar_words().many_people.union(*map(_plurals, grammar_words().people))


def _plurals(one: str) -> set[str]:
    """Return پزشکان and پزشک‌ها, نویسندگان, دانشجویان."""
    gap = "" if one[-1] in CANNOT_JOIN else ZWNJ
    many = f"{one[:-1]}گان" if one.endswith("ه") else f"{one}یان" if one[-1] in "او" else f"{one}ان"
    return {many, f"{one}{gap}ها", f"{one}ها"}
