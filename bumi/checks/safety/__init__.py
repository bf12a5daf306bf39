"""Checks of safety: dignity, privacy, persons to protect, crisis notices."""

from bumi.checks.safety.persons import full_names

__all__ = ["full_names"]
