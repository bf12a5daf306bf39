"""Words that may not be adjacent: «را» after a verb, two verbs, «که که», «نه» with a negative, two prepositions."""

from collections.abc import Iterator, Sequence

from bumi.checks.grammar.clause import Clause
from bumi.checks.rule import Match
from bumi.finding import Severity
from bumi.persian.grammar_words import grammar_words
from bumi.persian.morphology import lexicon, number_words_in
from bumi.persian.text import ZWNJ
from bumi.persian.verbs import DEVERBAL, affirmative, finite, is_past, is_verb

_BEHIND = 60  # words from «که» to the verb of its clause
_WHAT = ("آنچه", "آن‌چه", "هرچه")
_NO = "نه"  # or nine
_VERB_REACH = 5  # words from «نه» to its verb
_RIGHT = frozenset({("به", "از"), ("از", "برای")})  # «به از این نمی‌شود», «از برای»
_DEED_REACH = 8  # words in which what is done to the place may follow


def stray_object_marker(clause: Clause) -> Iterator[Match]:
    """Yield «را» after a verb: it belongs after the object, not after a clause about the object.

    «کتابی که خریدم را» is common in print, so its severity is lower.
    """
    words = clause.words
    for at in range(1, len(words)):
        if words[at] != "را" or not is_verb(words, at - 1) or not clause.beside(at - 1, at):
            continue
        verb, opener = words[at - 1], _opener(words, at - 1)
        if opener is None:
            yield Match(at - 1, at, values={"verb": verb})
        elif words[max(0, opener - 1)] == "را":
            yield Match(at - 1, at, (verb,), {"opener": words[opener]}, variant="twice")
        else:
            variant = "what" if words[opener] in _WHAT else "clause"
            yield Match(at - 1, at, variant=variant, severity=Severity.ADVISES)


def two_verbs(clause: Clause) -> Iterator[Match]:
    """Yield a verb and a copula side by side at the end, where the verb belongs to no inner clause."""
    words, listed = clause.words, grammar_words()
    for at in range(1, len(words)):
        verb, copula = words[at - 1], words[at]
        if copula not in listed.copulas or not is_verb(words, at - 1) or not clause.beside(at - 1, at):
            continue
        was = copula.startswith("بود")
        opener = _opener(words, at - 1)
        complement = opener and words[opener] == "که" and finite(words[opener - 1])  # «گفت که»
        if (
            not clause.ends(at)
            or verb == copula == "است"  # `repetition` reports this
            or (was and not is_past(verb) and verb not in listed.copulas)
            or (opener is not None and not complement)
        ):
            continue
        better = f"{verb}ه {copula}" if is_past(verb) and verb != "بود" else verb
        suggestions = () if verb in listed.modal else (better,)
        values = {"verb": verb, "copula": copula}
        yield Match(at - 1, at, suggestions, values, variant="" if suggestions else "either")


def doubled_that(clause: Clause) -> Iterator[Match]:
    """Yield «که» after a word that contains it: «اینکه که»."""
    words = clause.words
    for at in range(1, len(words)):
        word = words[at - 1]
        if words[at] == "که" and word in grammar_words().that and clause.beside(at - 1, at):
            yield Match(at - 1, at, (word,))


def _opener(words: Sequence[str], before: int) -> int | None:
    """Return where the last inner clause before this word begins, or None."""
    behind = range(before - 1, max(-1, before - 1 - _BEHIND), -1)
    return next((at for at in behind if words[at].endswith("که") or words[at] in grammar_words().openers), None)


def neither_nor(clause: Clause) -> Iterator[Match]:
    """Yield «نه درس نمی‌خواند و نه کار نمی‌کند»; a single «نه» is skipped."""
    words = clause.words
    for at, word in enumerate(words):
        if word != _NO or not (first := _negative(clause, at)):
            continue
        again = first + 1 + (words[first + 1 : first + 2] == ["و"])
        if words[again : again + 1] == [_NO] and (last := _negative(clause, again)):
            values = {"first": words[first], "last": words[last]}
            yield Match(at, last, (_affirmed(clause, at, first, last),), values)


def _negative(clause: Clause, at: int) -> int:
    """Return the index of the negative verb of this «نه», 0 where there is none or «نه» means something else."""
    words = clause.words
    if not clause.beside(at, at + 1) or words[at + 1] in grammar_words().not_only:
        return 0
    for verb in range(at + 1, min(at + 1 + _VERB_REACH, len(words))):
        if affirmative(words[verb]):
            return verb if clause.beside(at, verb) and not _nine(clause, at, verb) else 0
        if finite(words[verb]):
            break
    return 0


def _nine(clause: Clause, at: int, verb: int) -> bool:
    start, end = clause.spans[at][0], clause.spans[verb][1]
    return any(begin == 0 for begin, _, _ in number_words_in(clause.text[start:end]))


def _affirmed(clause: Clause, at: int, first: int, last: int) -> str:
    """Return the words from `at` to `last` with these two verbs affirmative."""
    (start, _), (before, after), (again, _) = (clause.spans[word] for word in (at, first, last))
    head, tail = clause.text[start:before], clause.text[after:again]
    return f"{head}{affirmative(clause.words[first])}{tail}{affirmative(clause.words[last])}"


def doubled_prepositions(clause: Clause) -> Iterator[Match]:
    """Yield «از با» and the like, but not before an infinitive with its own preposition: «با به کار بستن»."""
    words = clause.words
    for at in range(len(words) - 2):
        first, second = words[at], words[at + 1]
        if (
            not _doubled(first, second)
            or not clause.beside(at, at + 2)
            or _goes_on(second, words[at + 2 :][:_DEED_REACH])
        ):
            continue
        door = grammar_words().doors & {*words[at + 2 :][:_DEED_REACH]} or (at and not finite(words[at - 1]))
        values = {"first": first, "second": second}
        if first != "در":
            yield Match(at, at + 1, values=values)
        elif not door:
            yield Match(at, at + 1, values=values, severity=Severity.ADVISES)


def _doubled(first: str, second: str) -> bool:
    listed = grammar_words()
    apart = first != second and (first, second) not in _RIGHT
    return apart and first in listed.first_prepositions and second in listed.second_prepositions


def _goes_on(preposition: str, rest: list[str]) -> bool:
    """Whether the second preposition begins an infinitive, an adjective («با تجربه») or an adverb («به ترتیب»)."""
    adjective = any(f"{preposition}{joint}{rest[0]}" in lexicon() for joint in ("", ZWNJ))
    return adjective or rest[0] in grammar_words().after_preposition or any(map(DEVERBAL.fullmatch, rest))
