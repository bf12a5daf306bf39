"""Checks of orthography: characters, punctuation, half-spaces, spelling."""

from bumi.checks.orthography.spelling import with_madda

__all__ = ["with_madda"]
