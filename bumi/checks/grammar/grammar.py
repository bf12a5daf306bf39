"""Grammar: what no rule of Persian allows, told only where it is certain; the rest is left to the editor's ear."""

from collections.abc import Callable, Iterator

from bumi.checks.context import Context
from bumi.checks.grammar.agreement import disagreement
from bumi.checks.grammar.clause import Clause, Fault
from bumi.checks.grammar.counted_nouns import counted_plurals
from bumi.checks.grammar.negation import neither_nor
from bumi.checks.grammar.prepositions import doubled_prepositions
from bumi.checks.grammar.verb_adjacency import doubled_that, stray_object_marker, two_verbs
from bumi.finding import Finding
from bumi.persian.morphology import sentences

__all__ = ["check"]

_RULES: tuple[Callable[[Clause], Iterator[Fault]], ...] = (
    stray_object_marker,
    two_verbs,
    doubled_that,
    neither_nor,
    disagreement,
    counted_plurals,
    doubled_prepositions,
)


def check(context: Context) -> Iterator[Finding]:
    """Find faults of grammar; quotations are as they were said, and little words written twice are `repetition`'s."""
    for span in sentences(context.text):
        clause = Clause(context.text, *span)
        for fault in (fault for rule in _RULES for fault in rule(clause)):
            start, end = clause.spans[fault.first][0], clause.spans[fault.last][1]
            if not context.quoted.touch(start, end) and not context.untouchable.touch(start, end):
                code = f"grammar/{fault.code}"
                yield context.finding(code, fault.severity, start, end, fault.message, *fault.suggestions)
