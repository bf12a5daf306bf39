"""The checks: they examine a text as a copy editor does and return findings."""

from bumi.checks.facts import Judge, Judgement
from bumi.checks.registry import CHECKS, check_fields, check_text, fix, plain_sentences
from bumi.checks.style import plainly
from bumi.persian.informal import as_written

__all__ = [
    "CHECKS",
    "Judge",
    "Judgement",
    "as_written",
    "check_fields",
    "check_text",
    "fix",
    "plain_sentences",
    "plainly",
]
