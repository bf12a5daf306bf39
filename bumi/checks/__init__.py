"""The checks: they read a text as a copy editor would, one file a check."""

from bumi.checks.padding import plainly
from bumi.checks.registry import CHECKS, check_fields, check_text, fix
from bumi.checks.spoken import as_written
from bumi.checks.support import Judge, Judgement

__all__ = ["CHECKS", "Judge", "Judgement", "as_written", "check_fields", "check_text", "fix", "plainly"]
