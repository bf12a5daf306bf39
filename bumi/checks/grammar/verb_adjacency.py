"""What stands after a verb and may not: «را», a second verb; and «که» after «که»."""

from collections.abc import Iterator, Sequence

from bumi.checks.grammar.clause import Clause, Fault
from bumi.finding import Severity
from bumi.persian.grammar_words import grammar_words
from bumi.persian.verbs import finite, is_past, is_verb

__all__ = ["doubled_that", "stray_object_marker", "two_verbs"]

_BEHIND = 60  # words from «که» to the verb of its clause
_WHAT = ("آنچه", "آن‌چه", "هرچه")


def stray_object_marker(clause: Clause) -> Iterator[Fault]:
    """Find «را» after a verb: an object has it, not the clause that tells of the object.

    «کتابی که خریدم را» is met in print, and is but advised on.
    """
    words = clause.words
    for at in range(1, len(words)):
        if words[at] != "را" or not is_verb(words, at - 1) or not clause.beside(at - 1, at):
            continue
        verb, opener = words[at - 1], _opener(words, at - 1)
        if opener is None:
            message = f"پس از فعل «{verb}»، «را» جایی ندارد؛ آن را بردارید یا پس از مفعول بنویسید"
            yield Fault("object-marker", at - 1, at, message)
        elif words[max(0, opener - 1)] == "را":
            message = f"این مفعول پیش از «{words[opener]}» هم «را» دارد؛ این یکی را بردارید"
            yield Fault("object-marker", at - 1, at, message, (verb,))
        else:
            what = words[opener] in _WHAT
            better, worse = ("آنچه را گفت", "آنچه گفت را") if what else ("کتابی را که خریدم", "کتابی که خریدم را")
            message = f"«را» از مفعول دور افتاده است؛ پیش‌تر بیاورید: «{better}»، نه «{worse}»"
            yield Fault("object-marker", at - 1, at, message, severity=Severity.ADVISES)


def two_verbs(clause: Clause) -> Iterator[Fault]:
    """Find a verb and a copula side by side at the end, where no inner clause needs the first of them."""
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
            or verb == copula == "است"  # `repetition` tells
            or (was and not is_past(verb) and verb not in listed.copulas)
            or (opener is not None and not complement)
        ):
            continue
        better = f"{verb}ه {copula}" if is_past(verb) and verb != "بود" else verb
        suggestions = () if verb in listed.modal else (better,)
        remedy = f"«{better}» بنویسید" if suggestions else "یکی را بردارید"
        yield Fault("two-verbs", at - 1, at, f"«{verb}» و «{copula}» هر دو فعل‌اند و یکی بس است؛ {remedy}", suggestions)


def doubled_that(clause: Clause) -> Iterator[Fault]:
    """Find «اینکه که»."""
    words = clause.words
    for at in range(1, len(words)):
        word = words[at - 1]
        if words[at] == "که" and word in grammar_words().that and clause.beside(at - 1, at):
            yield Fault("that", at - 1, at, f"«{word}» خود «که» دارد؛ «که» دوم را بردارید", (word,))


def _opener(words: Sequence[str], before: int) -> int | None:
    """Return where the last inner clause before this word opens, None where there is none."""
    behind = range(before - 1, max(-1, before - 1 - _BEHIND), -1)
    return next((at for at in behind if words[at].endswith("که") or words[at] in grammar_words().openers), None)
