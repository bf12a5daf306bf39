"""Checks of delivery: length, requirements of channels, and duplicate bodies."""

from bumi.checks.delivery.length import LIMITS

__all__ = ["LIMITS"]
