"""The checks: they read a text as a copy editor would, one file a check."""

from bumi.checks.registry import CHECKS, check_fields, check_text, fix

__all__ = ["CHECKS", "check_fields", "check_text", "fix"]
