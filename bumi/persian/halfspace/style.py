"""Joined ها («کتابها»): detects texts that use this spelling throughout."""

import re
from itertools import pairwise

from bumi.persian.halfspace.places import halves
from bumi.persian.text import ZWNJ
from bumi.persian.word_forms import CANNOT_JOIN, belong_together, respelled

_RATIO = 2  # highest ratio of separate to joined ها in a text that joins it by choice
_SELDOM_JOINED = frozenset(CANNOT_JOIN) | {"ه"}
_PLURAL = re.compile(f"{ZWNJ}ها")


def joins_plurals(text: str) -> bool:
    """Return whether a text joins ها by choice.

    That is so if it keeps half-spaces, but joins ها at least half as often as it separates it after a letter that
    could join it; or if it has spaces for half-spaces, but not before such a ها, and lost none in another word.
    """
    found = halves(text)
    if ZWNJ in text:
        apart = sum(text[m.start() - 1] not in _SELDOM_JOINED for m in _PLURAL.finditer(text))
        joined = sum(only_plural(respelled(half.text)) for half in found if ZWNJ not in half.text)
        return apart <= _RATIO * joined
    else:
        parted = {
            (a.text[-1], b.text[:2]) for a, b in pairwise(found) if b.link == " " and belong_together(a.text, b.text)
        }
        if not parted or any(
            not only_plural(respelled(half.text)) for half in found if respelled(half.text) != half.text
        ):
            return False
        before = {last for last, first in parted if first == "ها"}
    return before <= _SELDOM_JOINED


def only_plural(spelled: str) -> bool:
    """Return whether the only half-spaces of a word are before ها."""
    return ZWNJ in spelled and ZWNJ not in _PLURAL.sub("ها", spelled)
