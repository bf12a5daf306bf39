"""Agreement of subject and verb: people in the plural with a verb in the singular."""

from collections.abc import Iterator
from functools import cache

from bumi.checks.grammar.clause import Clause
from bumi.checks.rule import Match
from bumi.persian.grammar_words import grammar_words
from bumi.persian.morphology import verb_forms
from bumi.persian.text import ZWNJ
from bumi.persian.verbs import finite, is_past, plurals
from bumi.persian.word_forms import CANNOT_JOIN

_KURD = "کرد"  # a verb too
_PASSIVE = ("شده", "نشده", "بوده", "نبوده")
_NEAR, _FAR = 4, 12  # words between a subject and its verb; beyond the first, only a verb certain to be the people's


def disagreement(clause: Clause) -> Iterator[Match]:
    """Yield clauses that begin with people in the plural and have a singular verb, which only things may have.

    After another noun people are not the subject: «گروه دانش‌آموزان شرکت کرد» is right. Usual openings of a clause
    may precede them («به گفته مدیر، دانش‌آموزان شرکت کرد»).
    """
    words = clause.words
    first = _after_opening(clause)
    who = next((at for at in range(first, len(words)) if words[at] not in grammar_words().before_people), len(words))
    if subject := _subject(clause, who):
        last = who + len(subject.split(ZWNJ)) - 1 if words[who] != subject else who
        nearest = (at for at in range(last + 1, min(last + _FAR + 2, len(words))) if _is_verb(clause, at))
        if (verb := next(nearest, 0)) and clause.beside(who, verb):
            yield from _faults(clause, subject, last, verb)


def _after_opening(clause: Clause) -> int:
    """Return where the subject may begin: 0, or after the comma of an opening that says when, where or who says."""
    words = clause.words
    opening = words[:1] and words[0] in grammar_words().openings
    comma = next((at for at in range(min(_FAR, len(words) - 1)) if not clause.beside(at, at + 1)), None)
    return comma + 1 if opening and comma is not None and clause.pauses(comma) else 0


def _subject(clause: Clause, who: int) -> str:
    """Return the people at this word, "" where there are none; «دانش آموزان» has lost its half-space."""
    words = clause.words[who : who + 2]
    if words and words[0] in people():
        return words[0]
    whole = ZWNJ.join(words)
    return whole if len(words) > 1 and whole in people() and clause.beside(who, who + 1) else ""


def _is_verb(clause: Clause, at: int) -> bool:
    word = clause.words[at]
    return finite(word) or is_past(word) or (word == "خواهد" and any(map(is_past, clause.words[at + 1 : at + 2])))


def _faults(clause: Clause, subject: str, last: int, verb: int) -> Iterator[Match]:
    words, listed = clause.words, grammar_words()
    between, word = words[last + 1 : verb], words[verb]
    deed = bool(between) and between[-1] in listed.deeds and word not in listed.being
    joined = {"و"} if deed else set[str]()  # «دانش‌آموزان دختر و پسر شرکت کرد»
    passive = word in listed.being and listed.published & set(between)
    perfect = f"{words[verb - 1]}{ZWNJ}اند" if between and word == "است" else ""
    done = perfect in verb_forms() and words[verb - 1] not in _PASSIVE
    loose = len(between) > 1 and word in listed.being and not done
    if (listed.another_subject - joined) & {*between, word} or passive or loose:
        return
    if len(between) > _NEAR and not deed and word not in listed.modal:
        return
    ends = _ends(clause, verb, bool(between)) or (deed and clause.ends(verb))
    if not (ends or word in listed.modal or word == "خواهد"):
        return
    first, forms = (verb - 1, (perfect,)) if perfect in verb_forms() else (verb, plurals(word))
    if forms:
        yield Match(first, verb, forms, {"subject": subject})


def _ends(clause: Clause, verb: int, led: bool) -> bool:
    """Return whether a verb ends its clause and is not part of a pair («رفت و آمد») or a noun («رسید، پول بیاورند»)."""
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
