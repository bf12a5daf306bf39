"""Informal Persian: spoken forms, and how they are written."""

from bumi.persian.informal.rest import left_spoken
from bumi.persian.informal.rewriting import as_written, spoken

__all__ = ["as_written", "left_spoken", "spoken"]
