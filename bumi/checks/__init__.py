"""The checks: they read a text as a copy editor would, one file a check."""

from bumi.checks.facts.support import Judge, Judgement
from bumi.checks.registry import CHECKS, check_fields, check_text, fix
from bumi.checks.style.bureaucratese import plainly
from bumi.persian.informal import as_written

__all__ = ["CHECKS", "Judge", "Judgement", "as_written", "check_fields", "check_text", "fix", "plainly"]
