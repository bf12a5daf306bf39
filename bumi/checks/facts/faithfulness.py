"""Faithfulness: traces each fact to the brief or the province's data, and finds parts of the brief that are missing.

Numbers, days and quotations that the brief does not have are found by the checks `numbers`, `dates` and `quotes`.
"""

from collections.abc import Iterator

from bumi.brief import Brief
from bumi.checks.context import Context
from bumi.checks.facts.agents import killing_agencies
from bumi.checks.facts.alignment import misplaced
from bumi.checks.facts.consistency import late_deadlines, reversed_ranges, wrong_sums
from bumi.checks.facts.coverage import missing_parts, unsupported
from bumi.checks.facts.names import unknown_names, wrong_roles
from bumi.checks.facts.places import elsewhere, other_counties, said_twice
from bumi.checks.rule import Match, Rule, in_sentences, with_brief, within
from bumi.finding import Severity
from bumi.persian.text import digits_to_persian


@with_brief
def _unknown_names(context: Context, brief: Brief) -> Iterator[Match]:
    return (Match(start, end, variant=kind) for kind, start, end in unknown_names(context.text, brief))


@with_brief
def _misplaced(context: Context, brief: Brief) -> Iterator[Match]:
    for mention, told, part in misplaced(context.field, context.fields, brief):
        written, right = context.text[mention.start : mention.end], part[told.start : told.end]
        shown = {"written": written, "right": right, "part": part}
        values = {name: digits_to_persian(text) for name, text in shown.items()}
        yield Match(mention.start, mention.end, values=values)


RULES = (
    Rule("facts/sum", Severity.WARNS, in_sentences(wrong_sums)),
    Rule("facts/range", Severity.WARNS, reversed_ranges),
    Rule("facts/elsewhere", Severity.WARNS, elsewhere),
    Rule("facts/place-twice", Severity.WARNS, said_twice),
    Rule("facts/agent", Severity.WARNS, killing_agencies, unless=within("quoted")),
    Rule("facts/unknown-name", Severity.BLOCKS, _unknown_names),
    Rule("facts/role", Severity.BLOCKS, wrong_roles),
    Rule("facts/misplaced", Severity.WARNS, _misplaced),
    Rule("facts/other-county", Severity.WARNS, other_counties),
    Rule("facts/late", Severity.WARNS, late_deadlines),
    Rule("facts/no-evidence", Severity.WARNS, in_sentences(unsupported)),
    Rule("facts/missing-{part}", Severity.WARNS, missing_parts, message="facts/missing"),
)
