"""«نه … نه» with verbs that say no once more."""

from collections.abc import Iterator

from bumi.checks.grammar.clause import Clause, Fault
from bumi.persian.grammar_words import grammar_words
from bumi.persian.morphology import number_words_in
from bumi.persian.verbs import affirmative, finite

__all__ = ["neither_nor"]

_NO = "نه"  # or nine
_REACH = 5  # words from «نه» to its verb


def neither_nor(clause: Clause) -> Iterator[Fault]:
    """Find «نه درس نمی‌خواند و نه کار نمی‌کند»; one «نه» by itself is left alone."""
    words = clause.words
    for at, word in enumerate(words):
        if word != _NO or not (first := _negative(clause, at)):
            continue
        again = first + 1 + (words[first + 1 : first + 2] == ["و"])
        if words[again : again + 1] == [_NO] and (last := _negative(clause, again)):
            said = "» و «".join((words[first], words[last]))
            message = f"«نه … نه» خود منفی می‌کند؛ «{said}» را مثبت بیاورید"
            yield Fault("neither", at, last, message, (_affirmed(clause, at, first, last),))


def _negative(clause: Clause, at: int) -> int:
    """Return where the verb of this «نه» stands, 0 where it is not negative or «نه» means something else."""
    words = clause.words
    if not clause.beside(at, at + 1) or words[at + 1] in grammar_words().not_only:
        return 0
    for verb in range(at + 1, min(at + 1 + _REACH, len(words))):
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
