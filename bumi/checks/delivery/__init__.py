"""Checks of delivery: length, what channels need, and bodies that the newsroom has already."""

from bumi.checks.delivery.length import LIMITS

__all__ = ["LIMITS"]
