"""Informal Persian: the forms in which people speak, and how they are written."""

from bumi.persian.informal.forms import known
from bumi.persian.informal.rewriting import as_written, left_spoken, spoken

__all__ = ["as_written", "known", "left_spoken", "spoken"]
