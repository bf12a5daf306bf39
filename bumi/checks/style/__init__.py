"""Checks of style: register, readability, repetition."""

from bumi.checks.style.bureaucratese import plainly

__all__ = ["plainly"]
