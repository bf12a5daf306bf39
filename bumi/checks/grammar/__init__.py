"""Checks of grammar: clear errors of Persian grammar; doubtful cases are not reported.

Quotations are skipped. The check `repetition` finds function words written twice.
"""

from functools import partial

from bumi.checks.grammar.adjacency import (
    doubled_prepositions,
    doubled_that,
    neither_nor,
    stray_object_marker,
    two_verbs,
)
from bumi.checks.grammar.agreement import disagreement
from bumi.checks.grammar.clause import in_clauses
from bumi.checks.grammar.counted_nouns import counted_plurals
from bumi.checks.rule import Rule, within
from bumi.finding import Severity

__all__ = ["RULES"]

_rule = partial(Rule, severity=Severity.WARNS, unless=within("quoted", "untouchable"))

RULES = (
    _rule("grammar/object-marker", search=in_clauses(stray_object_marker)),
    _rule("grammar/two-verbs", search=in_clauses(two_verbs)),
    _rule("grammar/that", search=in_clauses(doubled_that)),
    _rule("grammar/neither", search=in_clauses(neither_nor)),
    _rule("grammar/agreement", search=in_clauses(disagreement)),
    _rule("grammar/counted-plural", search=in_clauses(counted_plurals)),
    _rule("grammar/prepositions", search=in_clauses(doubled_prepositions)),
)
