"""Joined ها («کتابها»): a spelling that some houses choose, and texts then keep to."""

import re

from bumi.checks.wordforms import CANNOT_JOIN
from bumi.text import ZWNJ

__all__ = ["joins_plurals", "only_plural"]

_PLURAL = re.compile(f"{ZWNJ}ها")


def joins_plurals(text: str) -> bool:
    """Say whether half-spaces are kept in `text`, but not before ها after a letter that could join it."""
    before = {text[m.start() - 1] for m in _PLURAL.finditer(text)}
    return ZWNJ in text and before <= set(CANNOT_JOIN) | {"ه"}


def only_plural(spelled: str) -> bool:
    """Say whether a word has no half-spaces but those before ها."""
    return ZWNJ in spelled and ZWNJ not in _PLURAL.sub("ها", spelled)
